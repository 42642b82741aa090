package org.edms.backup.cli.backup;

import java.util.ArrayList;
import java.util.List;
import org.edms.backup.cli.output.Output;
import org.edms.backup.engine.pack.manifest.Finding;
import org.edms.backup.engine.pack.manifest.Manifest;

/** Prints a manifest as text. */
final class ManifestText {

    private static final int FINDINGS_SHOWN = 20;

    private ManifestText() {}

    static void print(Manifest manifest, Output output) {
        List<List<String>> head = new ArrayList<>();
        add(head, "package", manifest.header().id());
        add(head, "type", manifest.header().type());
        add(head, "created", manifest.header().createdAt());
        add(head, "created by", manifest.header().createdBy());
        add(head, "tool", manifest.header().tool());
        add(head, "source", manifest.header().source());
        add(head, "configuration", manifest.header().configuration());
        if (manifest.parent() != null) {
            add(head, "builds on", manifest.parent().name());
        }
        Manifest.Database database = manifest.database();
        if (database != null) {
            add(head, "server", "PostgreSQL " + database.serverVersion() + ", " + database.encoding());
            add(head, "snapshot", database.snapshot());
            add(head, "model", database.model());
        }
        output.table(head);
        if (database != null) {
            tables(database, output);
        }
        roots(manifest, output);
        manifest.leftOut().forEach(left -> output.line("left out: %s (%s)", left.what(), left.why()));
        findings(manifest, output);
    }

    private static void add(List<List<String>> rows, String name, Object value) {
        if (value != null) {
            rows.add(List.of(name, value.toString()));
        }
    }

    private static void tables(Manifest.Database database, Output output) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("table", "rows", "bytes", "blanked"));
        for (Manifest.Table table : database.tables()) {
            rows.add(List.of(
                    table.qualifiedName() + (table.referencesOnly() ? " (keys only)" : ""),
                    Output.count(table.rows()),
                    Output.count(table.bytes()),
                    String.join(", ", table.blanked())));
        }
        rows.add(List.of("total", Output.count(database.rows()), "", ""));
        output.line("");
        output.table(rows);
        if (database.largeObjects() != null) {
            output.line(
                    "large objects: %s bytes",
                    Output.count(database.largeObjects().bytes()));
        }
    }

    private static void roots(Manifest manifest, Output output) {
        if (manifest.roots().isEmpty()) {
            return;
        }
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("files", "count", "in earlier packages", "bytes"));
        for (Manifest.Root root : manifest.roots()) {
            rows.add(List.of(
                    root.name(),
                    Output.count(root.files()),
                    Output.count(root.unchanged()),
                    Output.count(root.bytes())));
        }
        output.line("");
        output.table(rows);
    }

    /** Prints the model that was applied, and why. */
    static void model(Manifest manifest, Output output) {
        if (manifest.database() != null && manifest.database().model() != null) {
            output.line("model: %s", manifest.database().model());
        }
    }

    static void findings(Manifest manifest, Output output) {
        manifest.findings().stream()
                .limit(FINDINGS_SHOWN)
                .forEach(finding ->
                        output.line("%s: %s: %s", name(finding.kind()), finding.subject(), finding.detail()));
        long all = manifest.findingCounts().values().stream()
                .mapToLong(Long::longValue)
                .sum();
        if (all > FINDINGS_SHOWN) {
            manifest.findingCounts()
                    .forEach((kind, count) -> output.line("%s: %s in total", name(kind), Output.count(count)));
        }
    }

    private static String name(Finding.Kind kind) {
        return switch (kind) {
            case DATABASE_EMPTY -> "empty database";
            case SHRUNK -> "shrunk";
            case FILE_MISSING -> "missing file";
            case FILE_DIFFERS -> "different file";
            case FILE_KEY_EXPORTED -> "exported key";
            case FILE_KEY_LEFT_OUT -> "key left out";
            case PREFIX_UNUSED -> "unused prefix";
            case FILE_CHANGED -> "changed file";
            case FILE_VANISHED -> "vanished file";
            case FILE_LEFT_OUT -> "left out";
            case REFERENCE_UNDECLARED -> "undeclared reference";
            case OBJECT_NOT_WRITTEN -> "object not saved";
            case KEY_LOST -> "lost key";
            case FIELD_MISSING -> "missing field";
            case REFERENCE_UNRESOLVED -> "unknown row";
            case GENERIC_UNRESOLVED -> "unknown row of model";
            case MODEL_SKIPPED -> "skipped model";
            case CHECKSUM_MISSING -> "unverified";
            case RECORDS_DIFFER -> "different records";
        };
    }
}
