package org.edms.backup.testing;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.stream.Collectors;

/** Bearer tokens like those of an identity provider, and invalid ones. */
public final class Tokens {

    private static final KeyPair KEYS = pair(1);
    private static final KeyPair OTHERS = pair(2);
    private static final Duration VALID = Duration.ofHours(1);
    private static final String KEY_ID = "2026";
    private static final long LONG_AGO = 1_000_000_000;

    /** The issuer that Quarkus expects in tests. */
    public static final String ISSUER = "https://quarkus.io/issuer";

    public static final String AUDIENCE = "edms-backup";

    private Tokens() {}

    /** The public key of the issuer in PEM. */
    public static String publicKey() {
        return "-----BEGIN PUBLIC KEY-----\n"
                + Base64.getMimeEncoder().encodeToString(KEYS.getPublic().getEncoded())
                + "\n-----END PUBLIC KEY-----\n";
    }

    /** The public key of the issuer as a JWKS document. */
    public static String publicKeys() {
        RSAPublicKey key = (RSAPublicKey) KEYS.getPublic();
        return """
                {"keys": [{"kty": "RSA", "use": "sig", "alg": "RS256", "kid": "%s", "n": "%s", "e": "%s"}]}
                """.formatted(KEY_ID, encoded(key.getModulus()), encoded(key.getPublicExponent()));
    }

    public static String viewer() {
        return of("vera", "backup-viewer");
    }

    public static String operator() {
        return of("otto", "backup-operator");
    }

    public static String admin() {
        return of("anna", "backup-admin");
    }

    public static String of(String name, String... groups) {
        return signed(claims(name, now(), groups) + expiring(now()), KEYS);
    }

    public static String expired() {
        return signed(claims("anna", LONG_AGO, "backup-admin") + expiring(LONG_AGO), KEYS);
    }

    public static String signedByAnother() {
        return signed(claims("anna", now(), "backup-admin") + expiring(now()), OTHERS);
    }

    public static String forAnotherApplication() {
        return signed(claims("anna", now(), "backup-admin").replace(AUDIENCE, "edms-archive") + expiring(now()), KEYS);
    }

    public static String ofAnotherIssuer() {
        return signed(
                claims("anna", now(), "backup-admin").replace(ISSUER, "https://other.example") + expiring(now()), KEYS);
    }

    /** A token without an audience. */
    public static String forNobody() {
        return signed(
                claims("anna", now(), "backup-admin").replace("\"aud\":\"" + AUDIENCE + "\",", "") + expiring(now()),
                KEYS);
    }

    /** @param seconds the time since the token expired */
    public static String expiredFor(long seconds) {
        long issued = now() - VALID.toSeconds() - seconds;
        return signed(claims("anna", issued, "backup-admin") + expiring(issued), KEYS);
    }

    /** A token that never expires. */
    public static String endless() {
        return signed(claims("anna", LONG_AGO, "backup-admin"), KEYS);
    }

    private static long now() {
        return Clock.systemUTC().instant().getEpochSecond();
    }

    private static String claims(String name, long issued, String... groups) {
        String list = Arrays.stream(groups).map(group -> '"' + group + '"').collect(Collectors.joining(","));
        return "\"iss\":\"%s\",\"aud\":\"%s\",\"upn\":\"%s\",\"groups\":[%s],\"iat\":%d"
                .formatted(ISSUER, AUDIENCE, name, list, issued);
    }

    private static String expiring(long issued) {
        return ",\"exp\":" + (issued + VALID.toSeconds());
    }

    private static String signed(String claims, KeyPair keys) {
        String content = encoded("{\"alg\":\"RS256\",\"typ\":\"JWT\",\"kid\":\"" + KEY_ID + "\"}") + "."
                + encoded("{" + claims + "}");
        try {
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(keys.getPrivate());
            signature.update(content.getBytes(StandardCharsets.US_ASCII));
            return content + "." + encoded(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String encoded(String json) {
        return encoded(json.getBytes(StandardCharsets.UTF_8));
    }

    private static String encoded(BigInteger number) {
        byte[] bytes = number.toByteArray();
        return encoded(bytes[0] == 0 ? Arrays.copyOfRange(bytes, 1, bytes.length) : bytes);
    }

    private static String encoded(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** The same key pair for each number, because the application under test and its tests may each load this class. */
    private static KeyPair pair(long number) {
        try {
            SecureRandom random = SecureRandom.getInstance("SHA1PRNG");
            random.setSeed(number);
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048, random);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
