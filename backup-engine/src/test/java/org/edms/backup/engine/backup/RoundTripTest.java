package org.edms.backup.engine.backup;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.edms.backup.engine.catalog.Catalog;
import org.edms.backup.engine.catalog.ddl.DdlStatement;
import org.edms.backup.engine.catalog.ddl.Section;
import org.edms.backup.engine.catalog.sql.Identifier;
import org.edms.backup.engine.pack.PackageReader;
import org.edms.backup.engine.pack.manifest.Entry;
import org.edms.backup.engine.pack.manifest.Manifest;
import org.edms.backup.model.Json;
import org.edms.backup.model.configuration.BackupType;
import org.edms.backup.testing.PostgresTest;
import org.edms.backup.testing.TestDatabase;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.postgresql.PGConnection;

/** Any content of a database is restored from a package unchanged. */
@PostgresTest
class RoundTripTest {

    private static final ObjectMapper JSON = Json.newMapper();

    @TempDir
    Path store;

    static LongStream seeds() {
        return LongStream.rangeClosed(1, Long.getLong("edms.test.seeds", 25));
    }

    @Tag("repeated")
    @ParameterizedTest
    @MethodSource("seeds")
    void anyValueOfAnyTypeComesBack(long seed, TestDatabase original, TestDatabase copy) throws Exception {
        // given
        try (Connection connection = original.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(RandomTables.typesOfTheirOwn());
            new RandomTables(seed).fill(connection);
        }
        Backups backups = new Backups(store).of(original).type(BackupType.DATABASE);

        // when
        BackupResult result = backups.run();
        load(backups, result, copy);

        // then
        assertThat(contents(copy)).isEqualTo(contents(original));
    }

    private static void load(Backups backups, BackupResult result, TestDatabase target) throws Exception {
        Catalog catalog = JSON.readValue(backups.content(result, "catalog/catalog.json"), Catalog.class);
        Map<String, Entry> entries = backups.entries(result).stream()
                .collect(Collectors.toMap(entry -> entry.name().value(), entry -> entry));
        try (Connection connection = target.connect();
                PackageReader reader = backups.open(result)) {
            carryOut(catalog, Section.BEFORE_DATA, connection);
            for (Manifest.Table table : result.manifest().database().tables()) {
                for (String member : table.members()) {
                    copyIn(table, reader.content(entries.get(member)), connection);
                }
            }
            carryOut(catalog, Section.AFTER_DATA, connection);
        }
    }

    private static void carryOut(Catalog catalog, Section section, Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (DdlStatement each : catalog.ddl()) {
                if (each.section() == section) {
                    statement.execute(each.sql());
                }
            }
        }
    }

    private static void copyIn(Manifest.Table table, InputStream rows, Connection connection)
            throws SQLException, IOException {
        String columns = table.columns().stream()
                .map(column -> new Identifier(column).quoted())
                .collect(Collectors.joining(", "));
        connection
                .unwrap(PGConnection.class)
                .getCopyAPI()
                .copyIn(
                        "COPY %s.%s (%s) FROM STDIN"
                                .formatted(
                                        new Identifier(table.schema()).quoted(),
                                        new Identifier(table.name()).quoted(),
                                        columns),
                        rows);
    }

    /** Returns every row as text, which also distinguishes zeros and NaNs that compare as equal. */
    private static Map<String, String> contents(TestDatabase database) throws SQLException {
        Map<String, String> contents = new TreeMap<>();
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            List<String> tables = new ArrayList<>();
            try (ResultSet result = statement.executeQuery(
                    "SELECT quote_ident(relname) FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace")) {
                while (result.next()) {
                    tables.add(result.getString(1));
                }
            }
            for (String table : tables) {
                try (ResultSet result = statement.executeQuery(
                        "SELECT count(*) || ' ' || coalesce(md5(string_agg(t::text, chr(1) ORDER BY t::text COLLATE \"C\")), '') FROM "
                                + table + " t")) {
                    result.next();
                    contents.put(table, result.getString(1));
                }
            }
        }
        return contents;
    }
}
