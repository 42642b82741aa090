package org.edms.backup.engine.restore;

import java.io.IOException;
import java.io.InputStream;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.edms.backup.engine.pack.Entry;
import org.edms.backup.engine.pack.Manifest;
import org.edms.backup.engine.work.Meter;
import org.edms.backup.engine.work.Parallel;
import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.error.ErrorCode;
import org.edms.backup.model.error.Failure;
import org.edms.backup.model.id.RestoreJobId;
import org.postgresql.PGConnection;

/** A schema of the target that holds the rows of the package, as they are there, until the restore has ended. */
final class Staging {

    /** Of the server's account of a value that it refuses. */
    private static final Pattern PLACE = Pattern.compile("COPY \\S+, line (\\d+)(?:, column ([^:]+))?");

    private final Target target;
    private final String schema;
    private final Meter meter;

    Staging(Target target, String schema, Meter meter) {
        this.target = target;
        this.schema = schema;
        this.meter = meter;
    }

    static String schemaOf(RestoreJobId id) {
        return "edms_restore_" + id.toString().replace("-", "");
    }

    /** Takes all tables' rows, on all connections at once. */
    void fill(MergePlan plan, RestoredPackage source, int parallelism) throws IOException, SQLException {
        create(plan);
        Queue<Part> parts = new ConcurrentLinkedQueue<>(parts(plan, source));
        List<Callable<Void>> work = new ArrayList<>();
        for (int i = 0; i < Math.max(1, Math.min(parallelism, parts.size())); i++) {
            work.add(() -> {
                try (Connection connection = target.connect();
                        RestoredPackage own = source.again()) {
                    for (Part part = parts.poll(); part != null; part = parts.poll()) {
                        copy(part, own, connection);
                    }
                }
                return null;
            });
        }
        Parallel.run("stage rows", work);
        for (StagedTable table : plan.tables()) {
            target.sql().execute("ANALYZE " + table.staging());
        }
        target.connection().commit();
    }

    void drop() throws SQLException {
        target.sql().execute("DROP SCHEMA IF EXISTS " + Sql.quoted(schema) + " CASCADE");
        target.connection().commit();
    }

    private void create(MergePlan plan) throws SQLException {
        Sql sql = target.sql();
        sql.execute("CREATE SCHEMA " + Sql.quoted(schema));
        for (StagedTable table : plan.tables()) {
            String columns = table.packaged().stream()
                    .map(column -> ", " + Sql.quoted(column) + " " + table.type(column))
                    .collect(Collectors.joining());
            sql.execute("CREATE UNLOGGED TABLE %s (%s bigint GENERATED ALWAYS AS IDENTITY (CACHE 1000)%s)"
                    .formatted(table.staging(), StagedTable.ROW, columns));
        }
        target.connection().commit();
    }

    private record Part(StagedTable table, Manifest.Table source, Entry entry) {}

    /** The largest first, so that no connection is left alone with one at the end. */
    private static List<Part> parts(MergePlan plan, RestoredPackage source) {
        List<Part> parts = new ArrayList<>();
        for (StagedTable table : plan.tables()) {
            for (Manifest.Table each : table.sources()) {
                each.members().forEach(member -> parts.add(new Part(table, each, source.entry(member))));
            }
        }
        parts.sort(Comparator.comparingLong((Part part) -> part.entry().bytes()).reversed());
        return parts;
    }

    private void copy(Part part, RestoredPackage source, Connection connection) throws IOException {
        meter.subject(part.table().name());
        String statement = "COPY %s (%s) FROM STDIN"
                .formatted(part.table().staging(), Sql.quoted(part.source().columns()));
        long rows = source.use(part.entry(), content -> copy(statement, content, part, connection));
        if (part.entry().rows() == null || part.entry().rows() != rows) {
            throw new BackupException(
                    ErrorCode.PACKAGE_INCOMPLETE,
                    "%s has %d rows, and not %d"
                            .formatted(part.entry().name(), rows, part.entry().rows()));
        }
        meter.count(rows, part.entry().bytes());
    }

    private static long copy(String statement, InputStream content, Part part, Connection connection)
            throws IOException {
        try {
            long rows = connection.unwrap(PGConnection.class).getCopyAPI().copyIn(statement, content, 1 << 16);
            connection.commit();
            return rows;
        } catch (SQLException e) {
            throw refused(e, part);
        }
    }

    private static BackupException refused(SQLException failure, Part part) {
        String state = String.valueOf(failure.getSQLState());
        Failure told = TargetFailure.of(failure, part.table().name()).failure();
        if (!state.startsWith("22") && !state.startsWith("23")) {
            return new BackupException(told.code(), told.detail(), failure);
        }
        Matcher place = PLACE.matcher(String.valueOf(failure.getMessage()));
        String where = place.find()
                ? ", %s%s line %s"
                        .formatted(
                                place.group(2) == null ? "" : "column " + place.group(2) + ", ",
                                part.entry().name(),
                                place.group(1))
                : "";
        return new BackupException(ErrorCode.VALUE_REFUSED, told.detail() + where, failure);
    }
}
