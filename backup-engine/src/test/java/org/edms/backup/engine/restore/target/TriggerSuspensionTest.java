package org.edms.backup.engine.restore.target;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.edms.backup.engine.catalog.table.Table;
import org.junit.jupiter.api.Test;

/** The statements for an example. */
class TriggerSuspensionTest {

    private static final List<Table> TABLES = List.of(ExampleTable.named("author's"), ExampleTable.named("paper"));

    @Test
    void triggersAndRulesAreDisabledAndEnabledAsTheyWere() {
        assertThat(TriggerSuspension.triggersAndRules(TABLES, true)).isEqualTo("""
                SELECT format('ALTER TABLE %s DISABLE TRIGGER %I', tgrelid::regclass, tgname),
                       format('ALTER TABLE %s ENABLE %sTRIGGER %I', tgrelid::regclass,
                              CASE tgenabled WHEN 'R' THEN 'REPLICA ' WHEN 'A' THEN 'ALWAYS ' ELSE '' END, tgname)
                FROM pg_trigger WHERE NOT tgisinternal AND tgenabled <> 'D' AND tgparentid = 0 AND tgrelid = ANY ('{"\\"public\\".\\"author''s\\"","\\"public\\".\\"paper\\""}'::regclass[])
                UNION ALL
                SELECT format('ALTER TABLE %s DISABLE RULE %I', ev_class::regclass, rulename),
                       format('ALTER TABLE %s ENABLE %sRULE %I', ev_class::regclass,
                              CASE ev_enabled WHEN 'R' THEN 'REPLICA ' WHEN 'A' THEN 'ALWAYS ' ELSE '' END, rulename)
                FROM pg_rewrite WHERE rulename <> '_RETURN' AND ev_enabled <> 'D' AND ev_class = ANY ('{"\\"public\\".\\"author''s\\"","\\"public\\".\\"paper\\""}'::regclass[])""");
    }

    @Test
    void serversWithoutMarksForInheritedTriggersSelectAll() {
        assertThat(TriggerSuspension.triggersAndRules(TABLES, false))
                .contains("AND tgenabled <> 'D' AND true AND tgrelid = ANY");
    }

    @Test
    void foreignKeysAreRecreatedWithTheirComments() {
        assertThat(TriggerSuspension.foreignKeys(TABLES)).isEqualTo("""
                SELECT format('ALTER TABLE %s DROP CONSTRAINT %I', conrelid::regclass, conname),
                       format('ALTER TABLE %s ADD CONSTRAINT %I %s', conrelid::regclass, conname, pg_get_constraintdef(oid)),
                       CASE WHEN obj_description(oid, 'pg_constraint') IS NOT NULL
                            THEN format('COMMENT ON CONSTRAINT %I ON %s IS %L', conname, conrelid::regclass,
                                        obj_description(oid, 'pg_constraint')) END
                FROM pg_constraint WHERE contype = 'f' AND conparentid = 0 AND conrelid = ANY ('{"\\"public\\".\\"author''s\\"","\\"public\\".\\"paper\\""}'::regclass[])""");
    }
}
