package org.edms.backup.engine.pack.manifest;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;

/** Assigns member names. Names that are not allowed in a package are escaped with {@code %}, and the manifest maps them. */
public final class MemberNames {

    private static final int LONGEST_PATH = 3000;

    public static final MemberName MANIFEST = new MemberName("manifest.json");

    private MemberNames() {}

    public static MemberName rows(String schema, String table) {
        return new MemberName("database/" + qualified(schema, table) + ".copy");
    }

    public static MemberName rows(String schema, String table, int part) {
        return new MemberName("database/%s.%04d.copy".formatted(qualified(schema, table), part));
    }

    public static MemberName references(String schema, String table) {
        return new MemberName("references/" + qualified(schema, table) + ".copy");
    }

    /** Returns the name in the system if it is allowed in a package. */
    public static MemberName file(FileId file) {
        String plain = "files/" + file;
        if (Normalizer.isNormalized(plain, Normalizer.Form.NFC) && isAllowed(plain)) {
            return new MemberName(plain);
        }
        String escaped = escaped(file.path(), "/");
        return new MemberName("files/%s/%s".formatted(file.root(), escaped));
    }

    /** Returns the name for a retry. The torn content of the previous attempt keeps its name. */
    public static MemberName retry(FileId file, int attempt) {
        return new MemberName("retries/%d/%s".formatted(attempt, file(file)));
    }

    private static boolean isAllowed(String name) {
        return MemberName.isAllowed(name) && name.length() <= LONGEST_PATH && name.indexOf('%') < 0;
    }

    private static String qualified(String schema, String table) {
        return escaped(schema, "") + "." + escaped(table, "");
    }

    private static String escaped(String text, String alsoAllowed) {
        StringBuilder escaped = new StringBuilder();
        for (byte each : text.getBytes(StandardCharsets.UTF_8)) {
            char character = (char) Byte.toUnsignedInt(each);
            boolean plain =
                    character < 0x80 && (Character.isLetterOrDigit(character) || "_-$ ".indexOf(character) >= 0);
            if (plain || alsoAllowed.indexOf(character) >= 0) {
                escaped.append(character);
            } else {
                escaped.append("%%%02X".formatted((int) character));
            }
        }
        return escaped.toString();
    }
}
