package org.edms.backup.worker;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Settings of packages and of the EDMS, which all services share. */
@ConfigMapping(prefix = "edms.backup")
interface EdmsSettings {

    /** The directory of packages. */
    @WithDefault("${BACKUP_ROOT:}")
    Optional<Path> root();

    /** A model file in the format of edms-model.yaml; without it, the model in the package applies. */
    Optional<Path> model();

    /** Public age keys that safety packages are encrypted for. */
    Optional<List<String>> recipients();

    /** Files with private age keys that decrypt packages. */
    Optional<List<Path>> identities();

    /** A file whose first line is the passphrase of encrypted packages. */
    Optional<Path> passphraseFile();

    /** Connections and threads per restore; 0 for the number of processors. */
    @WithDefault("0")
    int parallelism();
}
