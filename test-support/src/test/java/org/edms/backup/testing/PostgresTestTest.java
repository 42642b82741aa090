package org.edms.backup.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

@PostgresTest
class PostgresTestTest {

    private static final AtomicInteger TIMES_FILLED = new AtomicInteger();

    @RepeatedTest(3)
    void everyTestStartsWithACopyOfTheTemplate(@From(OneWord.class) TestDatabase database) throws SQLException {
        // given
        assertThat(count(database)).isEqualTo(1);

        // when
        database.execute("INSERT INTO words VALUES ('of this test alone')");

        // then
        assertThat(count(database)).isEqualTo(2);
        assertThat(TIMES_FILLED).hasValue(1);
    }

    @Test
    void theDatabasesOfATestAreSeparate(TestDatabase first, TestDatabase second) throws SQLException {
        // when
        first.execute("CREATE TABLE only_here ()");

        // then
        assertThatThrownBy(() -> second.execute("TABLE only_here")).hasMessageContaining("only_here");
    }

    @Test
    void aDatabaseWithAnOpenConnectionIsDropped() throws SQLException {
        // given
        try (TestDatabases databases = new TestDatabases(PostgresUnderTest.start())) {
            TestDatabase database = databases.createEmpty();
            try (Connection left = database.connect()) {

                // when
                databases.drop(database);

                // then
                assertThat(left.isValid(1)).isFalse();
                assertThatThrownBy(database::connect).hasMessageContaining("does not exist");
            }
        }
    }

    private static int count(TestDatabase database) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT count(*) FROM words")) {
            rows.next();
            return rows.getInt(1);
        }
    }

    static final class OneWord implements DatabaseTemplate {

        @Override
        public void fill(DataSource empty) throws SQLException {
            TIMES_FILLED.incrementAndGet();
            try (Connection connection = empty.getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute("CREATE TABLE words (word text)");
                statement.execute("INSERT INTO words VALUES ('from the template')");
            }
        }
    }
}
