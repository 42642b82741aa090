package org.edms.backup.service.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.edms.backup.model.audit.AuditEntry;
import org.edms.backup.model.audit.AuditEntry.Outcome;
import org.edms.backup.model.audit.TrailCheck;
import org.junit.jupiter.api.Test;

class TrailVerifierTest {

    private final List<AuditEntry> trail = trail(6);

    @Test
    void anUnalteredTrailIsWhole() {
        assertThat(walk(head(6)))
                .isEqualTo(new TrailCheck(true, 6, null, null, 6, trail.get(5).hash()));
    }

    @Test
    void anEmptyTrailIsWhole() {
        trail.clear();
        assertThat(walk(ChainHead.NONE).whole()).isTrue();
    }

    @Test
    void aMissingEntryIsNamed() {
        ChainHead head = head(6);
        trail.remove(2);
        assertThat(walk(head).firstBroken()).isEqualTo(3);
    }

    @Test
    void anAlteredEntryIsNamed() {
        for (int i = 0; i < trail.size(); i++) {
            List<AuditEntry> whole = List.copyOf(trail);
            AuditEntry was = trail.get(i);
            trail.set(i, entry(was.number(), "another", was.previousHash(), was.hash()));
            assertThat(walk(new ChainHead(6, whole.get(5).hash())).firstBroken())
                    .isEqualTo(i + 1);
            trail.clear();
            trail.addAll(whole);
        }
    }

    @Test
    void anAlteredEntryWithAMatchingHashBreaksTheNextEntry() {
        // given
        ChainHead head = head(6);
        AuditEntry was = trail.get(2);
        AuditEntry open = entry(was.number(), "another", was.previousHash(), "");
        trail.set(2, entry(was.number(), "another", was.previousHash(), HashChain.hash(open)));

        // then
        assertThat(walk(head).firstBroken()).isEqualTo(4);
    }

    @Test
    void aTruncatedTrailDiffersFromItsRecordedEnd() {
        ChainHead head = head(6);
        trail.remove(5);
        trail.remove(4);
        assertThat(walk(head).firstBroken()).isEqualTo(5);
    }

    @Test
    void aTrailTruncatedWithItsRecordedEndDiffersFromTheLastSeenEntry() {
        ChainHead seen = head(6);
        trail.remove(5);
        assertThat(walk(head(5), seen).firstBroken()).isEqualTo(6);
    }

    @Test
    void textCannotMoveBetweenFields() {
        AuditEntry one =
                new AuditEntry(1, Instant.EPOCH, "a", "bc", null, null, Outcome.DONE, null, HashChain.START, "");
        AuditEntry other =
                new AuditEntry(1, Instant.EPOCH, "ab", "c", null, null, Outcome.DONE, null, HashChain.START, "");
        AuditEntry empty =
                new AuditEntry(1, Instant.EPOCH, "a", "bc", "", null, Outcome.DONE, null, HashChain.START, "");

        assertThat(HashChain.hash(one)).isNotEqualTo(HashChain.hash(other)).isNotEqualTo(HashChain.hash(empty));
    }

    private TrailCheck walk(ChainHead head) {
        return walk(head, ChainHead.NONE);
    }

    private TrailCheck walk(ChainHead head, ChainHead seen) {
        TrailVerifier walk = new TrailVerifier();
        trail.forEach(walk::next);
        return walk.end(head, seen);
    }

    private ChainHead head(int number) {
        return new ChainHead(number, trail.get(number - 1).hash());
    }

    private static List<AuditEntry> trail(int length) {
        List<AuditEntry> trail = new ArrayList<>();
        String previous = HashChain.START;
        for (int i = 1; i <= length; i++) {
            AuditEntry open = entry(i, "anna", previous, "");
            trail.add(entry(i, "anna", previous, HashChain.hash(open)));
            previous = trail.get(i - 1).hash();
        }
        return trail;
    }

    private static AuditEntry entry(long number, String who, String previous, String hash) {
        return new AuditEntry(
                number, Instant.EPOCH, who, "POST jobs/pin", "17", "127.0.0.1", Outcome.DONE, "200", previous, hash);
    }
}
