package org.edms.backup.model.error;

import com.fasterxml.jackson.annotation.JsonProperty;
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

    @JsonProperty
    public String hint() {
        return code.hint();
    }

    /** One line for a person. */
    public String message() {
        return code.title() + ": " + detail + " [" + code + "]";
    }
}
