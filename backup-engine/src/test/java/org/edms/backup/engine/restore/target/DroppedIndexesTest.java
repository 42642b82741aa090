package org.edms.backup.engine.restore.target;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The statements for an example. */
class DroppedIndexesTest {

    @Test
    void indexesThatNoForeignKeyNeedsAreDropped() {
        assertThat(DroppedIndexes.indexes(ExampleTable.named("paper"), false)).isEqualTo("""
                SELECT format('DROP INDEX %I.%I', n.nspname, x.relname), pg_get_indexdef(x.oid)
                FROM pg_index i JOIN pg_class x ON x.oid = i.indexrelid JOIN pg_namespace n ON n.oid = x.relnamespace
                WHERE i.indrelid = '"public"."paper"'::regclass AND NOT EXISTS (SELECT FROM pg_constraint k WHERE k.conindid = x.oid)
                  AND (i.indisunique OR NOT false) AND i.indisvalid AND NOT i.indisclustered AND NOT i.indisreplident AND x.reltablespace = 0 AND NOT x.relispartition
                AND obj_description(x.oid, 'pg_class') IS NULL
                AND NOT EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = x.oid AND a.attstattarget >= 0)
                AND NOT EXISTS (SELECT FROM pg_constraint f WHERE f.contype = 'f' AND f.conindid = x.oid)
                UNION ALL
                SELECT format('ALTER TABLE %s DROP CONSTRAINT %I', k.conrelid::regclass, k.conname),
                       format('ALTER TABLE %s ADD CONSTRAINT %I %s', k.conrelid::regclass, k.conname, pg_get_constraintdef(k.oid))
                FROM pg_constraint k JOIN pg_class x ON x.oid = k.conindid JOIN pg_index i ON i.indexrelid = x.oid
                WHERE k.conrelid = '"public"."paper"'::regclass AND k.contype IN ('u', 'x') AND obj_description(k.oid, 'pg_constraint') IS NULL
                  AND i.indisvalid AND NOT i.indisclustered AND NOT i.indisreplident AND x.reltablespace = 0 AND NOT x.relispartition
                AND obj_description(x.oid, 'pg_class') IS NULL
                AND NOT EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = x.oid AND a.attstattarget >= 0)
                AND NOT EXISTS (SELECT FROM pg_constraint f WHERE f.contype = 'f' AND f.conindid = x.oid)""");
    }

    @Test
    void onlyUniqueIndexesAreDroppedForRowsThatSwapValues() {
        assertThat(DroppedIndexes.indexes(ExampleTable.named("paper"), true))
                .contains("AND (i.indisunique OR NOT true)");
    }
}
