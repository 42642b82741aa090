package org.edms.backup.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.enterprise.inject.spi.CDI;
import java.sql.SQLException;
import java.util.List;
import org.edms.backup.service.access.IdempotencyCleanup;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(Suite.class)
class IdempotencyCleanupTest {

    @Test
    void aKeyIsKnownForAsLongAsAYearlyScheduleMayAskWithIt() throws SQLException {
        // given
        Suite.running().service().execute("""
                insert into backup.idempotency (requested_by, key, fingerprint, subject, asked_at) values
                ('scheduler', 'a year ago', '', '', now() - interval '366 days'),
                ('scheduler', 'long ago', '', '', now() - interval '401 days')
                """);

        // when
        CDI.current().select(IdempotencyCleanup.class).get().deleteExpired();

        // then
        List<String> known = CDI.current()
                .select(Jdbi.class)
                .get()
                .withHandle(handle -> handle.createQuery(
                                "select key from idempotency where key in ('a year ago', 'long ago')")
                        .mapTo(String.class)
                        .list());
        assertThat(known).containsExactly("a year ago");
    }
}
