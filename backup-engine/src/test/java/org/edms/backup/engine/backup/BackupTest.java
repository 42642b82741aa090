package org.edms.backup.engine.backup;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.edms.backup.engine.pack.Compression;
import org.edms.backup.engine.pack.StoredPackages;
import org.edms.backup.engine.store.DirectoryStore;
import org.edms.backup.engine.verify.Verification;
import org.edms.backup.model.backup.VerifyLevel;
import org.edms.backup.testing.From;
import org.edms.backup.testing.PostgresTest;
import org.edms.backup.testing.TestDatabase;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@PostgresTest
class BackupTest {

    @TempDir
    Path directory;

    @ParameterizedTest
    @EnumSource
    void everyRowAndFileIsInThePackage(Compression compression, @From(SmallEdms.class) TestDatabase database)
            throws Exception {
        // when
        BackupResult result = run(request(database).with(compression));

        // then
        assertThat(result.verified()).isTrue();
        assertThat(result.manifest().database().tables())
                .hasSizeGreaterThanOrEqualTo(80)
                .allSatisfy(table ->
                        assertThat(table.rows()).as(table.qualifiedName()).isEqualTo(count(database, table)));
        assertThat(result.manifest().roots())
                .singleElement()
                .satisfies(root -> assertThat(root.files()).isEqualTo(filesIn(SmallEdms.ROOT.resolve("storage"))));
        assertThat(result.manifest().findings()).isEmpty();
        assertThat(verify(result.stored().name())).isEmpty();
    }

    private List<?> verify(String name) throws IOException {
        DirectoryStore store = new DirectoryStore(directory);
        return new Verification(store, new StoredPackages(store, List.of()), Clock.systemUTC())
                .verify(name, VerifyLevel.FULL)
                .findings();
    }
}
