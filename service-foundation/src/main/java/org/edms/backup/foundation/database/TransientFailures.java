package org.edms.backup.foundation.database;

import java.sql.SQLException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientException;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Failures of the service database that a retry can overcome: it is unreachable, starting, stopping or read-only, or two
 * transactions collided.
 */
public final class TransientFailures {

    private static final String CONNECTION_EXCEPTION = "08";
    private static final String OPERATOR_INTERVENTION = "57P";

    private static final String SERIALIZATION_FAILURE = "40001";
    private static final String DEADLOCK_DETECTED = "40P01";
    private static final String TOO_MANY_CONNECTIONS = "53300";
    private static final String READ_ONLY_TRANSACTION = "25006";
    private static final Set<String> OTHERS =
            Set.of(SERIALIZATION_FAILURE, DEADLOCK_DETECTED, TOO_MANY_CONNECTIONS, READ_ONLY_TRANSACTION);

    private TransientFailures() {}

    /** Looks at suppressed exceptions too: the transaction manager attaches the cause of a failed commit as one. */
    public static boolean isTransient(Throwable failure) {
        return isTransient(failure, Collections.newSetFromMap(new IdentityHashMap<>()));
    }

    /** Rethrows a failure that is not transient. */
    public static void rethrowOthers(RuntimeException failure) {
        if (!isTransient(failure)) {
            throw failure;
        }
    }

    private static boolean isTransient(Throwable failure, Set<Throwable> seen) {
        if (failure == null || !seen.add(failure)) {
            return false;
        }
        if (failure instanceof SQLTransientException || failure instanceof SQLRecoverableException) {
            return true;
        }
        if (failure instanceof SQLException sql) {
            return isTransientState(sql.getSQLState());
        }
        return Stream.concat(Stream.of(failure.getSuppressed()), Stream.ofNullable(failure.getCause()))
                .anyMatch(cause -> isTransient(cause, seen));
    }

    /** A failure without a state comes from the connection pool, which has no connection to give. */
    private static boolean isTransientState(String state) {
        return state == null
                || state.startsWith(CONNECTION_EXCEPTION)
                || state.startsWith(OPERATOR_INTERVENTION)
                || OTHERS.contains(state);
    }
}
