package org.edms.backup.standalone;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.UUID;

/** Issues the tokens and passwords of a suite, and keeps them in a directory that only its owner can read. */
final class Credentials {

    /** The claim {@code iss} of the tokens. */
    static final String ISSUER = "urn:edms-backup:one-machine";

    /** The claim {@code aud} of the tokens. */
    static final String AUDIENCE = "edms-backup";

    private static final Duration VALID = Duration.ofDays(365);

    private final Path directory;
    private final Clock clock;

    Credentials(Path directory, Clock clock) throws IOException {
        this.directory = directory;
        this.clock = clock;
        if (!Files.exists(publicKey())) {
            createKeyPair();
        }
    }

    /** The public key file for the services. */
    Path publicKey() {
        return directory.resolve("public.pem");
    }

    /** Issues a token with the role {@code backup-admin} and returns its file. */
    Path token(String name) throws IOException {
        return write(name + ".token", signed(name));
    }

    /** Returns the password with this name, and creates it on the first call. */
    String password(String name) throws IOException {
        Path file = directory.resolve(name + ".password");
        if (!Files.exists(file)) {
            write(name + ".password", UUID.randomUUID().toString());
        }
        return Files.readString(file);
    }

    /** The public key is written last: if it is missing, both keys are recreated. */
    private void createKeyPair() throws IOException {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            KeyPair pair = generator.generateKeyPair();
            write(
                    "private.key",
                    Base64.getEncoder().encodeToString(pair.getPrivate().getEncoded()));
            write(
                    publicKey().getFileName().toString(),
                    "-----BEGIN PUBLIC KEY-----\n"
                            + Base64.getMimeEncoder()
                                    .encodeToString(pair.getPublic().getEncoded())
                            + "\n-----END PUBLIC KEY-----\n");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform has RSA", e);
        }
    }

    private String signed(String name) throws IOException {
        long now = clock.instant().getEpochSecond();
        String content = encoded("{\"alg\":\"RS256\",\"typ\":\"JWT\"}") + "."
                + encoded(
                        "{\"iss\":\"%s\",\"aud\":\"%s\",\"upn\":\"%s\",\"groups\":[\"backup-admin\"],\"iat\":%d,\"exp\":%d}"
                                .formatted(ISSUER, AUDIENCE, name, now, now + VALID.toSeconds()));
        try {
            byte[] saved = Base64.getDecoder().decode(Files.readString(directory.resolve("private.key")));
            PrivateKey key = KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(saved));
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(key);
            signature.update(content.getBytes(StandardCharsets.US_ASCII));
            return content + "." + Base64.getUrlEncoder().withoutPadding().encodeToString(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new ServerStartException("No valid private key in " + directory, e);
        }
    }

    private static String encoded(String json) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }

    private Path write(String name, String content) throws IOException {
        return AtomicFile.write(directory.resolve(name), content);
    }
}
