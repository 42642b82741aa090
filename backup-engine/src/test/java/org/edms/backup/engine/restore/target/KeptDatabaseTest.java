package org.edms.backup.engine.restore.target;

import static org.assertj.core.api.Assertions.assertThat;

import org.edms.backup.engine.source.Database;
import org.junit.jupiter.api.Test;

/** The statements for an example. */
class KeptDatabaseTest {

    @Test
    void keptDatabasesAreFoundByTheirNames() {
        assertThat(KeptDatabase.listStatement(Database.parse("postgresql://user@host:5432/edms", null)))
                .isEqualTo("""
                SELECT datname, right(datname, 8), pg_database_size(oid) FROM pg_database
                WHERE datname ~ '(_before_|_undone_)[0-9a-f]{8}$' AND regexp_replace(datname, '_[a-z]+_[0-9a-f]+$', '') = 'edms'""");
    }
}
