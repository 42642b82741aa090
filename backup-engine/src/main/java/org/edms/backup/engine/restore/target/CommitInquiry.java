package org.edms.backup.engine.restore.target;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
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
    public static final Duration TIMEOUT = Duration.ofMinutes(1);

    private static final Duration BETWEEN_TRIES = Duration.ofMillis(250);

    /**
     * After this time, the inquiry terminates the session: a session that waits for a lost client takes long to notice the
     * loss.
     */
    private static final Duration TIME_BEFORE_TERMINATION = Duration.ofSeconds(3);

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
    record Session(String pid, String start) {

        private static final SqlTemplate EXISTS = SqlTemplate.of(
                "SELECT EXISTS (SELECT FROM pg_stat_activity WHERE pid = :pid AND backend_start = :start)");

        private static final SqlTemplate TERMINATE = SqlTemplate.of(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid = :pid AND backend_start = :start");

        static Session of(Sql sql) throws SQLException {
            return sql.list(
                            "SELECT pid, backend_start FROM pg_stat_activity WHERE pid = pg_backend_pid()",
                            row -> new Session(row.getString(1), row.getString(2)))
                    .get(0);
        }

        boolean hasEnded(Sql sql) throws SQLException {
            return !sql.holds(existsStatement());
        }

        void terminate(Sql sql) throws SQLException {
            sql.list(terminateStatement(), row -> row.getBoolean(1));
        }

        String existsStatement() {
            return statement(EXISTS);
        }

        String terminateStatement() {
            return statement(TERMINATE);
        }

        private String statement(SqlTemplate template) {
            return template.with("pid", pid).with("start", Sql.literal(start)).sql();
        }
    }

    private final Database target;
    private final Database server;
    private final Check check;
    private final Duration timeout;
    private Connection connection;
    private Session session;

    /**
     * @param server a database on the same server that always exists; may be the target
     * @param timeout how long to wait for a server that does not answer
     */
    public CommitInquiry(Database target, Database server, Check check, Duration timeout) {
        this.target = target;
        this.server = server;
        this.check = check;
        this.timeout = timeout;
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
                                .formatted(target, failure.getMessage(), timeout.toSeconds()),
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
        while (System.nanoTime() - start < timeout.toNanos()) {
            Optional<Outcome> answer = ask(System.nanoTime() - start > TIME_BEFORE_TERMINATION.toNanos());
            if (answer.isPresent()) {
                return answer.get();
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
    private Optional<Outcome> ask(boolean terminateSession) throws SQLException {
        try {
            return answer(terminateSession);
        } catch (SQLException e) {
            return retryIfTransient(TargetFailure.of(e, target.toString()), e);
        } catch (BackupException e) {
            return retryIfTransient(e, e);
        }
    }

    private static <E extends Exception> Optional<Outcome> retryIfTransient(BackupException known, E failure) throws E {
        if (known.code().isTransient()) {
            return Optional.empty();
        }
        throw failure;
    }

    private Optional<Outcome> answer(boolean terminateSession) throws SQLException {
        try (Connection maintenance = WriteConnection.open(server)) {
            Sql sql = new Sql(maintenance);
            if (!session.hasEnded(sql)) {
                if (terminateSession) {
                    session.terminate(sql);
                }
                return Optional.empty();
            }
        }
        return Optional.of(check.isCommitted() ? Outcome.COMMITTED : Outcome.NOT_COMMITTED);
    }
}
