package org.edms.backup.engine.age;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.edms.backup.model.Secret;

/** Files with the keys of encrypted packages. They are read on each use, because keys are rotated. */
public final class KeyFiles {

    private KeyFiles() {}

    /**
     * @param privateKeys files with age private keys
     * @param passphrase a file whose first line is a passphrase; null for none
     */
    public static List<Identity> identities(List<Path> privateKeys, Path passphrase) throws IOException {
        List<Identity> all = new ArrayList<>();
        for (Path file : privateKeys) {
            all.addAll(PrivateKey.parseFile(Files.readString(file)));
        }
        if (passphrase != null) {
            all.add(passphrase(passphrase));
        }
        return all;
    }

    public static Passphrase passphrase(Path file) throws IOException {
        return new Passphrase(
                new Secret(Files.readString(file).lines().findFirst().orElse("")));
    }
}
