package org.edms.backup.model.error;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.FileSystemException;
import java.util.Objects;

/**
 * An error: its code, and what exactly failed.
 *
 * @param detail on what, and why: the table, the file, the number; never a secret
 */
public record Failure(ErrorCode code, String detail) {

    public Failure {
        Objects.requireNonNull(code);
        Objects.requireNonNull(detail);
    }

    /** Maps an exception to a failure. An unknown exception is an internal error. */
    public static Failure of(Throwable thrown) {
        if (thrown instanceof BackupException known) {
            return known.failure();
        }
        if (thrown instanceof UncheckedIOException unchecked) {
            return of(unchecked.getCause());
        }
        if (thrown instanceof InterruptedIOException || thrown instanceof ClosedByInterruptException) {
            return new Failure(ErrorCode.CANCELLED, "nothing was written");
        }
        if (thrown instanceof FileSystemException file) {
            String reason = file.getReason() == null ? "" : ": " + file.getReason();
            ErrorCode code = isDiskFull(file) ? ErrorCode.DISK_FULL : ErrorCode.FILE_UNREADABLE;
            return new Failure(code, file.getFile() + reason);
        }
        if (thrown instanceof IOException failed && isDiskFull(failed)) {
            return new Failure(ErrorCode.DISK_FULL, failed.getMessage());
        }
        return new Failure(ErrorCode.INTERNAL_ERROR, String.valueOf(thrown));
    }

    /** The JDK has no exception type for a full disk, so the text decides. */
    public static boolean isDiskFull(IOException failure) {
        return isDiskFull(
                String.valueOf(failure instanceof FileSystemException file ? file.getReason() : failure.getMessage()));
    }

    /** @param reason the message of the operating system */
    public static boolean isDiskFull(String reason) {
        return reason.contains("No space left") || reason.contains("quota exceeded");
    }

    @JsonProperty
    public String hint() {
        return code.hint();
    }

    /** The failure in one line. */
    public String message() {
        return code.title() + ": " + detail + " [" + code + "]";
    }
}
