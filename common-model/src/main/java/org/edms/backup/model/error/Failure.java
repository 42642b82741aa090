package org.edms.backup.model.error;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.FileSystemException;
import java.util.Objects;

/**
 * Something that went wrong.
 *
 * @param detail what exactly: the table, the file, the number; never a secret
 */
public record Failure(ErrorCode code, String detail) {

    public Failure {
        Objects.requireNonNull(code);
        Objects.requireNonNull(detail);
    }

    /** What is to be told of something that was thrown; what is no known failure is our own fault. */
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
            ErrorCode code = isOfFullDisk(file) ? ErrorCode.DISK_FULL : ErrorCode.FILE_UNREADABLE;
            return new Failure(code, file.getFile() + reason);
        }
        if (thrown instanceof IOException failed && isOfFullDisk(failed)) {
            return new Failure(ErrorCode.DISK_FULL, failed.getMessage());
        }
        return new Failure(ErrorCode.INTERNAL_ERROR, String.valueOf(thrown));
    }

    /** The system says it in words alone. */
    public static boolean isOfFullDisk(IOException failure) {
        return isOfFullDisk(
                String.valueOf(failure instanceof FileSystemException file ? file.getReason() : failure.getMessage()));
    }

    /** @param reason what the system said */
    public static boolean isOfFullDisk(String reason) {
        return reason.contains("No space left") || reason.contains("quota exceeded");
    }

    @JsonProperty
    public String hint() {
        return code.hint();
    }

    /** One line for a person. */
    public String message() {
        return code.title() + ": " + detail + " [" + code + "]";
    }
}
