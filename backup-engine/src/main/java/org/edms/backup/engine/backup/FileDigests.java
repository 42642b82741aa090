package org.edms.backup.engine.backup;

import java.io.InputStream;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import org.edms.backup.engine.model.DigestAlgorithm;

/** Computes digests of a file while it is read for another purpose. */
final class FileDigests {

    private final Map<DigestAlgorithm, MessageDigest> digests = new EnumMap<>(DigestAlgorithm.class);

    FileDigests(Set<DigestAlgorithm> algorithms) {
        algorithms.forEach(algorithm -> digests.put(algorithm, algorithm.newDigest()));
    }

    void update(byte[] content, int length) {
        digests.values().forEach(digest -> digest.update(content, 0, length));
    }

    /** Returns a stream that computes the digests of what is read from it. */
    InputStream reading(InputStream content) {
        InputStream reading = content;
        for (MessageDigest digest : digests.values()) {
            reading = new DigestInputStream(reading, digest);
        }
        return reading;
    }

    /** Returns the digests of what was read, in hexadecimal. */
    Map<DigestAlgorithm, String> end() {
        Map<DigestAlgorithm, String> found = new EnumMap<>(DigestAlgorithm.class);
        digests.forEach(
                (algorithm, digest) -> found.put(algorithm, HexFormat.of().formatHex(digest.digest())));
        return found;
    }
}
