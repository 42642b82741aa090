package org.edms.backup.cli.remote;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.edms.backup.model.Secret;
import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.error.ErrorCode;

/** The bearer token. A file is read again for each call: who gives out tokens may renew it meanwhile. */
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

    public static Token in(Path file) {
        return new Token(null, file);
    }

    Optional<Secret> now() throws IOException {
        if (file == null) {
            return Optional.ofNullable(value);
        }
        return Optional.of(checked(new Secret(Files.readString(file, StandardCharsets.UTF_8))));
    }

    /** What cannot stand in a header would be quoted in the message that refuses it. */
    private static Secret checked(Secret given) {
        String text = given.reveal().strip();
        if (text.isEmpty() || !text.chars().allMatch(character -> character > ' ' && character < 127)) {
            throw new BackupException(ErrorCode.WRONG_USAGE, "the token is empty, or holds what no token holds");
        }
        return new Secret(text);
    }
}
