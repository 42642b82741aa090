package org.edms.backup.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Map;
import org.edms.backup.distribution.Installation.Result;
import org.edms.backup.testing.PostgresTest;
import org.edms.backup.testing.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@PostgresTest
class DistributionIT {

    @TempDir
    static Path directory;

    private static Installation installation;
    private static Map<Path, Object> unpackedState;

    @BeforeAll
    static void unpack() throws IOException, InterruptedException {
        installation = Installation.unpackedIn(directory);
        unpackedState = installation.state();
    }

    @AfterEach
    void nothingIsWrittenIntoTheInstallation() throws IOException {
        assertThat(installation.state()).isEqualTo(unpackedState);
    }

    @Test
    void theVersionIsPrintedThroughLinks() throws IOException, InterruptedException {
        // given
        Path first = Files.createSymbolicLink(
                directory.resolve("first"), directory.relativize(installation.file("bin/edms-backup")));
        Path second = Files.createSymbolicLink(directory.resolve("second"), first);

        // when
        Result told = installation.run(second.toString(), "--version");

        // then
        String version = installation.home().getFileName().toString().replace("edms-backup-", "edms-backup ");
        assertThat(told).isEqualTo(new Result(0, version + "\n"));
    }

    @Test
    void aDatabaseIsBackedUpAndThePackageVerified(TestDatabase database)
            throws IOException, InterruptedException, SQLException {
        // given
        database.execute("create table documents (id bigint primary key, title text not null)");
        database.execute("insert into documents select n, 'Title ' || n from generate_series(1, 1000) n");
        Path file = directory.resolve("one.tar.zst");

        // when
        Result created = installation.run(
                installation.file("bin/edms-backup").toString(),
                "create",
                "--type=database",
                "--db=" + database.url(),
                "--output=" + file);
        Result verified =
                installation.run(installation.file("scripts/backup-system.sh").toString(), "verify", file.toString());

        // then
        assertThat(created.exitCode()).as(created.output()).isZero();
        assertThat(created.output()).contains("1,000 rows");
        assertThat(verified.exitCode()).as(verified.output()).isZero();
    }

    @Test
    void theDemonstrationIsMigrated() throws IOException, InterruptedException {
        // when
        Result demo =
                installation.run(installation.file("bin/edms-backup").toString(), "demo", "--documents=20", "--exit");

        // then
        assertThat(demo.exitCode()).as(demo.output()).isZero();
        assertThat(demo.output()).contains("Every row and every file is accounted for");
        assertThat(directory.resolve("user/.edms-backup/demo")).isDirectory();
    }

    @Test
    void aShellCompletesCommandsAndOptions() throws IOException, InterruptedException {
        assertThat(completed("edms-backup", "crea")).isEqualTo(new Result(0, "create create_backup\n"));
        assertThat(completed("edms-backup", "create", "--enc")).isEqualTo(new Result(0, "--encrypt\n"));
    }

    private static Result completed(String... words) throws IOException, InterruptedException {
        String line = String.join(" ", words);
        return installation.run("bash", "-c", """
                source %s
                COMP_WORDS=(%s) COMP_CWORD=%d COMP_LINE='%s'
                _complete_edms-backup 2>/dev/null
                echo "${COMPREPLY[*]}"
                """.formatted(
                        installation.file("completion/edms-backup.bash"), line, words.length - 1, line));
    }
}
