package org.edms.backup.engine.restore.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.UUID;
import org.edms.backup.engine.pack.manifest.Entry;
import org.edms.backup.engine.pack.manifest.MemberKind;
import org.edms.backup.engine.pack.manifest.MemberName;
import org.edms.backup.engine.store.Sha256;
import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.error.ErrorCode;
import org.edms.backup.model.id.RestoreJobId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RestoreAreaTest {

    private static final Path FILE = Path.of("2024/contract.pdf");
    private static final Instant MODIFIED = Instant.parse("2024-02-29T12:00:00.123456789Z");
    private static final AreaOwner FILES_ONLY = new AreaOwner(null, "report");

    @TempDir
    Path root;

    private final RestoreJobId id = new RestoreJobId(UUID.randomUUID());
    private final JournalSeal seal = JournalSeal.random();
    private RestoreArea area;

    @BeforeEach
    void open() {
        area = new RestoreArea(root, id);
    }

    @AfterEach
    void close() throws IOException {
        area.close();
    }

    @Test
    void aStagedFileIsPlacedWithItsContentTimeAndPermissions() throws IOException {
        // given
        area.begin(FILES_ONLY, seal);
        area.stage(FILE, entry("new"), content("new"));
        assertThat(area.stagedPaths()).containsExactly(FILE.toString());

        // when
        area.place();

        // then
        assertThat(root.resolve(FILE)).hasContent("new");
        assertThat(Files.getLastModifiedTime(root.resolve(FILE)).toInstant()).isEqualTo(MODIFIED);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(root.resolve(FILE))))
                .isEqualTo("rw-r-----");
        assertThat(area.stagedPaths()).isEmpty();
    }

    @Test
    void anUndoPutsTheReplacedFileBackAndDeletesTheArea() throws IOException {
        // given
        Files.createDirectories(root.resolve(FILE).getParent());
        Files.writeString(root.resolve(FILE), "old");
        area.begin(FILES_ONLY, seal);
        area.stage(FILE, entry("new"), content("new"));
        area.place();
        assertThat(area.bytesKept()).isEqualTo("old".length());

        // when
        area.beginUndo();
        area.undo();
        area.endUndo();

        // then
        assertThat(root.resolve(FILE)).hasContent("old");
        assertThat(area.directory()).doesNotExist();
    }

    @Test
    void aFileWithAnotherDigestIsRejected() throws IOException {
        area.begin(FILES_ONLY, seal);

        assertThatThrownBy(() -> area.stage(FILE, entry("new"), content("bad")))
                .isInstanceOfSatisfying(
                        BackupException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.PACKAGE_CORRUPT));
    }

    @Test
    void anAreaSealedWithAnotherKeyIsNotTrusted() throws IOException {
        area.begin(FILES_ONLY, seal);

        try (RestoreArea found = new RestoreArea(root, id)) {
            assertThatThrownBy(() -> found.trust(JournalSeal.random()))
                    .isInstanceOfSatisfying(
                            BackupException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.JOURNAL_UNTRUSTED));
            assertThatThrownBy(found::beginUndo).isInstanceOf(BackupException.class);
            assertThat(found.isUndoing()).isFalse();
        }
    }

    @Test
    void onlyAPrivateKeyOfThisUserIsItsOwn() throws IOException {
        // given
        area.begin(FILES_ONLY, seal);
        assertThat(area.ownKey()).contains(seal);

        // when
        Files.setPosixFilePermissions(area.directory().resolve("key"), PosixFilePermissions.fromString("rw-rw----"));

        // then
        assertThat(area.ownKey()).isEmpty();
    }

    @Test
    void aRestoreWithRowsLeavesItsKeyToTheDatabase() throws IOException {
        // when
        area.begin(new AreaOwner("a database", "report"), seal);

        // then
        assertThat(area.directory().resolve("key")).doesNotExist();
        assertThat(area.claimedOwner()).contains(new AreaOwner("a database", "report"));
    }

    @Test
    void discardingStagedFilesDeletesAnAreaWithoutDataForUndo() throws IOException {
        // given
        area.begin(FILES_ONLY, seal);
        area.stage(FILE, entry("new"), content("new"));

        // when
        area.discard();

        // then
        assertThat(RestoreArea.in(root)).isEmpty();
    }

    private static Entry entry(String content) throws IOException {
        return Entry.of(MemberKind.FILE, new MemberName("files/documents/" + FILE), content.length(), MODIFIED, 0640)
                .written(content.length(), Sha256.of(content(content)), 0);
    }

    private static ByteArrayInputStream content(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }
}
