package org.edms.backup.engine.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.edms.backup.demo.DemoEdms;
import org.edms.backup.model.error.BackupException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FixtureModelTest {

    private static final String HEAD = "format: edms-model/1\nfixtures:\n";

    @Test
    void theShippedModelTellsHowEachRecordBecomesARow() throws IOException {
        // when
        FixtureModel fixtures = shipped();

        // then
        FixtureModel.Shape document = fixtures.shape("documents.document").orElseThrow();
        assertThat(document.table()).isEqualTo("documents");
        assertThat(document.key()).containsExactly("document_number");
        assertThat(document.column("author")).isEqualTo("author_id");
        assertThat(document.column("title")).isEqualTo("title");
        FixtureModel.Shape user = fixtures.byTable().get("users");
        assertThat(user.lists().get("groups"))
                .isEqualTo(new FixtureModel.Join("users_groups", "user_id", "group_id", "auth_group"));
        FixtureModel.Shape state = fixtures.byTable().get("workflow_document_states");
        assertThat(state.primaryKey()).isEqualTo("code");
        assertThat(state.keyIsPrimary()).isTrue();
        assertThat(fixtures.shape("sessions.session")).isEmpty();
    }

    @Test
    void aModelWithoutFixturesHasNone() {
        assertThat(ModelFile.parse("format: edms-model/1\n").fixtures().shapes())
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a.a: {tabel: a} | line 3: \"tabel\"",
                "a.a: {key: [b]} | line 3: \"table\" is missing",
                "a.a: {table: a, relations: {up: b}} | line 3: \"b\" is not the table of any model",
                "a.a: {table: a, lists: {all: {table: j, own: x, to: a}}} | line 3: \"other\" is missing",
                "a.a: {table: a, generic: {type: kind, id: row}} | line 3: \"kind\" is not one of the relations",
                "a.a: {table: a, relations: {up: a}, key: [up]} | line 3: the key of a.a needs itself"
            })
    void errorsAreReportedWithTheirLine(String model, String message) {
        assertThatThrownBy(() -> ModelFile.parse(HEAD + "  " + model))
                .isInstanceOf(BackupException.class)
                .hasMessageContaining("MODEL_INVALID")
                .hasMessageContaining(message);
    }

    @Test
    void twoModelsOfOneTableAreRefused() {
        String both = HEAD + "  a.a: {table: a}\n  b.b: {table: a}\n";

        assertThatThrownBy(() -> ModelFile.parse(both))
                .hasMessageContaining("line 4: \"a\" is the table of a.a already");
    }

    private static FixtureModel shipped() throws IOException {
        try (InputStream file = DemoEdms.class.getResourceAsStream("/edms-model.yaml")) {
            String text = new String(file.readAllBytes(), StandardCharsets.UTF_8);
            return ModelFile.parse(text).fixtures();
        }
    }
}
