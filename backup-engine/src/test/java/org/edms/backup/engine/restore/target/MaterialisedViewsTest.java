package org.edms.backup.engine.restore.target;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** The statements for an example. */
class MaterialisedViewsTest {

    @Test
    void viewsAreFoundThroughPartitionsAndOtherViews() {
        assertThat(MaterialisedViews.thatRead(List.of(ExampleTable.named("paper"), ExampleTable.named("folder"))))
                .isEqualTo("""
                WITH RECURSIVE written AS (
                    SELECT oid FROM (VALUES ('"public"."paper"'::regclass::oid), ('"public"."folder"'::regclass::oid)) named (oid)
                    UNION SELECT i.inhrelid FROM pg_inherits i JOIN written w ON w.oid = i.inhparent),
                reads AS (
                    SELECT r.ev_class AS reader, d.refobjid AS oid FROM pg_depend d JOIN pg_rewrite r ON r.oid = d.objid
                    WHERE d.classid = 'pg_rewrite'::regclass AND d.refclassid = 'pg_class'::regclass
                      AND r.rulename = '_RETURN' AND d.refobjid <> r.ev_class
                    UNION SELECT inhparent, inhrelid FROM pg_inherits),
                reached AS (
                    SELECT oid, 0 AS steps FROM written
                    UNION SELECT r.reader, p.steps + 1 FROM reached p JOIN reads r ON r.oid = p.oid)
                SELECT format('%I.%I', n.nspname, c.relname)
                FROM reached JOIN pg_class c ON c.oid = reached.oid JOIN pg_namespace n ON n.oid = c.relnamespace
                WHERE c.relkind = 'm' AND c.relispopulated
                GROUP BY 1 ORDER BY max(steps), 1""");
    }
}
