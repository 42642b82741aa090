package org.edms.backup.engine.restore.load;

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
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.edms.backup.engine.pack.manifest.Entry;
import org.edms.backup.engine.restore.input.RestoredPackage;
import org.edms.backup.engine.restore.target.Sql;
import org.edms.backup.engine.restore.target.SqlTemplate;
import org.edms.backup.engine.restore.target.TargetFailure;
import org.edms.backup.engine.restore.target.WriteConnection;
import org.edms.backup.engine.source.Database;
import org.edms.backup.engine.work.Meter;
import org.edms.backup.engine.work.Parallel;
import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.error.ErrorCode;
import org.edms.backup.model.error.Failure;
import org.postgresql.PGConnection;

/** Loads members that hold rows into tables with COPY. */
public final class RowLoader {

    private static final int BUFFER_BYTES = 1 << 16;

    /** Finds the line and column of a rejected value in the server's message. */
    private static final Pattern POSITION = Pattern.compile("COPY \\S+, line (\\d+)(?:, column ([^:]+))?");

    private static final SqlTemplate COPY = SqlTemplate.of("COPY :target:columns FROM STDIN");

    private final Meter meter;

    public RowLoader(Meter meter) {
        this.meter = meter;
    }

    /**
     * A member and the table that its rows are loaded into.
     *
     * @param target the quoted name of the table
     * @param table the readable name of the table
     */
    public record Part(Entry entry, String target, List<String> columns, String table) {}

    /** Loads all parts on several connections in parallel. Each part is a transaction of its own. */
    public void load(List<Part> parts, RestoredPackage source, Database database, int parallelism) throws IOException {
        Queue<Part> queue = new ConcurrentLinkedQueue<>(largestFirst(parts));
        List<Callable<Void>> work = new ArrayList<>();
        for (Connection each : WriteConnection.openUpTo(Math.min(parallelism, queue.size()), database)) {
            work.add(() -> {
                try (Connection connection = each;
                        RestoredPackage reopened = source.reopen()) {
                    for (Part part = queue.poll(); part != null; part = queue.poll()) {
                        load(part, reopened, connection);
                    }
                }
                return null;
            });
        }
        Parallel.run("load rows", work);
    }

    /** Sorts large parts first, so that one connection does not end up loading a large one while the others are idle. */
    private static List<Part> largestFirst(List<Part> parts) {
        return parts.stream()
                .sorted(Comparator.comparingLong((Part part) -> part.entry().bytes())
                        .reversed())
                .toList();
    }

    /** @return the number of rows loaded */
    long load(Part part, RestoredPackage source, Connection connection) throws IOException {
        return load(part, source, connection, rows -> rows);
    }

    /** @param transformation transforms the rows on their way to the server */
    public long load(
            Part part, RestoredPackage source, Connection connection, UnaryOperator<InputStream> transformation)
            throws IOException {
        meter.subject(part.table());
        String statement = copyFrom(part);
        long rows =
                source.use(part.entry(), content -> copy(statement, transformation.apply(content), part, connection));
        if (part.entry().rows() == null || part.entry().rows() != rows) {
            throw new BackupException(
                    ErrorCode.PACKAGE_INCOMPLETE,
                    "%s has %d rows instead of %d"
                            .formatted(part.entry().name(), rows, part.entry().rows()));
        }
        meter.count(rows, part.entry().bytes());
        return rows;
    }

    static String copyFrom(Part part) {
        String columns = part.columns().isEmpty() ? "" : " (" + Sql.quoted(part.columns()) + ")";
        return COPY.with("target", part.target()).with("columns", columns).sql();
    }

    private static long copy(String statement, InputStream content, Part part, Connection connection)
            throws IOException {
        try {
            return connection.unwrap(PGConnection.class).getCopyAPI().copyIn(statement, content, BUFFER_BYTES);
        } catch (SQLException e) {
            throw rejected(e, part);
        }
    }

    private static BackupException rejected(SQLException cause, Part part) {
        String state = String.valueOf(cause.getSQLState());
        Failure failure = TargetFailure.of(cause, part.table()).failure();
        if (!state.startsWith("22")) {
            return new BackupException(failure.code(), failure.detail(), cause);
        }
        Matcher position = POSITION.matcher(String.valueOf(cause.getMessage()));
        String where = position.find()
                ? ", %s%s line %s"
                        .formatted(
                                position.group(2) == null ? "" : "column " + position.group(2) + ", ",
                                part.entry().name(),
                                position.group(1))
                : "";
        return new BackupException(ErrorCode.VALUE_REFUSED, failure.detail() + where, cause);
    }
}
