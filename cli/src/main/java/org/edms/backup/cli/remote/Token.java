package org.edms.backup.cli.remote;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.edms.backup.model.Secret;
import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.error.ErrorCode;

/** The bearer token. A token file is read again for each request, because it may be renewed. */
public final class Token {

    private final Secret value;
    private final Path file;

    private Token(Secret value, Path file) {
        this.value = value;
        this.file = file;
    }

    public static Token none() {
        return new Token(null, null);
    }

    public static Token of(Secret value) {
        return new Token(checked(value), null);
    }

    public static Token fromFile(Path file) {
        return new Token(null, file);
    }

    Optional<Secret> current() throws IOException {
        if (file == null) {
            return Optional.ofNullable(value);
        }
        return Optional.of(checked(new Secret(Files.readString(file, StandardCharsets.UTF_8))));
    }

    /** Rejects a token that is not valid in a header: the HTTP client would quote it in its error message. */
    private static Secret checked(Secret given) {
        String text = given.reveal().strip();
        if (text.isEmpty() || !text.chars().allMatch(character -> character > ' ' && character < 127)) {
            throw new BackupException(ErrorCode.WRONG_USAGE, "the token is empty or contains invalid characters");
        }
        return new Secret(text);
    }
}
