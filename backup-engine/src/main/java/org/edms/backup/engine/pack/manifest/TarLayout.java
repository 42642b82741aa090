package org.edms.backup.engine.pack.manifest;

import java.nio.charset.StandardCharsets;
import org.apache.commons.compress.archivers.tar.TarConstants;

/** Calculates the size of members in the tar stream. The offset of an entry follows from the entries before it. */
public final class TarLayout {

    private static final int RECORD_BYTES = 512;
    private static final int SHORT_NAME = 100;

    private TarLayout() {}

    /**
     * Returns the length of an entry's header. It is calculated because the library needs a second for a long name, and a
     * manifest may list thousands of them.
     */
    public static long headerBytes(Entry entry) {
        long seconds = entry.modified().getEpochSecond();
        int nameBytes = entry.name().value().getBytes(StandardCharsets.UTF_8).length;
        boolean ascii = nameBytes == entry.name().value().length();
        long extended = 0;
        if (nameBytes >= SHORT_NAME || !ascii) {
            extended += extendedRecord("path", nameBytes);
        }
        if (entry.bytes() > TarConstants.MAXSIZE) {
            extended += extendedRecord("size", digits(entry.bytes()));
        }
        if (seconds < 0 || seconds > TarConstants.MAXSIZE) {
            extended += extendedRecord("mtime", String.valueOf(seconds).length());
        }
        return extended == 0 ? RECORD_BYTES : 2L * RECORD_BYTES + extended + padding(extended);
    }

    /** A line {@code LENGTH KEY=VALUE}. The length includes its own digits and the line break. */
    private static int extendedRecord(String key, int valueBytes) {
        int rest = " ".length() + key.length() + "=".length() + valueBytes + "\n".length();
        int length = rest + digits(rest);
        return rest + digits(length);
    }

    private static int digits(long number) {
        return Long.toString(number).length();
    }

    /** Returns the number of zero bytes between the content of a member and the next record. */
    public static int padding(long bytes) {
        return (int) ((RECORD_BYTES - bytes % RECORD_BYTES) % RECORD_BYTES);
    }

    /** Returns the length of a member with a short name, including its header and padding. */
    public static long memberBytes(long bytes) {
        return RECORD_BYTES + bytes + padding(bytes);
    }
}
