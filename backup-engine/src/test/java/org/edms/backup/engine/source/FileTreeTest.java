package org.edms.backup.engine.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileTreeTest {

    @TempDir
    Path root;

    @Test
    void aSymbolicLinkIsDeletedButNotItsTarget() throws IOException {
        // given
        Path elsewhere = Files.createDirectory(root.resolve("elsewhere"));
        Files.createFile(elsewhere.resolve("file"));
        Path tree = Files.createDirectories(root.resolve("tree/deep")).getParent();
        Files.createFile(tree.resolve("deep/file"));
        Files.createSymbolicLink(tree.resolve("link"), elsewhere);

        // when
        FileTree.delete(tree);
        FileTree.delete(root.resolve("nothing"));

        // then
        assertThat(tree).doesNotExist();
        assertThat(elsewhere.resolve("file")).exists();
    }

    /** A database that sorts by bytes must return the same paths in the same order. */
    @Test
    void pathsComeInTheOrderOfTheirBytes() throws IOException {
        // given
        List<String> paths = List.of(
                "a/b",
                "a-b",
                "a.b",
                "a/b.c/d",
                "a0",
                "A",
                "z/\uD83D\uDCC4",
                "z/\uFFFD",
                "z/\uE000",
                "é",
                "日本/語",
                "a b");
        for (String path : paths) {
            Files.createDirectories(root.resolve(path).getParent());
            Files.createFile(root.resolve(path));
        }
        List<String> found = new ArrayList<>();

        // when
        new FileTree(new FileRoot("files", root)).walk(new FileTree.Visitor() {
            @Override
            public void file(SourceFile file) {
                found.add(file.path());
            }

            @Override
            public void leftOut(String path, String why) {
                throw new AssertionError(path);
            }
        });

        // then
        assertThat(found).containsExactlyElementsOf(sortedByBytes(paths));
    }

    @Test
    void moreFilesThanAreKeptInMemoryComeInOrderToo() throws IOException {
        // given
        List<String> paths = new ArrayList<>();
        List<String> found = new ArrayList<>();

        // when
        try (SortedDirectory files = new SortedDirectory(root, 7)) {
            for (int i = 0; i < 100; i++) {
                String path = Integer.toHexString(i * 7919 % 101) + "ü";
                paths.add(path);
                files.add(new SourceFile(
                        root.resolve(path), path, SourceFile.Kind.FILE, i, Instant.EPOCH, Instant.EPOCH, 0600));
            }
            files.forEach(file -> found.add(file.path()));
        }

        // then
        assertThat(found).containsExactlyElementsOf(sortedByBytes(paths));
    }

    private static List<String> sortedByBytes(List<String> paths) {
        List<String> sorted = new ArrayList<>(paths);
        sorted.sort((one, other) ->
                Arrays.compareUnsigned(one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8)));
        return sorted;
    }
}
