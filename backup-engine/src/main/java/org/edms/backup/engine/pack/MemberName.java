package org.edms.backup.engine.pack;

import java.util.Arrays;
import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.error.ErrorCode;

/**
 * The name of a member: a relative path that stays where it is put. Packages may come from anywhere; what a name could do
 * outside a restore's own directories is refused here, once, for all who read.
 */
public record MemberName(String value) {

    private static final int LONGEST = 4096;

    public MemberName {
        if (value.isEmpty() || value.length() > LONGEST) {
            throw hostile(value, "from 1 to " + LONGEST + " characters");
        }
        if (value.startsWith("/") || value.endsWith("/") || value.indexOf('\\') >= 0) {
            throw hostile(value, "no path from here to a file");
        }
        if (value.chars().anyMatch(Character::isISOControl)) {
            throw hostile(value, "holds control characters");
        }
        if (Arrays.stream(value.split("/", -1))
                .anyMatch(part -> part.isEmpty() || part.equals(".") || part.equals(".."))) {
            throw hostile(value, "leads elsewhere");
        }
    }

    private static BackupException hostile(String name, String why) {
        String printable = name.substring(0, Math.min(name.length(), 100)).replaceAll("\\p{Cntrl}", "?");
        return new BackupException(ErrorCode.PACKAGE_HOSTILE, "the member name \"" + printable + "\": " + why);
    }

    @Override
    public String toString() {
        return value;
    }
}
