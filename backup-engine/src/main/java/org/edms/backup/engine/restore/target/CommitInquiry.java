package org.edms.backup.engine.restore.target;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.edms.backup.engine.source.Database;
import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.error.ErrorCode;

/**
 * Determines whether a transaction was committed when the connection was lost before the server answered.
 *
 * <p>The change that the transaction makes is visible on the server if it was committed. The answer is final only after the
 * committing session has ended: until then, the commit may still follow.
 */
public final class CommitInquiry {

    /** The default timeout. It covers the restart of most servers after a crash. */
    public static final Duration PATIENCE = Duration.ofMinutes(1);

    private static final Duration BETWEEN_TRIES = Duration.ofMillis(250);

    /**
     * After this time, the inquiry terminates the session: a session that waits for a lost client takes long to notice the
     * loss.
     */
    private static final Duration TIME_TO_END = Duration.ofSeconds(3);

    private static final int SECONDS_TO_ANSWER = 5;

    /** Looks for the change on a new connection. */
    @FunctionalInterface
    public interface Check {
        boolean isCommitted() throws SQLException;
    }

    private enum Outcome {
        COMMITTED,
        NOT_COMMITTED,
        UNKNOWN
    }

    /** A session of the server. The start time is part of its identity because the server reuses process ids. */
    private record Session(String pid, String start) {

        static Session of(Sql sql) throws SQLException {
            return sql.list(
                            "SELECT pid, backend_start FROM pg_stat_activity WHERE pid = pg_backend_pid()",
                            row -> new Session(row.getString(1), row.getString(2)))
                    .get(0);
        }

        private String found() {
            return "FROM pg_stat_activity WHERE pid = %s AND backend_start = %s".formatted(pid, Sql.literal(start));
        }

        boolean hasEnded(Sql sql) throws SQLException {
            return !sql.holds("SELECT EXISTS (SELECT " + found() + ")");
        }

        void end(Sql sql) throws SQLException {
            sql.list("SELECT pg_terminate_backend(pid) " + found(), row -> row.getBoolean(1));
        }
    }

    private final Database target;
    private final Database server;
    private final Check check;
    private final Duration patience;
    private Connection connection;
    private Session session;

    /**
     * @param server a database on the same server that always exists; may be the target
     * @param patience how long to wait for a server that does not answer
     */
    public CommitInquiry(Database target, Database server, Check check, Duration patience) {
        this.target = target;
        this.server = server;
        this.check = check;
        this.patience = patience;
    }

    /** Runs directly before the commit. From here on, the commit may have succeeded even if this connection fails. */
    public void begin(Sql sql) throws SQLException {
        session = Session.of(sql);
        connection = sql.connection();
    }

    /**
     * Returns whether the transaction is committed despite a failure: the connection may have been lost after the commit. Call
     * this only when the connection is no longer in use.
     *
     * @throws BackupException {@link ErrorCode#COMMIT_UNKNOWN} if the server does not answer; the caller must then leave
     *     everything as it is
     */
    public boolean isCommittedDespite(Exception failure) {
        return switch (outcome(failure)) {
            case COMMITTED -> true;
            case NOT_COMMITTED -> false;
            case UNKNOWN ->
                throw new BackupException(
                        ErrorCode.COMMIT_UNKNOWN,
                        "%s: the connection was lost during the commit (%s), and the server did not answer within %d s"
                                .formatted(target, failure.getMessage(), patience.toSeconds()),
                        failure);
        };
    }

    private Outcome outcome(Exception failure) {
        try {
            return outcome();
        } catch (SQLException | BackupException e) {
            failure.addSuppressed(e);
            return Outcome.UNKNOWN;
        }
    }

    private Outcome outcome() throws SQLException {
        if (session == null || connection.isValid(SECONDS_TO_ANSWER)) {
            return Outcome.NOT_COMMITTED;
        }
        long start = System.nanoTime();
        while (System.nanoTime() - start < patience.toNanos()) {
            List<Outcome> answer = ask(System.nanoTime() - start > TIME_TO_END.toNanos());
            if (!answer.isEmpty()) {
                return answer.get(0);
            }
            try {
                TimeUnit.MILLISECONDS.sleep(BETWEEN_TRIES.toMillis());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return Outcome.UNKNOWN;
            }
        }
        return Outcome.UNKNOWN;
    }

    /** @return empty if the server does not answer, or if the session has not ended yet */
    private List<Outcome> ask(boolean endSession) throws SQLException {
        try {
            return answer(endSession);
        } catch (SQLException e) {
            return again(TargetFailure.of(e, target.toString()), e);
        } catch (BackupException e) {
            return again(e, e);
        }
    }

    private static <E extends Exception> List<Outcome> again(BackupException known, E failure) throws E {
        if (known.code().isTransient()) {
            return List.of();
        }
        throw failure;
    }

    private List<Outcome> answer(boolean endSession) throws SQLException {
        try (Connection maintenance = WriteConnection.open(server)) {
            Sql sql = new Sql(maintenance);
            if (!session.hasEnded(sql)) {
                if (endSession) {
                    session.end(sql);
                }
                return List.of();
            }
        }
        return List.of(check.isCommitted() ? Outcome.COMMITTED : Outcome.NOT_COMMITTED);
    }
}
