package org.edms.backup.cli.backup;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.Callable;
import org.edms.backup.cli.output.Output;
import org.edms.backup.engine.age.PrivateKey;
import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.error.ErrorCode;
import org.edms.backup.model.error.ExitCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Generates a key pair. */
@Command(
        name = "keygen",
        description = {"Generates an age key pair.", "The public key encrypts packages, the private key decrypts them."
        },
        mixinStandardHelpOptions = true)
public final class KeygenCommand implements Callable<Integer> {

    @Mixin
    private Output output;

    @Option(
            names = {"--output", "-o"},
            paramLabel = "FILE",
            description = "write the private key to this file, readable only by its owner (default: print it)")
    private Path file;

    private record KeyPair(String publicKey, String privateKeyFile) {}

    @Override
    public Integer call() throws IOException {
        PrivateKey key = PrivateKey.generate();
        String text = "# created: %s%n# public key: %s%n%s%n"
                .formatted(
                        Clock.systemUTC().instant().truncatedTo(ChronoUnit.SECONDS),
                        key.publicKey(),
                        key.encoded().reveal());
        if (file == null) {
            output.line("%s", text.stripTrailing());
            return ExitCode.DONE.number();
        }
        try {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        } catch (FileAlreadyExistsException e) {
            throw new BackupException(
                    ErrorCode.NAME_TAKEN,
                    file + " already exists; packages encrypted for an overwritten key are lost",
                    e);
        }
        Files.writeString(file, text, StandardCharsets.UTF_8);
        if (output.json()) {
            output.print(new KeyPair(key.publicKey().toString(), file.toString()));
        } else {
            output.line("public key: %s", key.publicKey());
        }
        return ExitCode.DONE.number();
    }
}
