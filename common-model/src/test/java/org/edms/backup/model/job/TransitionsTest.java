package org.edms.backup.model.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.edms.backup.model.Samples;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Compares the transitions of the states, read from their methods, with the table of legal ones. */
class TransitionsTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '>',
            value = {
                "Pending               > Cancelled Failed Running",
                "Running               > Cancelled Failed Pending Verifying",
                "Verifying             > Cancelled Completed CompletedWithWarnings Failed Pending",
                "Completed             > ''",
                "CompletedWithWarnings > ''",
                "Failed                > ''",
                "Cancelled             > ''"
            })
    void aBackupStateHasOnlyItsLegalTransitions(String state, String next) {
        assertThat(transitions(BackupState.class, state)).isEqualTo(next);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '>',
            value = {
                "Pending               > Cancelled Failed Planning",
                "Planning              > AwaitingApproval Cancelled Failed Pending Running",
                "AwaitingApproval      > Cancelled Failed Running",
                "Running               > Cancelled Failed Pending RolledBack Verifying",
                "Verifying             > Cancelled Completed CompletedWithWarnings Failed Pending RolledBack",
                "Completed             > ''",
                "CompletedWithWarnings > ''",
                "Failed                > ''",
                "RolledBack            > ''",
                "Cancelled             > ''"
            })
    void aRestoreStateHasOnlyItsLegalTransitions(String state, String next) {
        assertThat(transitions(RestoreState.class, state)).isEqualTo(next);
    }

    @Test
    void aRetriedJobCountsItsAttempts() {
        // given
        BackupState.Running running = BackupState.Pending.first(Samples.NOON).start(Samples.NOON);

        // when
        BackupState.Pending again = running.retry(Samples.NOON.plusSeconds(5));

        // then
        assertThat(again.attempt()).isEqualTo(2);
        assertThat(again.start(Samples.NOON).verify(Samples.NOON).attempt()).isEqualTo(2);
    }

    @Test
    void completedWithWarningsNeedsAWarning() {
        assertThatThrownBy(() -> new Outcome.CompletedWithWarnings(Samples.NOON, List.of()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static String transitions(Class<?> states, String state) {
        Class<?> type = Stream.of(states, Outcome.class)
                .flatMap(declaring -> Arrays.stream(declaring.getDeclaredClasses()))
                .filter(candidate -> candidate.getSimpleName().equals(state))
                .findFirst()
                .orElseThrow();
        return Stream.of(type.getMethods())
                .filter(method -> !Modifier.isStatic(method.getModifiers()))
                .map(Method::getReturnType)
                .filter(returned ->
                        BackupState.class.isAssignableFrom(returned) || RestoreState.class.isAssignableFrom(returned))
                .map(Class::getSimpleName)
                .collect(Collectors.toCollection(TreeSet::new))
                .stream()
                .collect(Collectors.joining(" "));
    }
}
