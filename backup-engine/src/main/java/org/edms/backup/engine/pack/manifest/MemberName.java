package org.edms.backup.engine.pack.manifest;

import java.util.Arrays;
import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.error.ErrorCode;

/**
 * The name of a member: a relative path that cannot leave its directory. Packages are untrusted: names that could reach outside
 * the directories of a restore are rejected here, once for all readers.
 */
public record MemberName(String value) {

    private static final int LONGEST = 16 << 10;

    public MemberName {
        String why = objection(value);
        if (why != null) {
            throw hostile(value, why);
        }
    }

    /** Returns whether a member may have this name. */
    public static boolean isAllowed(String name) {
        return objection(name) == null;
    }

    private static String objection(String name) {
        if (name.isEmpty() || name.length() > LONGEST) {
            return "from 1 to " + LONGEST + " characters";
        }
        if (name.startsWith("/") || name.endsWith("/") || name.indexOf('\\') >= 0) {
            return "not a relative path to a file";
        }
        if (name.chars().anyMatch(Character::isISOControl)) {
            return "contains control characters";
        }
        boolean elsewhere = Arrays.stream(name.split("/", -1))
                .anyMatch(part -> part.isEmpty() || part.equals(".") || part.equals(".."));
        return elsewhere ? "leads out of the package" : null;
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
