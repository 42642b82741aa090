package org.edms.backup.engine.restore.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.edms.backup.engine.restore.files.SealedJournal.Event;
import org.edms.backup.engine.restore.files.SealedJournal.Line;
import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.error.ErrorCode;
import org.edms.backup.model.id.RestoreJobId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

public class SealedJournalTest {

    private static final Line ADDED = new Line(Event.ADDED, "one\n.txt");
    private static final Line REPLACED = new Line(Event.REPLACED, "déep/two.txt");

    @TempDir
    Path directory;

    private final JournalSeal seal = JournalSeal.random();
    private final RestoreJobId id = new RestoreJobId(UUID.randomUUID());
    private SecureTree area;

    @BeforeEach
    void open() throws IOException {
        area = SecureTree.open(directory);
        journal().append(List.of(ADDED, REPLACED));
    }

    @AfterEach
    void close() throws IOException {
        area.close();
    }

    @Test
    void linesAreReadAsTheyWereWritten() throws IOException {
        assertThat(lines()).containsExactly(ADDED, REPLACED);
    }

    @Test
    void aTruncatedLastLineIsIgnoredAndOverwritten() throws IOException {
        // given
        Files.writeString(file(), "0123 {\"event\":", StandardOpenOption.APPEND);

        // when
        journal().append(List.of(ADDED));

        // then
        assertThat(lines()).containsExactly(ADDED, REPLACED, ADDED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"repeated", "reordered", "changed", "garbage"})
    void aLineThatIsNotWhereItWasWrittenIsRefused(String forgery) throws IOException {
        // given
        List<String> lines = Files.readAllLines(file());
        List<String> forged = switch (forgery) {
            case "repeated" -> List.of(lines.get(0), lines.get(0));
            case "reordered" -> List.of(lines.get(1), lines.get(0));
            case "changed" -> List.of(lines.get(0).replace("one", "two"), lines.get(1));
            default -> List.of("x");
        };
        Files.write(file(), forged);

        // then
        assertThatThrownBy(this::journal)
                .isInstanceOfSatisfying(
                        BackupException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.JOURNAL_UNTRUSTED));
    }

    @Test
    void anotherKeyOpensNothing() {
        assertThatThrownBy(() -> new SealedJournal(area, id, JournalSeal.random()))
                .isInstanceOf(BackupException.class);
        assertThatThrownBy(() -> new SealedJournal(area, id, new JournalSeal("")))
                .isInstanceOf(BackupException.class);
    }

    private Path file() {
        return directory.resolve("journal");
    }

    private SealedJournal journal() throws IOException {
        return new SealedJournal(area, id, seal);
    }

    private List<Line> lines() throws IOException {
        List<Line> lines = new ArrayList<>();
        journal().forEach((event, path) -> lines.add(new Line(event, path)));
        return lines;
    }
}
