package org.edms.backup.engine.restore.target;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.edms.backup.engine.restore.target.CommitInquiry.Session;
import org.edms.backup.testing.PostgresTest;
import org.edms.backup.testing.TestDatabase;
import org.junit.jupiter.api.Test;

/** The statements for an example, and their effect. */
@PostgresTest
class CommitInquiryTest {

    @Test
    void aSessionIsFoundByItsProcessAndItsStart() {
        Session session = new Session("4711", "2026-11-28 01:30:00.123456+00");

        assertThat(session.existsStatement())
                .isEqualTo(
                        "SELECT EXISTS (SELECT FROM pg_stat_activity WHERE pid = 4711 AND backend_start = '2026-11-28 01:30:00.123456+00')");
        assertThat(session.terminateStatement())
                .isEqualTo(
                        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid = 4711 AND backend_start = '2026-11-28 01:30:00.123456+00'");
    }

    @Test
    void aTerminatedSessionHasEnded(TestDatabase target) throws SQLException {
        try (Connection committing = target.connect();
                Connection asking = target.connect()) {
            // given
            Session session = Session.of(new Sql(committing));
            Sql sql = new Sql(asking);
            assertThat(session.hasEnded(sql)).isFalse();

            // when
            session.terminate(sql);

            // then
            await().atMost(Duration.ofSeconds(10)).until(() -> session.hasEnded(sql));
            assertThat(committing.isValid(1)).isFalse();
        }
    }

    @Test
    void aLaterSessionOfTheSameProcessIdIsAnother(TestDatabase target) throws SQLException {
        try (Connection later = target.connect()) {
            // given
            Sql sql = new Sql(later);
            Session earlier = new Session(Session.of(sql).pid(), "2026-01-01 00:00:00+00");

            // when
            boolean ended = earlier.hasEnded(sql);
            earlier.terminate(sql);

            // then
            assertThat(ended).isTrue();
            assertThat(later.isValid(1)).isTrue();
        }
    }
}
