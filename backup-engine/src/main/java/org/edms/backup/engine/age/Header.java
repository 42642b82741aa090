package org.edms.backup.engine.age;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.error.ErrorCode;

/** The header of an age file: the file key, encrypted for each recipient, and a MAC. */
record Header(List<Stanza> stanzas, byte[] authenticated, byte[] mac, int length) {

    static final int LARGEST = 64 << 10;

    private static final String VERSION = "age-encryption.org/v1";
    private static final int LINE = 64;

    /** The format requires that the last line of a body is shorter than a full one; it may be empty. */
    static byte[] encode(List<Recipient> recipients, byte[] fileKey) throws GeneralSecurityException {
        StringBuilder text = new StringBuilder(VERSION).append('\n');
        for (Recipient recipient : recipients) {
            Stanza stanza = recipient.wrap(fileKey);
            text.append("-> ").append(stanza.type());
            stanza.arguments().forEach(argument -> text.append(' ').append(argument));
            text.append('\n').append(wrapped(Stanza.base64(stanza.body()))).append('\n');
        }
        text.append("---");
        byte[] mac = mac(fileKey, text.toString().getBytes(StandardCharsets.US_ASCII));
        text.append(' ').append(Stanza.base64(mac)).append('\n');
        return text.toString().getBytes(StandardCharsets.US_ASCII);
    }

    private static String wrapped(String base64) {
        StringBuilder lines = new StringBuilder(base64);
        for (int at = LINE; at <= lines.length(); at += LINE + 1) {
            lines.insert(at, '\n');
        }
        return lines.toString();
    }

    /** @param start the start of the file: all of it, or its first {@value #LARGEST} bytes */
    static Header decode(byte[] start) {
        Lines lines = new Lines(start);
        if (!lines.next().equals(VERSION)) {
            throw new BackupException(ErrorCode.PACKAGE_FORMAT_UNKNOWN, "the file is not encrypted with age");
        }
        try {
            List<Stanza> stanzas = new ArrayList<>();
            String line = lines.next();
            while (line.startsWith("-> ")) {
                List<String> words = List.of(line.substring(3).split(" ", -1));
                stanzas.add(new Stanza(words.get(0), words.subList(1, words.size()), body(lines)));
                line = lines.next();
            }
            if (!line.startsWith("--- ")) {
                throw damaged(null);
            }
            byte[] mac = Stanza.decode(line.substring(4));
            int authenticated = lines.position - line.length() - 1 + 3;
            return new Header(stanzas, Arrays.copyOf(start, authenticated), mac, lines.position);
        } catch (IllegalArgumentException e) {
            throw damaged(e);
        }
    }

    private static byte[] body(Lines lines) {
        StringBuilder base64 = new StringBuilder();
        String line = lines.next();
        while (line.length() == LINE) {
            base64.append(line);
            line = lines.next();
        }
        return Stanza.decode(base64.append(line).toString());
    }

    /** Returns the file key, unwrapped by the first identity that matches a stanza. */
    byte[] open(List<Identity> identities) throws GeneralSecurityException {
        for (Identity identity : identities) {
            for (Stanza stanza : stanzas) {
                Optional<byte[]> fileKey = identity.unwrap(stanza);
                if (fileKey.isPresent()) {
                    return authenticated(fileKey.get());
                }
            }
        }
        throw new BackupException(
                ErrorCode.KEY_WRONG,
                "it is encrypted for "
                        + (stanzas.stream().anyMatch(stanza -> stanza.type().equals(Passphrase.TYPE))
                                ? "a passphrase, not this one"
                                : "%d other keys".formatted(stanzas.size())));
    }

    private byte[] authenticated(byte[] fileKey) throws GeneralSecurityException {
        if (!MessageDigest.isEqual(mac, mac(fileKey, authenticated))) {
            throw damaged(null);
        }
        return fileKey;
    }

    private static byte[] mac(byte[] fileKey, byte[] text) throws GeneralSecurityException {
        return Hkdf.hmac(Hkdf.key(fileKey, new byte[0], "header"), text);
    }

    private static BackupException damaged(IllegalArgumentException cause) {
        return new BackupException(ErrorCode.PACKAGE_CORRUPT, "the encryption header was modified", cause);
    }

    private static final class Lines {

        private final byte[] bytes;
        private int position;

        Lines(byte[] bytes) {
            this.bytes = bytes;
        }

        String next() {
            ByteArrayOutputStream line = new ByteArrayOutputStream();
            while (position < bytes.length && bytes[position] != '\n') {
                line.write(bytes[position++]);
            }
            if (position == bytes.length) {
                throw new BackupException(
                        bytes.length < LARGEST ? ErrorCode.PACKAGE_TRUNCATED : ErrorCode.PACKAGE_FORMAT_UNKNOWN,
                        "the encryption header is not terminated");
            }
            position++;
            return line.toString(StandardCharsets.ISO_8859_1);
        }
    }
}
