package org.edms.backup.engine.restore.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.edms.backup.engine.catalog.table.Table;
import org.junit.jupiter.api.Test;

class ForeignKeyCheckTest {

    private static final Table.ForeignKey AUTHOR = new Table.ForeignKey(
            "author", List.of("site", "author"), "public", "person", List.of("site", "id"), false, true);

    @Test
    void keysWithoutANullThatReferenceNoRowAreOrphans() {
        assertThat(ForeignKeyCheck.orphan(
                        table("paper", Table.Kind.ORDINARY), AUTHOR, table("person", Table.Kind.ORDINARY)))
                .isEqualTo("""
                SELECT min(concat_ws(', ', c."site", c."author")) FROM ONLY "public"."paper" c \
                WHERE c."site" IS NOT NULL AND c."author" IS NOT NULL
                AND NOT EXISTS (SELECT FROM "public"."person" p WHERE p."site" = c."site" AND p."id" = c."author")""");
    }

    @Test
    void aPartitionedTableIsCheckedWithItsPartitions() {
        assertThat(ForeignKeyCheck.orphan(
                        table("paper", Table.Kind.PARTITIONED), AUTHOR, table("person", Table.Kind.ORDINARY)))
                .contains("FROM \"public\".\"paper\" c ");
    }

    private static Table table(String name, Table.Kind kind) {
        return new Table("public", name, kind, List.of(), null, List.of(), List.of(AUTHOR), null, null);
    }
}
