package org.edms.backup.engine.backup;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.edms.backup.engine.age.Identity;
import org.edms.backup.engine.age.Recipient;
import org.edms.backup.engine.model.EdmsModel;
import org.edms.backup.engine.pack.container.Compression;
import org.edms.backup.engine.source.Database;
import org.edms.backup.engine.source.FileRoot;
import org.edms.backup.model.configuration.BackupType;
import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.error.ErrorCode;

/**
 * The sources and options of a backup.
 *
 * @param configuration the backup configuration, which defines the chain of incremental packages; null for none
 * @param createdBy the user who requests the backup; {@code tool} is the program and version that runs it
 */
public record BackupRequest(
        BackupType type,
        From from,
        Choice choice,
        To to,
        String configuration,
        String createdBy,
        String tool,
        int parallelism) {

    private static final int MOST_PERCENT = 100;
    private static final String BEFORE_RESTORE = "before-restore";

    /**
     * @param database null for a backup of files only
     * @param schemas the schemas to back up; empty for all except system schemas
     * @param model the model that the user named; null to find one among the shipped models
     */
    public record From(
            Database database,
            List<String> schemas,
            EdmsModel model,
            List<FileRoot> roots,
            List<ConfigurationFile> configurationFiles) {

        public From {
            schemas = List.copyOf(schemas);
            roots = List.copyOf(roots);
            configurationFiles = List.copyOf(configurationFiles);
        }
    }

    /** A configuration file and its name in the package. */
    public record ConfigurationFile(String name, Path path) {}

    /**
     * @param includeUsers whether an export contains users and their permissions
     * @param compareContent whether an incremental backup reads each file to detect changes
     * @param verify whether the whole package is read again before it is published
     * @param requiredGroup the group of tables in the model that must have rows; null for none
     * @param leastPercent the minimum number of rows and files, as a percentage of the last package of the same configuration;
     *     fewer are a finding, and 0 disables the comparison
     */
    public record Choice(
            boolean includeUsers, boolean compareContent, boolean verify, String requiredGroup, int leastPercent) {

        /** Half of the content of the last package. */
        public static final int USUAL_PERCENT = 50;

        public Choice(boolean includeUsers, boolean compareContent, boolean verify) {
            this(includeUsers, compareContent, verify, null, USUAL_PERCENT);
        }

        public Choice {
            if (leastPercent < 0 || leastPercent > MOST_PERCENT) {
                throw new BackupException(
                        ErrorCode.WRONG_USAGE,
                        "a warning threshold must be between 0 and 100 percent, not " + leastPercent);
            }
        }
    }

    /**
     * @param name the name of the package; null to derive it from the configuration, the type and the time
     * @param replace whether an existing package of that name may be overwritten
     * @param recipients the recipients who can decrypt it; empty for an unencrypted package
     * @param identities the identities that decrypt the packages that an incremental backup builds on
     */
    public record To(
            String name,
            boolean replace,
            Compression compression,
            List<Recipient> recipients,
            List<Identity> identities) {

        public To {
            Objects.requireNonNull(compression);
            recipients = List.copyOf(recipients);
            identities = List.copyOf(identities);
        }
    }

    public BackupRequest {
        Objects.requireNonNull(type);
        Objects.requireNonNull(from);
        Objects.requireNonNull(choice);
        Objects.requireNonNull(to);
    }

    /**
     * Returns a request for all rows of the target of a restore.
     *
     * @param recipients the recipients who can decrypt the package; empty for an unencrypted package
     * @param identities the identities that decrypt it when it is verified
     */
    public static BackupRequest beforeRestore(
            Database database,
            EdmsModel model,
            List<Recipient> recipients,
            List<Identity> identities,
            String createdBy,
            String tool,
            int parallelism) {
        return new BackupRequest(
                BackupType.DATABASE,
                new From(database, List.of(), model, List.of(), List.of()),
                new Choice(true, false, true, null, 0),
                new To(null, false, Compression.ZSTD, recipients, identities),
                BEFORE_RESTORE,
                createdBy,
                tool,
                parallelism);
    }

    /** Returns the same request with another type. */
    public BackupRequest ofType(BackupType another) {
        return new BackupRequest(another, from, choice, to, configuration, createdBy, tool, parallelism);
    }

    boolean withDatabase() {
        return type != BackupType.FILES;
    }

    boolean withFiles() {
        return type != BackupType.DATABASE;
    }

    boolean export() {
        return type == BackupType.EXPORT;
    }

    boolean onlyChangedFiles() {
        return type == BackupType.INCREMENTAL || type == BackupType.DIFFERENTIAL;
    }
}
