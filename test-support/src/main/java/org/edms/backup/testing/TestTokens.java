package org.edms.backup.testing;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.stream.Collectors;

/** An identity provider: bearer tokens, and the key that tells that they are its own. */
public final class TestTokens {

    private static final Duration VALID = Duration.ofHours(1);

    private final KeyPair keys;
    private final Clock clock;

    public TestTokens() {
        this(Clock.systemUTC());
    }

    /** @param clock by which tokens are given out; an old one's have expired */
    public TestTokens(Clock clock) {
        this.clock = clock;
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            this.keys = generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** As a PEM file holds it. */
    public String publicKey() {
        return "-----BEGIN PUBLIC KEY-----\n"
                + Base64.getMimeEncoder().encodeToString(keys.getPublic().getEncoded())
                + "\n-----END PUBLIC KEY-----\n";
    }

    public String of(String name, String... groups) {
        long now = clock.instant().getEpochSecond();
        String list = Arrays.stream(groups).map(group -> '"' + group + '"').collect(Collectors.joining(","));
        return signed("{\"sub\":\"%1$s\",\"upn\":\"%1$s\",\"groups\":[%2$s],\"iat\":%3$d,\"exp\":%4$d}"
                .formatted(name, list, now, now + VALID.toSeconds()));
    }

    /** A token with these claims, whatever they are. */
    public String signed(String claims) {
        String content = base64("{\"alg\":\"RS256\",\"typ\":\"JWT\"}".getBytes(StandardCharsets.UTF_8))
                + "."
                + base64(claims.getBytes(StandardCharsets.UTF_8));
        try {
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(keys.getPrivate());
            signature.update(content.getBytes(StandardCharsets.US_ASCII));
            return content + "." + base64(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
