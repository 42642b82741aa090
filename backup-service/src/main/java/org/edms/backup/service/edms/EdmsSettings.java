package org.edms.backup.service.edms;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The backed-up EDMS and the package store. */
@ConfigMapping(prefix = "edms.backup")
interface EdmsSettings {

    /** The directory of packages. */
    @WithDefault("${BACKUP_ROOT:}")
    Optional<Path> root();

    /** The EDMS model; without it, the shipped one. */
    Optional<Path> model();

    /** Schemas to back up; by default all except those of PostgreSQL. */
    Optional<List<String>> schemas();

    /** Configuration files, {@code NAME=PATH}, for full packages. */
    Optional<List<String>> configFiles();

    /** Public age keys that packages are encrypted for. */
    Optional<List<String>> recipients();

    /** Files with private age keys, which decrypt packages. */
    Optional<List<Path>> identities();

    /** A file whose first line is the passphrase of encrypted packages. */
    Optional<Path> passphraseFile();

    /** Connections and threads of one job; 0 for the number of processors. */
    @WithDefault("0")
    int parallelism();

    /**
     * A backup that has fewer percent of the rows or files of the last one of its configuration ends with warnings; 0 disables
     * the check.
     */
    @WithDefault("50")
    int warnBelowPercent();
}
