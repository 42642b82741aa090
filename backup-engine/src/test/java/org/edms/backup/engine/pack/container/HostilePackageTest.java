package org.edms.backup.engine.pack.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.edms.backup.engine.pack.PackageReader;
import org.edms.backup.engine.pack.manifest.MemberName;
import org.edms.backup.engine.store.DirectoryStore;
import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.error.ErrorCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

public class HostilePackageTest {

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/etc/passwd",
                "../outside",
                "files/../../outside",
                "files/..",
                "./here",
                "files//double",
                "files/",
                "back\\slash",
                "tab\tin the name",
                "bell\u0007",
                ""
            })
    void aNameThatLeavesTheDirectoryIsRejected(String name) {
        assertRefused(() -> new MemberName(name));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/etc/passwd", "../outside", "files/../../outside"})
    void aMemberOutsideThePackageIsNeverVisited(String name) throws IOException {
        // given
        Path file = tar(new TarArchiveEntry(name, true));

        // then
        assertRefused(() -> names(file));
    }

    @ParameterizedTest
    @ValueSource(
            bytes = {
                TarConstants.LF_SYMLINK,
                TarConstants.LF_LINK,
                TarConstants.LF_CHR,
                TarConstants.LF_BLK,
                TarConstants.LF_FIFO,
                TarConstants.LF_DIR
            })
    void aMemberThatIsNotAFileIsRejected(byte kind) throws IOException {
        // given
        TarArchiveEntry entry = new TarArchiveEntry("innocent", kind);
        entry.setLinkName("/etc/passwd");
        Path file = tar(entry);

        // then
        assertRefused(() -> names(file));
    }

    @Test
    void twoNamesThatLookTheSameAreRefused() throws IOException {
        // given
        Path file = tar(new TarArchiveEntry("é"), new TarArchiveEntry("e\u0301"));

        // then
        assertRefused(() -> names(file));
    }

    @Test
    void aBlockThatWouldFillTheMemoryIsRefused() throws IOException {
        // given
        Path file = directory.resolve("bomb.tar.zst");
        byte[] trailer = new Trailer(Trailer.VERSION, 0).encode();
        try (OutputStream output = Files.newOutputStream(file)) {
            output.write(new byte[20]);
            output.write(trailer);
            output.write(new SeekTable(
                            List.of(new SeekTable.Frame(20, Integer.MAX_VALUE), new SeekTable.Frame(trailer.length, 0)))
                    .encode());
        }

        // then
        assertRefused(() -> names(file));
    }

    @Test
    void aFileThatDecompressesToTerabytesIsRefused() throws IOException {
        // given
        byte[] trailer = new Trailer(Trailer.VERSION, 0).encode();
        List<SeekTable.Frame> frames = new ArrayList<>();
        Path file = directory.resolve("bomb.tar.zst");
        try (OutputStream output = Files.newOutputStream(file)) {
            for (int i = 0; i < 3000; i++) {
                output.write(new byte[20]);
                frames.add(new SeekTable.Frame(20, 32 << 20));
            }
            frames.add(new SeekTable.Frame(trailer.length, 0));
            output.write(trailer);
            output.write(new SeekTable(frames).encode());
        }

        // then
        assertRefused(() -> names(file));
    }

    @Test
    void aPackageOfAnotherVersionIsRefused() throws IOException {
        // given
        Path file = directory.resolve("newer.tar.zst");
        byte[] trailer = new Trailer(3, 0).encode();
        try (OutputStream output = Files.newOutputStream(file)) {
            output.write(trailer);
            output.write(new SeekTable(List.of(new SeekTable.Frame(trailer.length, 0))).encode());
        }

        // then
        assertThatThrownBy(() -> PackageReader.open(
                        new DirectoryStore(file.getParent()), file.getFileName().toString(), List.of()))
                .isInstanceOf(BackupException.class)
                .hasMessageContaining("edms-package/3")
                .hasMessageContaining("PACKAGE_FORMAT_UNKNOWN");
    }

    private Path tar(TarArchiveEntry... entries) throws IOException {
        Path file = directory.resolve("hostile.tar");
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(Files.newOutputStream(file), "UTF-8")) {
            for (TarArchiveEntry entry : entries) {
                tar.putArchiveEntry(entry);
                tar.closeArchiveEntry();
            }
        }
        return file;
    }

    private static List<String> names(Path file) throws IOException {
        List<String> names = new ArrayList<>();
        try (PackageReader reader = PackageReader.open(
                new DirectoryStore(file.getParent()), file.getFileName().toString(), List.of())) {
            reader.forEach((member, content) -> names.add(member.name().value()));
        }
        return names;
    }

    private static void assertRefused(org.assertj.core.api.ThrowableAssert.ThrowingCallable reading) {
        assertThatThrownBy(reading)
                .isInstanceOfSatisfying(
                        BackupException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.PACKAGE_HOSTILE));
    }
}
