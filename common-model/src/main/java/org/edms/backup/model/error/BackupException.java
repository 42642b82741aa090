package org.edms.backup.model.error;

/** A failure with its stable error code. */
public final class BackupException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final ErrorCode code;
    private final String detail;

    public BackupException(ErrorCode code, String detail) {
        this(code, detail, null);
    }

    public BackupException(ErrorCode code, String detail, Throwable cause) {
        super(new Failure(code, detail).message(), cause);
        this.code = code;
        this.detail = detail;
    }

    public ErrorCode code() {
        return code;
    }

    public Failure failure() {
        return new Failure(code, detail);
    }
}
