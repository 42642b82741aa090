package org.edms.backup.demo;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.SplittableRandom;

/** The content of a document file: incompressible like a real container format, or words if it is a text file. */
final class FileContent {

    private static final byte[][] WORDS = words(
            "quality ",
            "procedure ",
            "Prüfanweisung ",
            "качество ",
            "文書 ",
            "품질 ",
            "الجودة ",
            "the ",
            "of ",
            "and ",
            "is ",
            "\n",
            "inspection ",
            "sampling ",
            "\uD83D\uDCC4 ",
            "deviation ");

    private final String extension;
    private final SplittableRandom random;
    private final int size;

    /** @param meanSize the approximate mean of an exponential distribution, in which one file in fifty is ten times as long */
    FileContent(String extension, long seed, int meanSize) {
        this.extension = extension;
        this.random = new SplittableRandom(seed);
        double length = -0.83 * meanSize * Math.log(1 - random.nextDouble());
        this.size = 64 + (int) Math.min(random.nextInt(50) == 0 ? 10 * length : length, 1 << 30);
    }

    /** Writes the file and returns its digest. */
    Digest writeTo(Path file) throws IOException {
        MessageDigest sha256 = sha256();
        byte[] buffer = new byte[Math.min(size, 1 << 16)];
        try (OutputStream output = Files.newOutputStream(file)) {
            int written = 0;
            while (written < size) {
                int length = Math.min(buffer.length, size - written);
                fill(buffer, written == 0);
                output.write(buffer, 0, length);
                sha256.update(buffer, 0, length);
                written += length;
            }
        }
        return new Digest(size, HexFormat.of().formatHex(sha256.digest()));
    }

    record Digest(long size, String sha256) {}

    private void fill(byte[] buffer, boolean first) {
        if (extension.equals("txt")) {
            fillWithWords(buffer);
            return;
        }
        random.nextBytes(buffer);
        if (first) {
            byte[] magic = magic();
            System.arraycopy(magic, 0, buffer, 0, magic.length);
        }
    }

    private void fillWithWords(byte[] buffer) {
        int filled = 0;
        while (filled < buffer.length) {
            byte[] word = WORDS[random.nextInt(WORDS.length)];
            int length = Math.min(word.length, buffer.length - filled);
            System.arraycopy(word, 0, buffer, filled, length);
            filled += length;
        }
    }

    private byte[] magic() {
        return extension.equals("pdf")
                ? "%PDF-1.7\n".getBytes(StandardCharsets.US_ASCII)
                : new byte[] {'P', 'K', 3, 4, 20, 0, 6, 0};
    }

    private static byte[][] words(String... words) {
        byte[][] encoded = new byte[words.length][];
        for (int i = 0; i < words.length; i++) {
            encoded[i] = words[i].getBytes(StandardCharsets.UTF_8);
        }
        return encoded;
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
