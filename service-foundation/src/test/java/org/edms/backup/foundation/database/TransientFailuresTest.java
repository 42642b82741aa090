package org.edms.backup.foundation.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import org.hibernate.Session;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(Servers.class)
class TransientFailuresTest {

    private static final String INSERT = "insert into inbox (source, id) values ('/test', '1')";

    @Inject
    Session session;

    @Inject
    FoundationTables tables;

    @BeforeEach
    void clear() {
        tables.clear();
    }

    @Test
    void aCommitThatTheServerDoesNotReceiveIsTransient() {
        // when
        Throwable failure =
                catchThrowable(() -> QuarkusTransaction.requiringNew().run(() -> {
                    session.createNativeMutationQuery(INSERT).executeUpdate();
                    Servers.running().stopPostgres();
                }));
        Servers.running().startPostgres();

        // then
        assertThat(failure).isNotNull();
        assertThat(TransientFailures.isTransient(failure)).isTrue();
        assertThat(tables.count("inbox")).isZero();
    }

    @Test
    void anUnreachableServerIsTransient() {
        // given
        Servers.running().stopPostgres();

        // when
        Throwable failure = catchThrowable(() -> tables.count("inbox"));
        Servers.running().startPostgres();

        // then
        assertThat(TransientFailures.isTransient(failure)).isTrue();
    }

    @Test
    void aDuplicateKeyIsNotTransient() {
        // given
        tables.execute(INSERT);

        // when
        Throwable failure = catchThrowable(() -> tables.execute(INSERT));

        // then
        assertThat(failure).isNotNull();
        assertThat(TransientFailures.isTransient(failure)).isFalse();
    }
}
