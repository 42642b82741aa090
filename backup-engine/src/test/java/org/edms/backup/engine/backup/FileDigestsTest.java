package org.edms.backup.engine.backup;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.edms.backup.engine.model.ModelFile;
import org.edms.backup.engine.pack.manifest.Finding;
import org.edms.backup.model.error.BackupException;
import org.edms.backup.testing.PostgresTest;
import org.edms.backup.testing.TestDatabase;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Backs up files whose digests are in rows. */
@PostgresTest
class FileDigestsTest {

    private static final int LARGE = (8 << 20) + 1;

    @TempDir
    Path directory;

    private Path store;
    private Path files;

    @BeforeEach
    void prepare() throws IOException {
        store = Files.createDirectory(directory.resolve("store"));
        files = Files.createDirectory(directory.resolve("files"));
    }

    @ParameterizedTest
    @CsvSource({
        "md5, MD5, text",
        "sha1, SHA-1, text",
        "sha256, SHA-256, bytea",
        "sha512, SHA-512, text",
        "md5, MD5, uuid"
    })
    void filesAreComparedByTheDigestThatTheirRowsHave(String part, String algorithm, String type, TestDatabase source)
            throws Exception {
        // given
        byte[] large = new byte[LARGE];
        String start = type.equals("bytea") ? "\\x" : "";
        source.execute("""
                CREATE TABLE paper (code text UNIQUE, path text, digest %s);
                INSERT INTO paper VALUES ('small', 'small.pdf', '%s'), ('large', 'large.pdf', '%s'),
                  ('wrong', 'wrong.pdf', '%s'), ('wrong and large', 'wrong/large.pdf', '%s'), ('without', 'small.pdf', NULL)
                """.formatted(
                        type,
                        start + digest(algorithm, "small".getBytes(UTF_8)),
                        start + digest(algorithm, large),
                        start + digest(algorithm, "right".getBytes(UTF_8)),
                        start + digest(algorithm, "right".getBytes(UTF_8))));
        Files.writeString(files.resolve("small.pdf"), "small");
        Files.write(files.resolve("large.pdf"), large);
        Files.writeString(files.resolve("wrong.pdf"), "wrong");
        Files.createDirectory(files.resolve("wrong"));
        Files.write(files.resolve("wrong/large.pdf"), large);

        // when
        BackupResult result = new Backups(store)
                .of(source)
                .files(files)
                .model(ModelFile.parse("""
                        format: edms-model/2
                        fileRoots: { storage: {} }
                        tables:
                          paper: { key: [code], files: [{ root: storage, path: path, %s: digest }] }
                        """.formatted(part)))
                .run();

        // then
        assertThat(result.manifest().findings())
                .allSatisfy(finding -> {
                    assertThat(finding.kind()).isEqualTo(Finding.Kind.FILE_DIFFERS);
                    assertThat(finding.detail()).contains("has the " + algorithm);
                })
                .extracting(finding -> finding.detail().split(" ", 2)[0])
                .containsExactlyInAnyOrder("wrong.pdf", "wrong/large.pdf");
    }

    @Test
    void twoDigestsAreRefusedWithTheirLine() {
        assertThatThrownBy(() -> ModelFile.parse("""
                        format: edms-model/2
                        fileRoots: { storage: {} }
                        tables:
                          paper: { files: [{ root: storage, path: path, md5: a, sha1: b }] }
                        """))
                .isInstanceOf(BackupException.class)
                .hasMessageContaining("line 4: a file has one of sha256, sha512, sha1, md5");
    }

    private static String digest(String algorithm, byte[] content) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(content));
    }
}
