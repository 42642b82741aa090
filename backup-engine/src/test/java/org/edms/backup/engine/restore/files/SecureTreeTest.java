package org.edms.backup.engine.restore.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.edms.backup.model.error.BackupException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

public class SecureTreeTest {

    @TempDir
    Path directory;

    private Path root;
    private Path outside;
    private SecureTree tree;

    @BeforeEach
    void open() throws IOException {
        root = Files.createDirectory(directory.resolve("root"));
        outside = Files.createDirectory(directory.resolve("outside"));
        Files.writeString(outside.resolve("file"), "outside");
        Files.createSymbolicLink(root.resolve("link"), outside);
        tree = SecureTree.open(root);
    }

    @AfterEach
    void close() throws IOException {
        tree.close();
    }

    @Test
    void filesAreWrittenWithTheDirectoriesAboveThem() throws IOException {
        // when
        tree.write(Path.of("a/b/file"), StandardOpenOption.CREATE_NEW).close();
        tree.move(Path.of("a/b/file"), tree, Path.of("c/d/moved"));

        // then
        assertThat(root.resolve("c/d/moved")).exists();
        assertThat(root).isDirectoryNotContaining("glob:**/.edms-restore-*");
    }

    @Test
    void aLinkIsNotFollowed() throws IOException {
        // given
        Path way = Path.of("link/file");
        Files.writeString(root.resolve("mine"), "mine");

        // then
        assertThatThrownBy(() -> tree.write(way, StandardOpenOption.TRUNCATE_EXISTING))
                .isInstanceOf(BackupException.class);
        assertThatThrownBy(() -> tree.write(Path.of("link/new/file"), StandardOpenOption.CREATE_NEW))
                .isInstanceOf(BackupException.class);
        assertThatThrownBy(() -> tree.move(Path.of("mine"), tree, way)).isInstanceOf(BackupException.class);
        assertThatThrownBy(() -> tree.deleteIfExists(way)).isInstanceOf(BackupException.class);
        tree.deleteTree(Path.of("link"));
        assertThat(outside).isDirectoryContaining("glob:**/file");
        assertThat(outside.resolve("file")).hasContent("outside");
        try (var content = Files.list(outside)) {
            assertThat(content).hasSize(1);
        }
    }

    @Test
    void aTreeIsDeletedWithoutWhatItsLinksPointTo() throws IOException {
        // given
        tree.write(Path.of("a/b/file"), StandardOpenOption.CREATE_NEW).close();
        Files.createSymbolicLink(root.resolve("a/b/link"), outside);

        // when
        tree.deleteTree(Path.of("a"));

        // then
        assertThat(root.resolve("a")).doesNotExist();
        assertThat(outside.resolve("file")).hasContent("outside");
    }

    @Test
    void aSubtreeStaysTheSameWhateverGetsItsName() throws IOException {
        // given
        Files.createDirectory(root.resolve("area"));
        try (SecureTree area = tree.subtree(Path.of("area"))) {
            Files.move(root.resolve("area"), root.resolve("elsewhere"));
            Files.createSymbolicLink(root.resolve("area"), outside);

            // when
            area.write(Path.of("x/file"), StandardOpenOption.CREATE_NEW).close();
        }

        // then
        assertThat(root.resolve("elsewhere/x/file")).exists();
        assertThat(outside.resolve("x")).doesNotExist();
    }
}
