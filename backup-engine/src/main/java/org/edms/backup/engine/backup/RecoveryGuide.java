package org.edms.backup.engine.backup;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import org.edms.backup.engine.catalog.sql.Identifier;
import org.edms.backup.engine.pack.manifest.Manifest;

/** The instructions in every package: how to restore it with this suite, and with only {@code tar} and {@code psql}. */
final class RecoveryGuide {

    private static final String LARGE_OBJECTS_IN =
            "CREATE TEMP TABLE large_objects (loid oid, pageno integer, data bytea);\n";

    private static final String LARGE_OBJECTS_PUT =
            "SELECT count(pg_catalog.lo_put(loid, pageno::bigint * 2048, data)) FROM large_objects;\n";

    private RecoveryGuide() {}

    static byte[] text(String name) throws IOException {
        try (InputStream text = RecoveryGuide.class.getResourceAsStream(name)) {
            return text.readAllBytes();
        }
    }

    /** Returns the {@code psql} script that loads the rows. It runs in the directory of the unpacked package. */
    static byte[] rowsScript(Manifest.Database database) {
        StringBuilder script =
                new StringBuilder("SET client_encoding = 'UTF8';\nSET session_replication_role = replica;\n");
        database.tables().stream()
                .filter(table -> !table.referencesOnly())
                .forEach(table ->
                        table.members().forEach(member -> script.append(copy(quoted(table), table.columns(), member))));
        if (database.largeObjects() != null) {
            script.append(LARGE_OBJECTS_IN);
            database.largeObjects()
                    .members()
                    .forEach(member -> script.append(
                            copy("large_objects", database.largeObjects().columns(), member)));
            script.append(LARGE_OBJECTS_PUT);
        }
        return script.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static String copy(String table, List<String> columns, String member) {
        String list =
                columns.stream().map(column -> new Identifier(column).quoted()).collect(Collectors.joining(", "));
        return "\\copy %s%s FROM '%s'\n"
                .formatted(table, list.isEmpty() ? "" : " (" + list + ")", member.replace("'", "''"));
    }

    private static String quoted(Manifest.Table table) {
        return new Identifier(table.schema()).quoted() + "." + new Identifier(table.name()).quoted();
    }
}
