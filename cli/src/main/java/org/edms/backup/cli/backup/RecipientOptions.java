package org.edms.backup.cli.backup;

import java.util.ArrayList;
import java.util.List;
import org.edms.backup.cli.option.LocalOnly;
import org.edms.backup.engine.age.PublicKey;
import org.edms.backup.engine.age.Recipient;
import picocli.CommandLine.Option;

/** Who can open a new package. */
@LocalOnly
final class RecipientOptions {

    @Option(
            names = "--recipient",
            paramLabel = "AGE-KEY",
            description = "encrypt the package for the holder of this public key; repeatable")
    private List<String> publicKeys;

    List<Recipient> recipients() {
        List<Recipient> recipients = new ArrayList<>();
        if (publicKeys != null) {
            publicKeys.forEach(key -> recipients.add(PublicKey.parse(key)));
        }
        return recipients;
    }
}
