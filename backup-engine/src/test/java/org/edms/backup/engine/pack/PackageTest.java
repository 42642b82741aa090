package org.edms.backup.engine.pack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.edms.backup.engine.pack.container.Compression;
import org.edms.backup.engine.pack.container.GrowingMember;
import org.edms.backup.engine.pack.container.Segment;
import org.edms.backup.engine.pack.container.TarMember;
import org.edms.backup.engine.pack.manifest.Entry;
import org.edms.backup.engine.pack.manifest.Manifest;
import org.edms.backup.engine.pack.manifest.ManifestStream;
import org.edms.backup.engine.pack.manifest.MemberKind;
import org.edms.backup.engine.pack.manifest.MemberName;
import org.edms.backup.engine.pack.manifest.MemberNames;
import org.edms.backup.engine.pack.manifest.PackageHeader;
import org.edms.backup.engine.store.DirectoryStore;
import org.edms.backup.model.configuration.BackupType;
import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.id.PackageId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class PackageTest {

    private static final Instant SECOND = Instant.parse("2026-03-01T12:00:00Z");
    private static final Instant MODIFIED = SECOND.plusNanos(123_456_789);

    private static final Manifest MANIFEST = new Manifest(
            new PackageHeader(
                    PackageHeader.FORMAT,
                    PackageId.parse("0190b0a4-0000-7000-8000-000000000000"),
                    BackupType.FULL,
                    MODIFIED,
                    "localhost/edms",
                    "admin",
                    "edms-backup test",
                    null),
            null,
            null,
            null,
            null,
            null,
            null,
            null);

    @TempDir
    Path directory;

    @ParameterizedTest
    @EnumSource
    void membersComeBackInOrder(Compression compression) throws IOException {
        // given
        Path file = directory.resolve("package" + compression.suffix());
        Map<String, byte[]> members = members();
        write(file, members, 2);

        // when
        Map<String, byte[]> read = new LinkedHashMap<>();
        try (PackageReader reader = reader(file)) {
            reader.forEach((member, content) -> read.put(member.name().value(), content.readAllBytes()));
        }

        // then
        assertThat(read.remove("manifest.json")).isNotEmpty();
        assertThat(read.keySet()).containsExactlyElementsOf(members.keySet());
        assertThat(read).allSatisfy((name, content) -> assertThat(content).isEqualTo(members.get(name)));
    }

    @ParameterizedTest
    @EnumSource
    void anyMemberIsReadFromWhereItStarts(Compression compression) throws IOException {
        // given
        Path file = directory.resolve("package" + compression.suffix());
        Map<String, byte[]> members = members();
        List<Entry> written = write(file, members, 2);

        // then
        try (PackageReader reader = reader(file)) {
            for (Entry member : written) {
                try (InputStream content = reader.content(member)) {
                    assertThat(content.readAllBytes())
                            .isEqualTo(members.get(member.name().value()));
                }
            }
            assertThat(entries(reader)).isEqualTo(written);
            assertThat(reader.manifest()).isEqualTo(MANIFEST);
        }
    }

    @ParameterizedTest
    @EnumSource
    void theToolsOfTheMachineAgree(Compression compression) throws IOException, InterruptedException {
        // given
        Path file = directory.resolve("package" + compression.suffix());
        Map<String, byte[]> members = members();
        write(file, members, 2);
        Path unpacked = Files.createDirectory(directory.resolve("unpacked"));

        // then
        run("tar", "-xf", file.toString(), "-C", unpacked.toString());
        run("sha256sum", "-c", file.getFileName() + ".sha256");
        for (Map.Entry<String, byte[]> member : members.entrySet()) {
            assertThat(unpacked.resolve(member.getKey())).hasBinaryContent(member.getValue());
        }
        Path first = unpacked.resolve(members.keySet().iterator().next());
        assertThat(Files.getLastModifiedTime(first).toInstant()).isEqualTo(SECOND);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(first)))
                .isEqualTo("rw-r-----");
    }

    @ParameterizedTest
    @EnumSource
    void aSegmentPreparedSeparatelyIsAppended(Compression compression) throws IOException, InterruptedException {
        // given
        Path file = directory.resolve("package" + compression.suffix());
        Map<String, byte[]> members = members();
        List<String> names = List.copyOf(members.keySet());

        // when
        try (PackageWriter writer = writer(file, 2)) {
            add(writer, names.get(0), members.get(names.get(0)));
            GrowingMember growing = writer.newMember();
            growing.write(members.get(names.get(1)));
            writer.append(growing.seal(entry(names.get(1), 0)));
            Segment segment = writer.newSegment();
            for (String name : names.subList(2, 4)) {
                segment.add(entry(name, members.get(name).length), new ByteArrayInputStream(members.get(name)));
            }
            writer.append(segment);
            add(writer, names.get(4), members.get(names.get(4)));
            writer.finish(MANIFEST, MODIFIED);
            writer.publish();
        }

        // then
        try (PackageReader reader = reader(file)) {
            List<Entry> told = entries(reader);
            assertThat(told).extracting(entry -> entry.name().value()).isEqualTo(names);
            reader.forEach((member, content) -> {
                if (!member.name().equals(MemberNames.MANIFEST)) {
                    Entry entry = told.get(names.indexOf(member.name().value()));
                    assertThat(member)
                            .isEqualTo(
                                    new TarMember(entry.name(), entry.bytes(), SECOND, entry.mode(), entry.offset()));
                    assertThat(content.readAllBytes())
                            .isEqualTo(members.get(member.name().value()));
                }
            });
        }
        run("tar", "-tf", file.toString());
    }

    @Test
    void zstdFindsItWhole() throws IOException, InterruptedException {
        // given
        Path file = directory.resolve("package.tar.zst");
        write(file, members(), 2);

        // then
        run("zstd", "-t", "-q", file.toString());
    }

    @Test
    void theNumberOfCompressionThreadsDoesNotChangeTheOutput() throws IOException {
        // when
        write(directory.resolve("one.tar.zst"), members(), 1);
        write(directory.resolve("four.tar.zst"), members(), 4);

        // then
        assertThat(directory.resolve("one.tar.zst")).hasSameBinaryContentAs(directory.resolve("four.tar.zst"));
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 1})
    void contentThatIsNotAsLongAsAnnouncedIsRefused(int difference) throws IOException {
        try (PackageWriter writer = writer(directory.resolve("package.tar.zst"), 2)) {
            assertThatThrownBy(() -> writer.add(entry("file", 10), new ByteArrayInputStream(new byte[10 + difference])))
                    .isInstanceOf(IOException.class);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aFileTruncatedAnywhereIsRejected(Compression compression) throws IOException {
        // given
        Path whole = directory.resolve("whole" + compression.suffix());
        Path cut = directory.resolve("cut" + compression.suffix());
        write(whole, Map.of("a", "content ".repeat(300).getBytes(StandardCharsets.UTF_8)), 1);
        byte[] bytes = Files.readAllBytes(whole);
        // The zero blocks at the end of a plain tar carry no information.
        int end = compression == Compression.NONE ? bytes.length - 1024 - 512 : bytes.length;

        for (int length = 0; length < end; length += 1 + length / 100) {
            // when
            Files.write(cut, java.util.Arrays.copyOf(bytes, length));

            // then
            assertThatThrownBy(() -> readAll(cut))
                    .as("%d of %d bytes", length, bytes.length)
                    .isInstanceOf(BackupException.class)
                    .hasMessageContaining("PACKAGE_");
        }
    }

    @Test
    void aChangedByteNeverYieldsOtherContent() throws IOException {
        // given
        Path whole = directory.resolve("whole.tar.zst");
        Path changed = directory.resolve("changed.tar.zst");
        write(whole, Map.of("a", "content ".repeat(300).getBytes(StandardCharsets.UTF_8)), 1);
        byte[] bytes = Files.readAllBytes(whole);
        Map<String, byte[]> expected = readAll(whole);
        int refused = 0;

        for (int position = 0; position < bytes.length; position++) {
            // when
            byte[] copy = bytes.clone();
            copy[position] ^= 0x10;
            Files.write(changed, copy);

            // then
            try {
                assertThat(readAll(changed))
                        .as("byte %d", position)
                        .usingRecursiveComparison()
                        .isEqualTo(expected);
            } catch (BackupException e) {
                refused++;
            }
        }
        assertThat(refused).isGreaterThan(bytes.length * 9 / 10);
    }

    private DirectoryStore store() {
        return new DirectoryStore(directory);
    }

    private List<Entry> write(Path file, Map<String, byte[]> members, int parallelism) throws IOException {
        List<Entry> written = new ArrayList<>();
        try (PackageWriter writer = writer(file, parallelism)) {
            for (Map.Entry<String, byte[]> member : members.entrySet()) {
                written.add(add(writer, member.getKey(), member.getValue()));
            }
            writer.finish(MANIFEST, MODIFIED);
            writer.publish();
        }
        return written;
    }

    private static List<Entry> entries(PackageReader reader) throws IOException {
        List<Entry> entries = new ArrayList<>();
        try (ManifestStream manifest = reader.openManifest()) {
            for (Optional<Entry> entry = manifest.next(); entry.isPresent(); entry = manifest.next()) {
                entries.add(entry.get());
            }
        }
        return entries;
    }

    private static PackageReader reader(Path file) throws IOException {
        return PackageReader.open(
                new DirectoryStore(file.getParent()), file.getFileName().toString(), List.of());
    }

    private PackageWriter writer(Path file, int parallelism) throws IOException {
        String name = file.getFileName().toString();
        return PackageWriter.create(store().begin(name, false), PackageFileName.parse(name), List.of(), parallelism);
    }

    private static Entry add(PackageWriter writer, String name, byte[] content) throws IOException {
        return writer.add(entry(name, content.length), new ByteArrayInputStream(content));
    }

    private static Entry entry(String name, long bytes) {
        return Entry.of(MemberKind.CONFIGURATION, new MemberName(name), bytes, MODIFIED, 0640);
    }

    private static Map<String, byte[]> readAll(Path file) throws IOException {
        Map<String, byte[]> read = new LinkedHashMap<>();
        try (PackageReader reader = reader(file)) {
            entries(reader);
            reader.forEach((member, content) -> read.put(member.name().value(), content.readAllBytes()));
        }
        return read;
    }

    /**
     * Returns members that span more than one block, that are compressible, incompressible or empty, and with names that plain
     * tar cannot store.
     */
    private static Map<String, byte[]> members() {
        Map<String, byte[]> members = new LinkedHashMap<>();
        byte[] noise = new byte[5 << 20];
        new Random(1).nextBytes(noise);
        members.put("edms-package.json", "{}".getBytes(StandardCharsets.UTF_8));
        members.put("files/storage/noise.bin", noise);
        members.put(
                "database/public.documents.copy",
                "1\tPrüfung\t\\N\n".repeat(200_000).getBytes(StandardCharsets.UTF_8));
        members.put("files/storage/空 \uD83D\uDCC4 é.txt", new byte[0]);
        members.put("files/" + "deep/".repeat(60) + "x".repeat(150), new byte[] {1});
        return members;
    }

    private void run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor())
                .as(Stream.of(command).toList() + " " + output)
                .isZero();
    }
}
