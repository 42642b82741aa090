package org.edms.backup.service.edms;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** What is backed up, how, and where packages are kept. */
@ConfigMapping(prefix = "edms.backup")
interface EdmsSettings {

    /** The directory of packages. */
    @WithDefault("${BACKUP_ROOT:}")
    Optional<Path> root();

    /** What the columns mean; without it, the model that is shipped. */
    Optional<Path> model();

    /** Schemas to back up; without any, all but the system's own. */
    Optional<List<String>> schemas();

    /** Files of settings, {@code NAME=PATH}, that go into full packages. */
    Optional<List<String>> configFiles();

    /** Public age keys for which packages are encrypted. */
    Optional<List<String>> recipients();

    /** Files with private age keys, which open encrypted packages. */
    Optional<List<Path>> identities();

    /** A file whose first line is the passphrase of encrypted packages. */
    Optional<Path> passphraseFile();

    /** Connections and threads of one job; 0 for as many as processors. */
    @WithDefault("0")
    int parallelism();

    /**
     * A backup that holds a smaller part of the rows or files of the last one of the same configuration ends with warnings; 0
     * compares nothing.
     */
    @WithDefault("50")
    int warnBelowPercent();
}
