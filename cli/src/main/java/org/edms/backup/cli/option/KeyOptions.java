package org.edms.backup.cli.option;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.edms.backup.engine.age.Identity;
import org.edms.backup.engine.age.KeyFiles;
import org.edms.backup.engine.age.Passphrase;
import picocli.CommandLine.Option;

/** Options that decrypt packages. */
@LocalOnly
public final class KeyOptions {

    @Option(
            names = "--identity",
            paramLabel = "FILE",
            description = "file with age private keys that decrypt packages; repeatable")
    private List<Path> identities;

    @Option(
            names = "--passphrase-file",
            paramLabel = "FILE",
            description = "file with the passphrase of encrypted packages in its first line")
    private Path passphraseFile;

    public List<Identity> identities() throws IOException {
        return KeyFiles.identities(identities == null ? List.of() : identities, passphraseFile);
    }

    public Optional<Passphrase> passphrase() throws IOException {
        return passphraseFile == null ? Optional.empty() : Optional.of(KeyFiles.passphrase(passphraseFile));
    }
}
