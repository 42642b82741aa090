package org.edms.backup.service.configuration;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Locale;
import java.util.Set;
import org.edms.backup.foundation.due.DueTimes;
import org.edms.backup.model.PrintableText;
import org.edms.backup.model.configuration.BackupConfiguration;
import org.edms.backup.model.configuration.Frequency;
import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.error.ErrorCode;

/** The rules for saving a configuration. Configurations that break them can still be read. */
final class ConfigurationRules {

    /** Directories of the package store that the services use. */
    private static final Set<String> RESERVED = Set.of("uploads", "reports");

    private static final int LONGEST_PATH = 200;

    private ConfigurationRules() {}

    static void check(BackupConfiguration configuration, Instant now) {
        if (!PrintableText.isPrintable(configuration.name())) {
            throw wrong("name contains control characters: " + PrintableText.escape(configuration.name()));
        }
        checkStoragePath(configuration.storagePath());
        // Throws if the cron expression is invalid.
        DueTimes times = DueTimes.of(configuration.schedule());
        if (configuration.schedule().frequency() == Frequency.CRON
                && times.next(now).isEmpty()) {
            throw new BackupException(
                    ErrorCode.CONFIGURATION_INVALID,
                    "cron \"%s\" is never due"
                            .formatted(configuration.schedule().cron()));
        }
    }

    private static void checkStoragePath(String path) {
        if (path.isEmpty()) {
            return;
        }
        if (!PrintableText.isPrintable(path) || path.length() > LONGEST_PATH || path.indexOf('\\') >= 0) {
            throw wrong("storage_path \"%s\": at most %d characters, without control characters and backslashes"
                    .formatted(PrintableText.escape(path), LONGEST_PATH));
        }
        if (path.startsWith("/") || isAbsolute(path)) {
            throw wrong("storage_path \"%s\" is absolute: it must be relative to the package store".formatted(path));
        }
        String[] parts = (path.endsWith("/") ? path.substring(0, path.length() - 1) : path).split("/", -1);
        for (String part : parts) {
            if (part.isBlank() || part.startsWith(".")) {
                throw wrong("storage_path \"%s\": no part may be empty or begin with a dot".formatted(path));
            }
        }
        String first = parts[0].toLowerCase(Locale.ROOT);
        if (RESERVED.contains(first)) {
            throw wrong("storage_path \"%s\": %s is reserved for the services".formatted(path, first));
        }
    }

    private static boolean isAbsolute(String path) {
        try {
            return Path.of(path).isAbsolute();
        } catch (InvalidPathException e) {
            throw new BackupException(ErrorCode.WRONG_USAGE, "storage_path \"%s\" is not a path".formatted(path), e);
        }
    }

    private static BackupException wrong(String what) {
        return new BackupException(ErrorCode.WRONG_USAGE, what);
    }
}
