package org.edms.backup.engine.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.edms.backup.model.error.BackupException;
import org.junit.jupiter.api.Test;

class DeclaredReferenceModelTest {

    @Test
    void referencesAreRead() {
        TableModel table = table("""
                references:
                      - { column: owner, table: users, to: username, missing: keep }
                      - { column: object, type: kind, tables: { document: documents, session: ~ } }
                      - { column: tags, table: tags, separator: "," }
                      - { column: link, table: documents, within: "/documents/{id}/" }
                      - { column: amount, dismissed: true }
                    json:
                      settings: { "$.views[*].id": views }
                """);

        assertThat(table.references().declared())
                .containsExactly(
                        new DeclaredReference(
                                "owner",
                                new Place.Whole(),
                                List.of("users"),
                                null,
                                null,
                                "username",
                                DeclaredReference.Missing.KEEP),
                        new DeclaredReference(
                                "object",
                                new Place.Whole(),
                                List.of(),
                                "kind",
                                Map.of("document", "documents", "session", ""),
                                null,
                                DeclaredReference.Missing.REFUSE),
                        reference("tags", new Place.Delimited(","), "tags"),
                        reference("link", new Place.Template("/documents/{id}/", true), "documents"),
                        reference("settings", new Place.JsonPath("$.views[*].id"), "views"));
        assertThat(table.references().dismissed()).containsExactly("amount");
    }

    @Test
    void mistakesAreRefusedWithTheirLine() {
        assertRefused("references: [{ table: users }]", "line 4: \"column\" names the column that holds the reference");
        assertRefused(
                "references: [{ column: a }]",
                "line 4: either \"table\" names the table, or \"type\" the column that says which table");
        assertRefused("references: [{ column: a, table: b, tables: { x: b } }]", "line 4: \"tables\" needs \"type\"");
        assertRefused(
                "references: [{ column: a, table: b, json: $.x, separator: ',' }]",
                "line 4: only one of separator, json is possible");
        assertRefused("references: [{ column: a, table: b, json: x }]", "line 4: a path begins with $: x");
        assertRefused(
                "references: [{ column: a, table: b, missing: no }]",
                "line 4: expected refuse, keep, ignore or clear, not \"no\"");
        assertRefused("json: { a: { x: b } }", "line 4: a path begins with $: x");
    }

    @Test
    void aModelOfTheFirstFormatHasNoReferences() {
        assertThatThrownBy(() -> ModelFile.parse("""
                        format: edms-model/1
                        tables:
                          note:
                            json: { a: { $.x: b } }
                        """))
                .isInstanceOf(BackupException.class)
                .hasMessageContaining("line 4: \"json\" needs \"format: edms-model/2\"");
    }

    private static DeclaredReference reference(String column, Place place, String table) {
        return new DeclaredReference(column, place, List.of(table), null, null, null, DeclaredReference.Missing.REFUSE);
    }

    private static void assertRefused(String part, String message) {
        assertThatThrownBy(() -> table(part))
                .isInstanceOf(BackupException.class)
                .hasMessageContaining(message);
    }

    private static TableModel table(String parts) {
        return ModelFile.parse("format: edms-model/2\ntables:\n  note:\n    " + parts.stripTrailing() + "\n")
                .tables()
                .get("note");
    }
}
