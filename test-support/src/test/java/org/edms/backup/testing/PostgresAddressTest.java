package org.edms.backup.testing;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PostgresAddressTest {

    @Test
    void aWrittenUrlIsReadBack() {
        // given
        PostgresAddress address = new PostgresAddress("10.0.0.1", 5433, "owner", "p&ss=w rd");

        // then
        assertThat(PostgresAddress.parse(address.jdbcUrl("postgres"))).isEqualTo(address);
    }

    @Test
    void theDefaultPortIs5432() {
        assertThat(PostgresAddress.parse("jdbc:postgresql://db/postgres?user=u&password=p"))
                .isEqualTo(new PostgresAddress("db", 5432, "u", "p"));
    }
}
