package org.edms.backup.engine.catalog.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.edms.backup.testing.PostgresTest;
import org.edms.backup.testing.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@PostgresTest
class IdentifierTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "plain",
                "order",
                "Mixed Case",
                "a\"b",
                "\"",
                "\"\"; DROP TABLE plain; --",
                "back\\slash",
                "'single'",
                "tab\tnewline\n",
                "Übergröße",
                "文書",
                "\uD83D\uDCC4"
            })
    void theServerReadsBackTheNameThatWasQuoted(String name, TestDatabase database) throws SQLException {
        // when
        database.execute("CREATE TABLE " + new Identifier(name).quoted() + " ()");

        // then
        assertThat(onlyTable(database)).isEqualTo(name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a\0b"})
    void namesThatPostgresCannotStoreAreInvalid(String name) {
        assertThatThrownBy(() -> new Identifier(name)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aNameIsQuotedEvenWhereItNeedNotBe() {
        assertThat(new Identifier("plain").quoted()).isEqualTo("\"plain\"");
    }

    private static String onlyTable(TestDatabase database) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace")) {
            rows.next();
            return rows.getString(1);
        }
    }
}
