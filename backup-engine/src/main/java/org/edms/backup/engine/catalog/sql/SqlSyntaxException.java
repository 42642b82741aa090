package org.edms.backup.engine.catalog.sql;

/** Text that is not SQL, or SQL that is not supported. */
public final class SqlSyntaxException extends RuntimeException {

    private static final long serialVersionUID = 1;

    public SqlSyntaxException(String message) {
        super(message);
    }

    public SqlSyntaxException(String message, Throwable cause) {
        super(message, cause);
    }
}
