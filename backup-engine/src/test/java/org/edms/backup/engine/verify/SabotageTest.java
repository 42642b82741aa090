package org.edms.backup.engine.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.edms.backup.engine.backup.BackupResult;
import org.edms.backup.engine.backup.Backups;
import org.edms.backup.engine.pack.container.Compression;
import org.edms.backup.model.configuration.BackupType;
import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.error.ErrorCode;
import org.edms.backup.model.error.Failure;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A full verification detects every modification of a package. */
class SabotageTest {

    private static final int TRIES = 400;

    @TempDir
    Path directory;

    private Path store;
    private Backups backups;

    @BeforeEach
    void prepare() throws IOException {
        store = Files.createDirectory(directory.resolve("store"));
        Path files = Files.createDirectory(directory.resolve("files"));
        Files.writeString(files.resolve("one.txt"), "the first of two documents ".repeat(30));
        Files.writeString(files.resolve("two.txt"), "the second of two documents ".repeat(30));
        backups = new Backups(store).type(BackupType.FILES).files(files);
    }

    @ParameterizedTest
    @EnumSource
    void anyFlippedBitIsFound(Compression compression) throws IOException {
        // given
        BackupResult result = backups.compressed(compression).run();
        Path file = store.resolve(result.stored().name());
        byte[] whole = Files.readAllBytes(file);
        Random random = new Random(1);

        for (int i = 0; i < TRIES; i++) {
            // when
            int position = random.nextInt(whole.length);
            byte[] damaged = whole.clone();
            damaged[position] ^= (byte) (1 << random.nextInt(8));
            Files.write(file, damaged);

            // then
            assertThat(findings(result))
                    .as("byte %d of %d", position, whole.length)
                    .isNotEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void anyMissingOrAddedByteIsFound(Compression compression) throws IOException {
        // given
        BackupResult result = backups.compressed(compression).run();
        Path file = store.resolve(result.stored().name());
        byte[] whole = Files.readAllBytes(file);
        Random random = new Random(2);

        for (int i = 0; i < TRIES / 4; i++) {
            int position = random.nextInt(whole.length);
            byte[] shorter = Arrays.copyOf(whole, whole.length - 1);
            System.arraycopy(whole, position + 1, shorter, position, whole.length - position - 1);
            byte[] longer = Arrays.copyOf(whole, whole.length + 1);
            System.arraycopy(whole, position, longer, position + 1, whole.length - position);

            for (byte[] damaged : List.of(shorter, longer)) {
                // when
                Files.write(file, damaged);

                // then
                assertThat(findings(result))
                        .as("byte %d of %d", position, whole.length)
                        .isNotEmpty();
            }
        }
    }

    /** A package without its digest file still has the digests of its content. */
    @Test
    void theMemberThatWasChangedIsNamed() throws IOException {
        // given
        BackupResult result = backups.compressed(Compression.NONE).run();
        Path file = store.resolve(result.stored().name());
        Files.delete(store.resolve(result.stored().name() + ".sha256"));
        byte[] bytes = Files.readAllBytes(file);
        int inTheSecond = new String(bytes, StandardCharsets.ISO_8859_1).indexOf("the second") + 5;
        bytes[inTheSecond] ^= 1;

        // when
        Files.write(file, bytes);

        // then
        assertThat(findings(result)).singleElement().satisfies(finding -> {
            assertThat(finding.code()).isEqualTo(ErrorCode.PACKAGE_CORRUPT);
            assertThat(finding.detail()).startsWith("files/storage/two.txt: has the SHA-256 ");
        });
    }

    @Test
    void theMemberInADamagedBlockIsNamed() throws IOException {
        // given
        byte[] noise = new byte[9 << 20];
        new Random(3).nextBytes(noise);
        Files.write(directory.resolve("files/noise.bin"), noise);
        BackupResult result = backups.run();
        Path file = store.resolve(result.stored().name());
        byte[] bytes = Files.readAllBytes(file);
        bytes[5 << 20] ^= 1;

        // when
        Files.write(file, bytes);

        // then
        assertThat(findings(result))
                .anySatisfy(finding -> assertThat(finding.detail()).startsWith("files/storage/noise.bin: "));
    }

    @Test
    void aManifestThatDoesNotMatchTheContentIsDetected() throws IOException {
        // given
        BackupResult result = backups.compressed(Compression.NONE).run();
        Path file = store.resolve(result.stored().name());
        Files.delete(store.resolve(result.stored().name() + ".sha256"));
        String text = Files.readString(file, StandardCharsets.ISO_8859_1);

        // when
        Files.writeString(
                file,
                text.replace("\"created_by\":\"tester\"", "\"created_by\":\"nobody\""),
                StandardCharsets.ISO_8859_1);

        // then
        assertThat(findings(result)).isNotEmpty();
    }

    private List<Failure> findings(BackupResult result) throws IOException {
        try {
            return backups.verify(result);
        } catch (BackupException e) {
            return List.of(e.failure());
        }
    }
}
