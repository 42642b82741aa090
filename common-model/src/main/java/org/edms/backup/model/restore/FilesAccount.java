package org.edms.backup.model.restore;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.Objects;

/** The outcome of the files of one root. */
public record FilesAccount(String root, @JsonUnwrapped Account account, long bytesWritten) {

    public FilesAccount {
        Objects.requireNonNull(root);
        Objects.requireNonNull(account);
    }
}
