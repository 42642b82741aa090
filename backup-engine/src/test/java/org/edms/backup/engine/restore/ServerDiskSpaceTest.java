package org.edms.backup.engine.restore;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.edms.backup.engine.backup.BackupResult;
import org.edms.backup.engine.backup.Backups;
import org.edms.backup.model.configuration.BackupType;
import org.edms.backup.model.restore.Check;
import org.edms.backup.model.restore.RestoreMode;
import org.edms.backup.model.restore.RestoreReport;
import org.edms.backup.testing.PostgresTest;
import org.edms.backup.testing.TestDatabase;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("long")
@PostgresTest
class ServerDiskSpaceTest {

    private static final Pattern AT_LEAST = Pattern.compile("at least ([0-9,]+) bytes are needed");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT n, md5(n::text) AS code FROM generate_series(1, 60000) n",
                "SELECT now() - n * interval '1 microsecond' AS one, now() AS other FROM generate_series(1, 60000) n",
                "SELECT repeat('the same again, ', 20000) AS body FROM generate_series(1, 300) n",
                "SELECT decode(md5(n::text) || md5((-n)::text), 'hex') AS bytes FROM generate_series(1, 60000) n"
            })
    void aDatabaseTakesAtLeastTheEstimatedSpace(
            String rows, TestDatabase source, TestDatabase target, @TempDir Path store) throws Exception {
        // given
        source.execute("CREATE TABLE t AS " + rows);
        BackupResult made =
                new Backups(store).of(source).type(BackupType.DATABASE).run();

        // when
        RestoreReport dryRun = new Restores(store, made)
                .into(target)
                .mode(RestoreMode.REPLACE)
                .dryRun()
                .run();
        new Restores(store, made).into(target).mode(RestoreMode.REPLACE).run();

        // then
        String described = dryRun.checks().stream()
                .filter(check -> check.name().equals(Check.SERVER_ROOM))
                .findFirst()
                .orElseThrow()
                .detail();
        Matcher atLeast = AT_LEAST.matcher(described);
        assertThat(atLeast.find()).as(described).isTrue();
        assertThat(Long.parseLong(atLeast.group(1).replace(",", ""))).isLessThanOrEqualTo(Long.parseLong(size(target)));
    }

    private static String size(TestDatabase database) throws Exception {
        try (var connection = database.connect();
                var statement = connection.createStatement();
                var size = statement.executeQuery("SELECT pg_database_size(current_database())")) {
            size.next();
            return size.getString(1);
        }
    }
}
