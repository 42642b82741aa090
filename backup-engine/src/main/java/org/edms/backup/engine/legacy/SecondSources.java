package org.edms.backup.engine.legacy;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.edms.backup.engine.model.FixtureModel;
import org.edms.backup.engine.pack.Finding;
import org.edms.backup.engine.pack.Findings;
import org.edms.backup.model.error.BackupException;

/**
 * Compares other files of a package that claim to hold its records with the one that is converted. What they hold is never
 * restored, so a difference is a finding and not a failure.
 */
final class SecondSources {

    private static final Set<String> DESCRIPTIONS = Set.of(Survey.ROW_COUNTS, Survey.CHECKSUMS);
    private static final String FIXTURE = ".json";

    private final LegacyFile file;
    private final Survey survey;
    private final Layout layout;
    private final FixtureModel model;
    private final Findings findings;

    SecondSources(LegacyFile file, Survey survey, Layout layout, FixtureModel model, Findings findings) {
        this.file = file;
        this.survey = survey;
        this.layout = layout;
        this.model = model;
        this.findings = findings;
    }

    void compare() throws IOException {
        List<String> others = survey.members().keySet().stream()
                .filter(member -> member.startsWith(Layout.DATABASE))
                .filter(member -> !layout.rows().contains(member) && !DESCRIPTIONS.contains(member))
                .toList();
        if (others.isEmpty()) {
            return;
        }
        String converted = layout.rows().get(0);
        RecordComparison comparison = null;
        for (String other : others) {
            if (converted.endsWith(FIXTURE) && other.endsWith(FIXTURE)) {
                if (comparison == null) {
                    comparison = new RecordComparison(model);
                    read(converted, comparison::take);
                }
                compare(comparison, converted, other);
            } else {
                findings.leaveOut(other, "not read, and not compared with " + converted);
            }
        }
    }

    private void compare(RecordComparison comparison, String converted, String other) throws IOException {
        comparison.begin();
        try {
            read(other, comparison::compare);
        } catch (BackupException e) {
            findings.add(
                    Finding.Kind.RECORDS_DIFFER,
                    other,
                    "it could not be compared with %s: %s".formatted(converted, e.getMessage()));
            return;
        }
        comparison.differences().forEach(difference -> findings.add(Finding.Kind.RECORDS_DIFFER, other, difference));
        findings.leaveOut(
                other,
                "%,d of its %,d records equal those in %s"
                        .formatted(comparison.equal(), comparison.compared(), converted));
    }

    private void read(String member, FixtureReader.Sink sink) throws IOException {
        file.read(member, content -> new FixtureReader(member).read(content, sink));
    }
}
