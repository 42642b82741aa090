package org.edms.backup.service.restore;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.edms.backup.model.PrintableText;
import org.edms.backup.model.Suggestion;
import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.error.ErrorCode;

/** The form fields of an upload: known ones, each once, and limited in total size. */
final class FormFields {

    private static final String FILE = "file";
    private static final List<String> NAMES = List.of("options", "confirm");
    private static final List<String> PARTS = List.of("options", "confirm", FILE);

    private final Map<String, String> values = new HashMap<>();
    private final long limit;
    private long left;

    /** @param limit of the values of all fields together, in bytes */
    FormFields(long limit) {
        this.limit = limit;
        this.left = limit;
    }

    /** Reads a field, but no more than the limit allows. */
    void read(String name, InputStream content) throws IOException {
        byte[] value = content.readNBytes((int) Math.min(left + 1, Integer.MAX_VALUE - 8));
        if (value.length > left) {
            throw new BackupException(
                    ErrorCode.TOO_LARGE, "edms.upload.fields-limit is " + limit + " for all fields together");
        }
        left -= value.length;
        if (!NAMES.contains(name)) {
            throw unknown(name);
        }
        if (values.put(name, new String(value, StandardCharsets.UTF_8).strip()) != null) {
            throw new BackupException(ErrorCode.WRONG_USAGE, "the form field " + name + " is given twice");
        }
    }

    /** Refuses a file in a field other than the documented one. */
    static void checkFile(String name) {
        if (!FILE.equals(name)) {
            throw unknown(name);
        }
    }

    private static BackupException unknown(String name) {
        String given = String.valueOf(name);
        return new BackupException(
                ErrorCode.WRONG_USAGE,
                "unknown form field \"%s\"%s".formatted(PrintableText.escape(given), Suggestion.of(given, PARTS)));
    }

    /** @return null if the field is missing */
    String get(String name) {
        return values.get(name);
    }
}
