package org.edms.backup.foundation.trace;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class TraceTest {

    private static final String ID = "4bf92f3577b34da6a3ce929d0e0e4736";

    @Test
    void aNewSpanStartsInTheGivenTrace() {
        // when
        Trace trace = Trace.within("00-" + ID + "-00f067aa0ba902b7-01");

        // then
        assertThat(trace.traceId()).isEqualTo(ID);
        assertThat(trace.spanId()).hasSize(16).isNotEqualTo("00f067aa0ba902b7");
        assertThat(trace.flags()).isEqualTo("01");
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "",
                "nonsense",
                "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
                "00-" + ID + "-0000000000000000-01"
            })
    void anInvalidTraceparentStartsANewTrace(String came) {
        // when
        Trace trace = Trace.within(came);

        // then
        assertThat(trace.toString()).matches("00-[0-9a-f]{32}-[0-9a-f]{16}-00");
        assertThat(trace.traceId()).isNotEqualTo(ID);
    }

    @Test
    void aThreadIsInTheTraceThatItEnteredUntilItLeaves() {
        // given
        Trace trace = Trace.within(null);

        // when
        trace.enter();

        // then
        assertThat(Trace.current()).isEqualTo(trace.toString());
        Trace.leave();
        assertThat(Trace.current()).isNull();
    }
}
