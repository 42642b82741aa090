package org.edms.backup.engine.restore.target;

import static org.assertj.core.api.Assertions.assertThat;

import org.edms.backup.engine.restore.target.ClusterLock.Purpose;
import org.junit.jupiter.api.Test;

/** The statements for an example. */
class ClusterLockTest {

    @Test
    void aLockIsAPurposeAndTheHashOfAName() {
        assertThat(ClusterLock.tryLockStatement(Purpose.TEMPORARY_DATABASE, "archive"))
                .isEqualTo("SELECT pg_try_advisory_lock(1701080321, -748101438)");
        assertThat(ClusterLock.unlockStatement(Purpose.REPLACED_DATABASE, "archive"))
                .isEqualTo("SELECT pg_advisory_unlock(1701080322, -748101438)");
    }

    @Test
    void theHolderOfALockIsFoundInAllDatabases() {
        assertThat(ClusterLock.holderStatement(Purpose.REPLACED_DATABASE, "archive"))
                .isEqualTo("""
                SELECT format('another restore (process %s%s)', l.pid, ', ' || a.usename)
                FROM pg_locks l LEFT JOIN pg_stat_activity a ON a.pid = l.pid
                WHERE l.locktype = 'advisory' AND l.objsubid = 2 AND l.granted AND l.pid <> pg_backend_pid()
                AND l.classid = 1701080322 AND l.objid::bigint = 3546865858
                LIMIT 1""");
    }

    @Test
    void locksOfBothPurposesAreFoundInADatabase() {
        assertThat(ClusterLock.heldInStatement("edms")).isEqualTo("""
                SELECT EXISTS (SELECT FROM pg_locks l JOIN pg_database d ON d.oid = l.database
                WHERE l.locktype = 'advisory' AND l.objsubid = 2 AND l.pid <> pg_backend_pid()
                AND l.classid IN (1701080321, 1701080322) AND d.datname = 'edms')""");
    }
}
