package org.edms.backup.worker;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** What all services know of packages and of the EDMS, by the names that they all know it by. */
@ConfigMapping(prefix = "edms.backup")
interface EdmsSettings {

    /** The directory of packages. */
    @WithDefault("${BACKUP_ROOT:}")
    Optional<Path> root();

    /** What the columns mean, in the form of edms-model.yaml; without it: what the package says. */
    Optional<Path> model();

    /** Public age keys for which safety packages are encrypted. */
    Optional<List<String>> recipients();

    /** Files with private age keys, which open encrypted packages. */
    Optional<List<Path>> identities();

    /** A file whose first line is the passphrase of encrypted packages. */
    Optional<Path> passphraseFile();

    /** Connections and threads of one restore; 0 for as many as processors. */
    @WithDefault("0")
    int parallelism();
}
