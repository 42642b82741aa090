package org.edms.backup.engine.restore.target;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The statements for an example. */
class NewDatabaseTest {

    @Test
    void aDatabaseIsCreatedWithTheEncodingAndCollationOfThePackage() {
        assertThat(NewDatabase.createWithCollation("edms_restore_1", "UTF8", "de_DE.UTF-8"))
                .isEqualTo("CREATE DATABASE \"edms_restore_1\" TEMPLATE template0 ENCODING 'UTF8'"
                        + " LC_COLLATE 'de_DE.UTF-8' LC_CTYPE 'de_DE.UTF-8'");
    }

    @Test
    void aDatabaseIsCreatedWithTheServersCollationIfTheServerLacksThatOfThePackage() {
        assertThat(NewDatabase.create("edms_restore_1", "UTF8"))
                .isEqualTo("CREATE DATABASE \"edms_restore_1\" TEMPLATE template0 ENCODING 'UTF8'");
    }

    @Test
    void aDatabaseIsRenamed() {
        assertThat(DatabaseSwap.rename("edms_restore_1", "edms"))
                .isEqualTo("ALTER DATABASE \"edms_restore_1\" RENAME TO \"edms\"");
    }
}
