package org.edms.backup.service;

import io.smallrye.jwt.build.Jwt;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.Signature;
import java.time.Duration;
import java.util.Base64;
import java.util.Set;

/** Tokens as an identity provider gives them out. */
public final class Tokens {

    private static final KeyPair KEYS = pair();
    private static final KeyPair OTHERS = pair();

    private Tokens() {}

    static String publicKey() {
        return "-----BEGIN PUBLIC KEY-----\n"
                + Base64.getMimeEncoder().encodeToString(KEYS.getPublic().getEncoded())
                + "\n-----END PUBLIC KEY-----\n";
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
        return Jwt.upn(name)
                .groups(Set.of(groups))
                .expiresIn(Duration.ofHours(1))
                .sign(KEYS.getPrivate());
    }

    public static String expired() {
        return Jwt.upn("anna")
                .groups("backup-admin")
                .issuedAt(1_000_000_000)
                .expiresAt(1_000_000_600)
                .sign(KEYS.getPrivate());
    }

    public static String signedByAnother() {
        return Jwt.upn("anna")
                .groups("backup-admin")
                .expiresIn(Duration.ofHours(1))
                .sign(OTHERS.getPrivate());
    }

    /** One that is good for ever. */
    public static String endless() {
        String header = encoded("{\"alg\":\"RS256\",\"typ\":\"JWT\"}");
        String claims = encoded("{\"upn\":\"anna\",\"groups\":[\"backup-admin\"],\"iat\":1000000000}");
        try {
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(KEYS.getPrivate());
            signature.update((header + "." + claims).getBytes(StandardCharsets.US_ASCII));
            return header + "." + claims + "."
                    + Base64.getUrlEncoder().withoutPadding().encodeToString(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String encoded(String json) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }

    private static KeyPair pair() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return generator.generateKeyPair();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
