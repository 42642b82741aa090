package org.edms.backup.standalone;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;

/**
 * Issues the keys, passwords and tokens of a suite in containers: {@code KEYS SECRETS}. The first directory is for administrators:
 * it has the key that signs tokens. The second has copies of what the services need.
 */
public final class ContainerCredentials {

    private ContainerCredentials() {}

    public static void main(String[] arguments) throws IOException {
        issue(Path.of(arguments[0]), Path.of(arguments[1]), Clock.systemUTC());
    }

    static void issue(Path keys, Path secrets, Clock clock) throws IOException {
        Credentials credentials = new Credentials(keys, clock);
        credentials.token("admin");
        copy(credentials.publicKey(), secrets);
        copy(credentials.token("scheduler"), secrets);
        for (String login : new String[] {"postgres", "service-db", "edms-db"}) {
            AtomicFile.write(secrets.resolve(login + ".password"), credentials.password(login));
        }
        AtomicFile.write(secrets.resolve("pgpass"), "*:*:*:postgres:" + credentials.password("postgres") + "\n");
    }

    private static void copy(Path file, Path directory) throws IOException {
        AtomicFile.write(directory.resolve(file.getFileName()), Files.readString(file));
    }
}
