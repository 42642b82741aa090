package org.edms.backup.engine.legacy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Locale;
import org.edms.backup.engine.model.EdmsModel;
import org.edms.backup.engine.model.FixtureModel.Shape;
import org.edms.backup.engine.model.TableModel;
import org.edms.backup.engine.pack.Finding;
import org.edms.backup.engine.pack.Findings;

/** Compares what rows say of the files that they name with the stored files of the package. */
final class NamedFiles {

    private static final int SHA256_CHARACTERS = 64;

    private final EdmsModel model;
    private final Survey survey;
    private final Findings findings;

    NamedFiles(EdmsModel model, Survey survey, Findings findings) {
        this.model = model;
        this.survey = survey;
        this.findings = findings;
    }

    /** Rows that came alone may name files that are kept elsewhere. */
    void look(Shape shape, FixtureRecord record) {
        if (!survey.holdsAnyIn(Layout.DATABASE)) {
            return;
        }
        List<TableModel.FileColumns> named = model.table(model.schema(), shape.table())
                .map(TableModel::files)
                .orElse(List.of());
        for (TableModel.FileColumns columns : named) {
            String path = text(record, columns.path());
            if (!path.isEmpty()) {
                look(columns, path, record);
            }
        }
    }

    private void look(TableModel.FileColumns columns, String path, FixtureRecord record) {
        String prefix = model.filePrefixes().getOrDefault(columns.root(), "");
        String relative = path.startsWith(prefix) ? path.substring(prefix.length()) : path;
        Survey.Seen seen = survey.members().get(columns.root() + "/" + relative);
        String subject = "record %d (%s)".formatted(record.number(), record.label());
        if (seen == null) {
            findings.add(Finding.Kind.FILE_MISSING, subject, relative);
            return;
        }
        String size = text(record, columns.size());
        String sha256 = text(record, columns.sha256());
        if (!size.isEmpty() && !size.equals(Long.toString(seen.member().bytes()))) {
            findings.add(
                    Finding.Kind.FILE_DIFFERS,
                    subject,
                    "%s has %d bytes, and not %s"
                            .formatted(relative, seen.member().bytes(), size));
        } else if (sha256.length() == SHA256_CHARACTERS
                && !sha256.toLowerCase(Locale.ROOT).equals(seen.sha256())) {
            findings.add(
                    Finding.Kind.FILE_DIFFERS,
                    subject,
                    "%s has the SHA-256 %s, and not %s".formatted(relative, seen.sha256(), sha256));
        }
    }

    /** @param field null where nothing holds it */
    private static String text(FixtureRecord record, String field) {
        JsonNode value = field == null ? null : record.fields().path(field);
        return value == null || value.isNull() ? "" : value.asText("");
    }
}
