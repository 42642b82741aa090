package org.edms.backup.engine.restore.target;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The statements for an example. */
class TargetSequencesTest {

    @Test
    void sequencesOfAColumnAreOwnedOrReadByItsDefault() {
        assertThat(TargetSequences.ofColumn(ExampleTable.named("paper"), "id")).isEqualTo("""
                SELECT DISTINCT format('%I.%I', n.nspname, c.relname)
                FROM pg_depend d
                CROSS JOIN (SELECT attnum FROM pg_attribute WHERE attrelid = '"public"."paper"'::regclass AND attname = 'id') a
                JOIN pg_class c ON c.relkind = 'S'
                     AND (d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype IN ('a', 'i')
                              AND d.refobjid = '"public"."paper"'::regclass AND d.refobjsubid = a.attnum
                          OR d.classid = 'pg_attrdef'::regclass AND d.refobjid = c.oid
                              AND d.objid = (SELECT oid FROM pg_attrdef WHERE adrelid = '"public"."paper"'::regclass AND adnum = a.attnum))
                JOIN pg_namespace n ON n.oid = c.relnamespace""");
    }

    @Test
    void aSequenceBehindTheRowsGetsANextValue() {
        assertThat(TargetSequences.nextValue(ExampleTable.named("paper"), "id", "public.paper_id_seq"))
                .isEqualTo("""
                SELECT max("id")::bigint + 1 FROM "public"."paper"
                HAVING max("id") >= (SELECT last_value + CASE WHEN is_called THEN 1 ELSE 0 END FROM public.paper_id_seq)""");
    }

    @Test
    void aSequenceIsRestartedInsideTheTransaction() {
        assertThat(TargetSequences.restart("public.paper_id_seq", "42"))
                .isEqualTo("ALTER SEQUENCE public.paper_id_seq RESTART WITH 42");
    }
}
