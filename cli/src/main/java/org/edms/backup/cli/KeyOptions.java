package org.edms.backup.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.edms.backup.engine.age.Identity;
import org.edms.backup.engine.age.Passphrase;
import org.edms.backup.engine.age.PrivateKey;
import org.edms.backup.model.Secret;
import picocli.CommandLine.Option;

/** What opens an encrypted package. */
@LocalOnly
final class KeyOptions {

    @Option(
            names = "--identity",
            paramLabel = "FILE",
            description = "a file with age private keys, which open encrypted packages; repeatable")
    private List<Path> identities;

    @Option(
            names = "--passphrase-file",
            paramLabel = "FILE",
            description = "a file whose first line is the passphrase of encrypted packages")
    private Path passphraseFile;

    List<Identity> identities() throws IOException {
        List<Identity> all = new ArrayList<>();
        if (identities != null) {
            for (Path file : identities) {
                all.addAll(PrivateKey.parseFile(Files.readString(file, StandardCharsets.UTF_8)));
            }
        }
        passphrase().ifPresent(all::add);
        return all;
    }

    Optional<Passphrase> passphrase() throws IOException {
        if (passphraseFile == null) {
            return Optional.empty();
        }
        String text = Files.readString(passphraseFile, StandardCharsets.UTF_8);
        return Optional.of(new Passphrase(new Secret(text.lines().findFirst().orElse(""))));
    }
}
