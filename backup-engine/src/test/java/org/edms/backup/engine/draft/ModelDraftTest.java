package org.edms.backup.engine.draft;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import org.edms.backup.engine.model.EdmsModel;
import org.edms.backup.engine.model.ModelFile;
import org.edms.backup.engine.model.TableModel;
import org.edms.backup.engine.references.ReferenceFinder;
import org.edms.backup.engine.source.Database;
import org.edms.backup.engine.source.FileRoot;
import org.edms.backup.testing.PostgresTest;
import org.edms.backup.testing.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Drafts of models for the databases of other systems. */
@PostgresTest
class ModelDraftTest {

    @TempDir
    Path files;

    @ParameterizedTest
    @ValueSource(strings = {"paperless", "papermerge"})
    void aDraftFitsAndNamesNoTableThatDoesNotExist(String system, TestDatabase source) throws Exception {
        // given
        source.execute(schemaOf(system));
        Database database = Database.parse(source.url(), null);

        // when
        EdmsModel draft = ModelFile.parse(ModelDraft.of(database, List.of(), null));
        ModelReview review = ModelReview.of(database, draft);

        // then
        assertThat(review.misfits()).isEmpty();
        assertThat(review.ambiguous()).isEmpty();
        assertThat(review.undescribed()).isEmpty();
        assertThat(review.uncovered()).noneMatch(line -> line.contains("secret"));
    }

    @Test
    void typesOfADjangoApplicationAreListed(TestDatabase source) throws Exception {
        // given
        source.execute(schemaOf("paperless"));

        // when
        String draft = ModelDraft.of(Database.parse(source.url(), null), List.of(), null);

        // then
        assertThat(draft)
                .contains(
                        """
                        genericTypes:
                          table: django_content_type
                          label: [app_label, model]
                          tables:
                        """,
                        "    \"documents.document\": documents_document\n",
                        "    # \"contenttypes.contenttype\": TABLE  # Decide: no table is known for it\n",
                        "      - { column: object_pk, type: content_type_id }  # ",
                        "      - { column: tn_children_pks, table: documents_tag, separator: \",\" }  # ",
                        "      password: \"!\"  # Decide: a secret, by its name\n");
    }

    @ParameterizedTest
    @CsvSource({"md5, MD5", "sha1, SHA-1", "sha256, SHA-256", "sha512, SHA-512"})
    void theDigestOfAFileIsFoundByItsLengthAndTheContent(String part, String algorithm, TestDatabase source)
            throws Exception {
        // given
        String digest = HexFormat.of()
                .formatHex(MessageDigest.getInstance(algorithm).digest("a".getBytes(StandardCharsets.UTF_8)));
        String another = "0".repeat(digest.length());
        source.execute("CREATE TABLE paper (code text PRIMARY KEY, path text, other text, checksum text);"
                + "INSERT INTO paper VALUES ('a', 'a.pdf', '%s', '%s')".formatted(another, digest));
        Files.writeString(files.resolve("a.pdf"), "a");

        // when
        String draft = ModelDraft.of(Database.parse(source.url(), null), List.of(new FileRoot("media", files)), null);

        // then
        assertThat(draft).contains("- { root: media, path: path, %s: checksum }".formatted(part));
        assertThat(ModelFile.parse(draft).tables().get("paper").files().byColumns())
                .singleElement()
                .satisfies(columns ->
                        assertThat(columns.digest().algorithm().part()).isEqualTo(part));
    }

    @Test
    void aKeyMayEncryptFiles(TestDatabase source) throws Exception {
        // given
        source.execute("CREATE TABLE person (name text PRIMARY KEY, private_key text, path text);"
                + "INSERT INTO person VALUES ('ann', 'k', 'a.pdf')");
        Files.writeString(files.resolve("a.pdf"), "a");
        Database database = Database.parse(source.url(), null);
        EdmsModel model = ModelFile.parse("""
                format: edms-model/2
                tables:
                  person: { fileKeys: [private_key] }
                """);

        // when
        String draft = ModelDraft.of(database, List.of(new FileRoot("media", files)), null);
        ModelReview review = ModelReview.of(database, model);

        // then
        assertThat(draft).contains("; if it encrypts files, write it below \"fileKeys\" instead\n");
        assertThat(review.uncovered()).isEmpty();
        assertThat(review.misfits()).isEmpty();
    }

    @Test
    void filesBelowTheDirectoryAreToBeARootOfTheirOwn(TestDatabase source) throws Exception {
        // given
        source.execute("CREATE TABLE paper (code text PRIMARY KEY, path text);"
                + "INSERT INTO paper VALUES ('a', 'a.pdf'), ('b', 'b.pdf'), ('c', NULL)");
        Path originals = Files.createDirectories(files.resolve("documents/originals"));
        Files.writeString(originals.resolve("a.pdf"), "a");
        Files.writeString(originals.resolve("b.pdf"), "b");

        // when
        String draft = ModelDraft.of(Database.parse(source.url(), null), List.of(new FileRoot("media", files)), null);

        // then
        assertThat(draft)
                .contains(
                        "# - { root: media, path: path }  # Decide: 2 of 2 values are files below documents/originals:"
                                + " make this directory a root of its own");
        assertThat(ModelFile.parse(draft).tables().get("paper").files()).isEqualTo(TableModel.Files.NONE);
    }

    @ParameterizedTest
    @CsvSource({
        "password, true",
        "use_privatekey_c, true",
        "api_key, true",
        "llmApiKey, true",
        "token_type, false",
        "password_changed_at, true",
        "author, false",
        "tokens, true",
        "secret_id, false"
    })
    void secretsAreGuessedByName(String column, boolean secret) {
        assertThat(SecretColumns.hasSecretName(column)).isEqualTo(secret);
    }

    private static String schemaOf(String system) throws Exception {
        try (InputStream sql = ReferenceFinder.class.getResourceAsStream(system + ".sql")) {
            return new String(sql.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
