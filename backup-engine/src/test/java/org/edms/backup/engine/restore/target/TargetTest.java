package org.edms.backup.engine.restore.target;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The statements for an example. */
class TargetTest {

    @Test
    void theSessionWithTheRestoreLockIsNamed() {
        assertThat(Target.holderOfRestoreLock()).isEqualTo("""
                SELECT format('process %s%s', l.pid, coalesce(format(' (%s, %s, since %s)', a.usename,
                       coalesce(nullif(a.application_name, ''), 'unnamed'), to_char(a.xact_start, 'HH24:MI:SS')), ''))
                FROM pg_locks l LEFT JOIN pg_stat_activity a ON a.pid = l.pid
                WHERE l.granted AND l.pid <> pg_backend_pid() AND l.database = (
                    SELECT oid FROM pg_database WHERE datname = current_database()) AND l.locktype = 'advisory' AND l.objsubid = 1
                AND l.classid::bigint = (hashtextextended('edms-backup restore', 0) >> 32) & 4294967295 AND l.objid::bigint = hashtextextended('edms-backup restore', 0) & 4294967295
                LIMIT 1""");
    }

    @Test
    void theSessionThatLocksATableAgainstWritesIsNamed() {
        assertThat(Target.holderOfWriteLock(ExampleTable.named("paper"))).isEqualTo("""
                SELECT format('process %s%s', l.pid, coalesce(format(' (%s, %s, since %s)', a.usename,
                       coalesce(nullif(a.application_name, ''), 'unnamed'), to_char(a.xact_start, 'HH24:MI:SS')), ''))
                FROM pg_locks l LEFT JOIN pg_stat_activity a ON a.pid = l.pid
                WHERE l.granted AND l.pid <> pg_backend_pid() AND l.database = (
                    SELECT oid FROM pg_database WHERE datname = current_database()) AND l.relation = '"public"."paper"'::regclass AND l.mode NOT IN ('AccessShareLock', 'RowShareLock')
                LIMIT 1""");
    }
}
