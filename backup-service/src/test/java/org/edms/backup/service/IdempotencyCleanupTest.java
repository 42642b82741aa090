package org.edms.backup.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.enterprise.inject.spi.CDI;
import java.util.List;
import org.edms.backup.service.access.IdempotencyCleanup;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(Suite.class)
class IdempotencyCleanupTest {

    @Test
    void idempotencyKeysAreKeptForAYearlySchedule() {
        // given
        Suite.sql("""
                insert into idempotency (requested_by, key, fingerprint, subject, asked_at) values
                ('scheduler', 'a year ago', '', '', now() - interval '366 days'),
                ('scheduler', 'long ago', '', '', now() - interval '401 days')
                """);

        // when
        CDI.current().select(IdempotencyCleanup.class).get().deleteExpired();

        // then
        List<String> known = Suite.query("select key from idempotency where key in ('a year ago', 'long ago')");
        assertThat(known).containsExactly("a year ago");
    }
}
