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
 * What to back up, and how.
 *
 * @param configuration to which the package belongs, for the chain of incremental packages; null for none
 * @param createdBy who asks, and {@code tool} what does it, with its version
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
     * @param database null when files alone are wanted
     * @param schemas that are wanted; none for all but the system's own
     * @param model what the columns mean; {@link EdmsModel#unknown()} when nobody said
     */
    public record From(
            Database database,
            List<String> schemas,
            EdmsModel model,
            List<FileRoot> roots,
            List<ConfigurationFile> configurationFiles) {

        public From {
            Objects.requireNonNull(model);
            schemas = List.copyOf(schemas);
            roots = List.copyOf(roots);
            configurationFiles = List.copyOf(configurationFiles);
        }
    }

    /** A file of settings, and the name by which the package knows it. */
    public record ConfigurationFile(String name, Path path) {}

    /**
     * @param includeUsers whether an export holds users and what they may do
     * @param compareContent whether an incremental package reads each file to know whether it changed
     * @param verify whether all of the package is read again before it gets its name
     * @param requiredGroup the model's group of tables that must have rows; null for none
     * @param leastPercent of the rows and files of the last package of the same configuration: fewer are a finding, and 0
     *     compares nothing
     */
    public record Choice(
            boolean includeUsers, boolean compareContent, boolean verify, String requiredGroup, int leastPercent) {

        /** Half of what the last package holds. */
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
     * @param name of the package; null for one that is made of the configuration, the type and the time
     * @param replace whether a package of that name may be replaced
     * @param recipients who shall be able to open it; none for everybody
     * @param identities that open the packages which an incremental one builds on
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
     * All rows of a system that is about to be restored into.
     *
     * @param recipients who shall be able to open the package; none for everybody
     * @param identities that open it, to read it once more
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

    /** The same of another type. */
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
