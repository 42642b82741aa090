package org.edms.backup.engine.backup;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.edms.backup.engine.catalog.ddl.Section;
import org.edms.backup.engine.catalog.table.Table;
import org.edms.backup.engine.pack.container.Compression;
import org.edms.backup.engine.pack.container.PackedSample;
import org.edms.backup.model.Json;

/**
 * Estimates the size of a package from samples of its content. {@code SizeEstimateTest} verifies {@link #TOLERANCE}. The error
 * can be larger if the content of a table or root changes its nature in a range that no sample covers.
 */
final class SizeEstimate {

    /** The maximum relative error of the estimate. */
    static final double TOLERANCE = 0.2;

    private static final ObjectMapper JSON = Json.newMapper();

    /** The header, the head of the manifest, and the end of the file. */
    private static final long BESIDE_THE_CONTENT = 1_500;

    private static final long BESIDE_THE_CONTENT_UNCOMPRESSED = 8_000;

    /** Large objects are stored in rows of 2 kB, so they are sampled like any table. */
    private static final String LARGE_OBJECTS =
            "SELECT pg_table_size(c.oid), pg_relation_size(c.oid) / current_setting('block_size')::bigint"
                    + " FROM pg_class c WHERE c.oid = 'pg_catalog.pg_largeobject'::regclass";

    private SizeEstimate() {}

    static long of(BackupRequest request, DatabaseContent database, FileLists files, FileSamples.Known known)
            throws IOException, SQLException {
        Compression compression = request.to().compression();
        long bytes = compression == Compression.NONE ? BESIDE_THE_CONTENT_UNCOMPRESSED : BESIDE_THE_CONTENT;
        try (PackedSample texts = new PackedSample(compression)) {
            if (database.present()) {
                write(JSON.writeValueAsString(database.catalog()), texts);
                write(database.ddl().script(Section.BEFORE_DATA), texts);
                write(database.ddl().script(Section.AFTER_DATA), texts);
                write(database.model().text() == null ? "" : database.model().text(), texts);
            }
            for (BackupRequest.ConfigurationFile file : request.from().configurationFiles()) {
                if (!request.export() && Files.isReadable(file.path())) {
                    texts.write(Files.readAllBytes(file.path()));
                }
            }
            texts.write(RecoveryGuide.text("README.md"));
            texts.write(RecoveryGuide.text("restore.sh"));
            bytes += texts.stored();
        }
        if (database.present()) {
            bytes += new TableSamples(database.leader(), compression).estimate(tables(database));
        }
        try (FileSamples samples = new FileSamples(compression)) {
            bytes += samples.estimate(files, known);
        }
        return bytes;
    }

    private static List<TableSelection.Chosen> tables(DatabaseContent database) throws SQLException {
        List<TableSelection.Chosen> tables = new ArrayList<>(database.choice().tables());
        if (database.largeObjects()) {
            try (var statement = database.leader().createStatement();
                    var size = statement.executeQuery(LARGE_OBJECTS)) {
                size.next();
                tables.add(new TableSelection.Chosen(largeObjects(size.getLong(1), size.getLong(2)), Map.of()));
            }
        }
        return tables;
    }

    private static Table largeObjects(long bytes, long pages) {
        List<Table.Column> columns = List.of(
                new Table.Column("loid", "oid", true, null, false, null),
                new Table.Column("pageno", "integer", true, null, false, null),
                new Table.Column("data", "bytea", true, null, false, null));
        return new Table(
                "pg_catalog",
                "pg_largeobject",
                Table.Kind.ORDINARY,
                columns,
                null,
                List.of(),
                List.of(),
                null,
                new Table.Here(0, bytes, pages, null));
    }

    private static void write(String text, PackedSample sample) throws IOException {
        sample.write(text.getBytes(StandardCharsets.UTF_8));
    }
}
