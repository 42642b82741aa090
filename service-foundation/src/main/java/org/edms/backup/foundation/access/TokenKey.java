package org.edms.backup.foundation.access;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/** The location of the public key that verifies tokens. */
public final class TokenKey {

    private static final Set<String> THIS_MACHINE = Set.of("localhost", "127.0.0.1", "[::1]");
    private static final String NAME = "EDMS_JWT_PUBLIC_KEY";

    private final String location;

    /** @param location a file, or a URL of a JWKS document; empty for none */
    public TokenKey(String location) {
        this.location = location == null ? "" : location.strip();
    }

    /** The file with the key; empty for a URL. */
    public Optional<Path> file() {
        if (location.isEmpty() || location.startsWith("http:") || location.startsWith("https:")) {
            return Optional.empty();
        }
        return Optional.of(location.startsWith("file:") ? Path.of(URI.create(location)) : Path.of(location));
    }

    /** The problem and how to fix it; empty if the key is usable. */
    Optional<String> problem() {
        if (location.isEmpty()) {
            return Optional.of(
                    NAME + " is missing: set it to a file with the public key of the token issuer (PEM or JWKS), "
                            + "or to the https URL of its JWKS document");
        }
        try {
            Optional<Path> file = file();
            return file.isPresent() ? problemOf(file.get()) : problemOf(URI.create(location));
        } catch (IllegalArgumentException e) {
            return Optional.of(NAME + " " + location + " is neither a file nor a URL: " + e.getMessage());
        }
    }

    private static Optional<String> problemOf(URI url) {
        if (url.getScheme().equals("http") && !THIS_MACHINE.contains(String.valueOf(url.getHost()))) {
            return Optional.of(NAME + " " + url + " can be tampered with in transit: use https");
        }
        return Optional.empty();
    }

    private static Optional<String> problemOf(Path file) {
        String text;
        try {
            text = Files.readString(file);
        } catch (IOException e) {
            return Optional.of(NAME + " names an unreadable file: " + e);
        }
        if (text.contains("PRIVATE KEY")) {
            return Optional.of(NAME + " " + file
                    + " contains a private key, which no service needs: use the public key, and generate "
                    + "a new pair if others could read it");
        }
        if (!text.contains("-----BEGIN") && !text.strip().startsWith("{")) {
            return Optional.of(NAME + " " + file + " contains no key: expected PEM or JWKS");
        }
        return Optional.empty();
    }
}
