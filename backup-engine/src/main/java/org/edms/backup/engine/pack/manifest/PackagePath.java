package org.edms.backup.engine.pack.manifest;

import java.nio.charset.StandardCharsets;
import org.edms.backup.engine.source.FileTree;
import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.error.ErrorCode;

/**
 * The path of a file below its root, as the file system spells it. A value of this type can lead neither out of the root nor to
 * the directories that restores reserve in it. Control characters and backslashes are allowed, because files of a real system may
 * have them.
 */
record PackagePath(String value) {

    private static final int LONGEST = 16 << 10;
    private static final int SHOWN = 200;

    public PackagePath {
        String why = objection(value);
        if (why != null) {
            throw new BackupException(ErrorCode.PACKAGE_HOSTILE, "path \"%s\": %s".formatted(printable(value), why));
        }
    }

    private static String objection(String path) {
        if (path.isEmpty() || path.length() > LONGEST) {
            return "must have from 1 to " + LONGEST + " characters";
        }
        if (path.startsWith("/")) {
            return "must be relative";
        }
        if (path.indexOf('\0') >= 0) {
            return "contains NUL";
        }
        if (!isUnicode(path)) {
            return "contains half a surrogate pair";
        }
        for (String part : path.split("/", -1)) {
            if (part.isEmpty() || part.equals(".") || part.equals("..")) {
                return "is not normalized";
            }
        }
        return FileTree.isReserved(path) ? "is reserved for restores" : null;
    }

    private static boolean isUnicode(String text) {
        return StandardCharsets.UTF_8.newEncoder().canEncode(text);
    }

    /** Returns text of a package in a form that is safe for messages: without control characters, and truncated. */
    static String printable(String text) {
        String start = text.length() > SHOWN ? text.substring(0, SHOWN) + "..." : text;
        return start.replaceAll("[\\p{Cc}\\p{Cf}\\p{Cs}\u2028\u2029]", "?");
    }

    @Override
    public String toString() {
        return value;
    }
}
