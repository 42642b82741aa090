package org.edms.backup.demo;

import java.util.Map;

/**
 * The amount of data to generate. The same values always give the same rows and files.
 *
 * @param documents the number of documents; all other tables grow with it
 * @param meanFileSize in bytes; most files are smaller, a few are much larger
 */
public record Size(long documents, long seed, int meanFileSize) {

    public static final int DEFAULT_MEAN_FILE_SIZE = 12 * 1024;

    private static final long LEAST_USERS = 20;
    private static final long DOCUMENTS_PER_USER = 300;

    public Size {
        if (documents < 1) {
            throw new IllegalArgumentException("documents must be at least 1, not " + documents);
        }
        if (meanFileSize < 1024) {
            throw new IllegalArgumentException("The mean file size must be at least 1024 bytes, not " + meanFileSize);
        }
    }

    public static Size of(long documents) {
        return new Size(documents, 1, DEFAULT_MEAN_FILE_SIZE);
    }

    long users() {
        return Math.max(LEAST_USERS, documents / DOCUMENTS_PER_USER);
    }

    Map<String, Long> parameters() {
        return Map.of("documents", documents, "users", users(), "seed", seed);
    }
}
