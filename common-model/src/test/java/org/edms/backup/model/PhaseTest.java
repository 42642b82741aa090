package org.edms.backup.model;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PhaseTest {

    @ParameterizedTest
    @EnumSource
    void aPhaseIsWrittenAsItsText(Phase phase) throws JsonProcessingException {
        String json = Json.newMapper().writeValueAsString(phase);

        assertThat(json).isEqualTo("\"" + phase.text() + "\"");
        assertThat(Json.newMapper().readValue(json, Phase.class)).isEqualTo(phase);
    }

    @Test
    void aPhaseOfAnotherVersionIsUnknown() throws JsonProcessingException {
        Progress progress =
                Json.newMapper().readValue("{\"phase\": \"polishing\", \"rows\": 1, \"bytes\": 2}", Progress.class);

        assertThat(progress.phase()).isEqualTo(Phase.UNKNOWN);
    }

    @ParameterizedTest
    @EnumSource(names = {"OPENING", "SAFETY_BACKUP", "STAGING_FILES", "PLANNING", "STAGING", "MATCHING"})
    void theTargetIsUntouchedUntilRowsAreWritten(Phase phase) {
        assertThat(phase.writesTarget()).isFalse();
    }

    @ParameterizedTest
    @EnumSource(names = {"STREAMING", "RESOLVING", "WRITING", "REFRESHING_VIEWS", "VERIFYING", "COMMITTING"})
    void aFailureRollsBackFromTheFirstRowToTheCommit(Phase phase) {
        assertThat(phase.writesTarget()).isTrue();
    }
}
