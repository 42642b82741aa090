package org.edms.backup.engine.backup;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.edms.backup.engine.pack.container.Compression;
import org.edms.backup.engine.store.DirectoryStore;
import org.edms.backup.engine.store.FaultyStore;
import org.edms.backup.engine.store.StoredFile;
import org.edms.backup.model.configuration.BackupType;
import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.error.ErrorCode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever fails in the store, a backup leaves either a complete package or none, and no other files. */
class FaultyStoreBackupTest {

    /** The package, its digest and its seal. */
    private static final int FILES_OF_A_PACKAGE = 3;

    @TempDir
    Path directory;

    @ParameterizedTest
    @EnumSource(FaultyStore.Fault.class)
    void aFailingCallLeavesNoPartialPackageAndNoFiles(FaultyStore.Fault fault) throws IOException {
        // given
        Path store = Files.createDirectory(directory.resolve("store"));
        Path files = Files.createDirectory(directory.resolve("files"));
        Files.writeString(files.resolve("one.txt"), "one");

        for (int n = 1; ; n++) {
            FaultyStore faulty = new FaultyStore(new DirectoryStore(store), fault, n);

            // when
            try {
                new Backups(faulty)
                        .files(files)
                        .type(BackupType.FILES)
                        .compressed(Compression.NONE)
                        .run();
            } catch (BackupException e) {
                assertThat(e.code()).isEqualTo(ErrorCode.STORE_NOT_WRITABLE);
            }

            // then
            List<StoredFile> packages = new DirectoryStore(store).list();
            assertThat(packages).hasSizeLessThan(2);
            try (Stream<Path> all = Files.list(store)) {
                List<Path> written = all.filter(Files::isRegularFile).toList();
                assertThat(written).hasSize(FILES_OF_A_PACKAGE * packages.size());
            }
            for (StoredFile each : packages) {
                new Backups(store).packages().open(each.name()).close();
                new DirectoryStore(store).delete(each.name());
            }
            if (!faulty.hasFailed()) {
                return;
            }
        }
    }
}
