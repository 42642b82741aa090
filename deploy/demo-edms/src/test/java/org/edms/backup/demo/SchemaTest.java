package org.edms.backup.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.SQLException;
import org.edms.backup.testing.PostgresTest;
import org.edms.backup.testing.TestDatabase;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@PostgresTest
class SchemaTest {

    private TestDatabase database;

    @BeforeEach
    void createSchema(TestDatabase empty) {
        database = empty;
        new DemoEdms(database.dataSource(), Path.of("unused")).createSchema();
    }

    @Test
    void theEdmsHasExactlyEightyTables() throws SQLException {
        assertThat(Rows.tables(database)).hasSize(80).contains("documents", "users", "audit_trail");
    }

    @Test
    void everyForeignKeyIsCheckedAtTheEndOfTheTransaction() throws SQLException {
        assertThat(Rows.query(
                        database,
                        "SELECT DISTINCT condeferrable AND condeferred FROM pg_constraint WHERE contype = 'f'"))
                .containsExactly("t");
        assertThat(Rows.count(database, "pg_constraint WHERE contype = 'f'")).isEqualTo(139);
    }

    @Test
    void creatingTheSchemaAgainChangesNothing() throws SQLException {
        // given
        database.execute("INSERT INTO auth_group (name) VALUES ('kept')");

        // when
        new DemoEdms(database.dataSource(), Path.of("unused")).createSchema();

        // then
        assertThat(Rows.query(database, "SELECT name FROM auth_group")).containsExactly("kept");
    }
}
