package org.edms.backup.foundation.database;

import java.sql.SQLException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientException;
import java.util.Set;

/** Failures of the service database that pass by themselves: it is away, starts, stops, or two transactions met. */
public final class Passing {

    private static final String CONNECTION = "08";
    private static final String SHUTTING_DOWN = "57P";
    private static final Set<String> OTHERS = Set.of("40001", "40P01", "53300", "25006");

    private Passing() {}

    public static boolean isPassing(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLTransientException || cause instanceof SQLRecoverableException) {
                return true;
            }
            if (cause instanceof SQLException sql) {
                String state = sql.getSQLState() == null ? CONNECTION : sql.getSQLState();
                return state.startsWith(CONNECTION) || state.startsWith(SHUTTING_DOWN) || OTHERS.contains(state);
            }
        }
        return false;
    }
}
