package org.edms.backup.engine.legacy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.stream.Collectors;
import org.edms.backup.demo.DemoEdms;
import org.edms.backup.engine.catalog.sql.Identifier;
import org.edms.backup.engine.pack.manifest.Manifest;
import org.edms.backup.testing.PostgresTest;
import org.edms.backup.testing.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;

/** A server accepts rows that were converted from a fixture. */
@PostgresTest
class LegacyRowsTest {

    @TempDir
    Path directory;

    @Test
    void theTypesOfTheTargetTakeEveryValue(TestDatabase database) throws IOException, SQLException {
        // given
        Converted converted = Converted.of(LegacyPackage.sample().write(directory.resolve("legacy.tar.gz")));
        new DemoEdms(database.dataSource(), directory).createSchema();
        long rows = 0;

        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            CopyManager copy = connection.unwrap(PGConnection.class).getCopyAPI();
            for (Manifest.Table table : converted.manifest().database().tables()) {
                // when
                String columns = table.columns().stream()
                        .map(column -> new Identifier(column).quoted())
                        .collect(Collectors.joining(", "));
                statement.execute("CREATE TEMP TABLE target AS SELECT %s FROM public.%s WITH NO DATA"
                        .formatted(columns, table.name()));
                for (String member : table.members()) {
                    rows += copy.copyIn(
                            "COPY target FROM STDIN",
                            new ByteArrayInputStream(converted.members().get(member)));
                }
                statement.execute("DROP TABLE target");
            }
        }

        // then
        assertThat(rows).isEqualTo(converted.manifest().database().rows());
    }
}
