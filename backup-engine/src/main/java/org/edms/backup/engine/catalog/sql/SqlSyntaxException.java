package org.edms.backup.engine.catalog.sql;

/** Text that is not SQL, or not SQL that is understood here. */
public final class SqlSyntaxException extends RuntimeException {

    private static final long serialVersionUID = 1;

    public SqlSyntaxException(String message) {
        super(message);
    }

    public SqlSyntaxException(String message, Throwable cause) {
        super(message, cause);
    }
}
