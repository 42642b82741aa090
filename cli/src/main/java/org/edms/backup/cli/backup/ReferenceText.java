package org.edms.backup.cli.backup;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.edms.backup.cli.output.Output;
import org.edms.backup.engine.references.DatabaseReferences;
import org.edms.backup.engine.references.FoundReference;

/** The references in a database that no foreign key declares, as text. */
final class ReferenceText {

    private static final double NEVER = 1e-9;

    private ReferenceText() {}

    static void print(DatabaseReferences all, Output output) {
        output.line("model: %s", all.model());
        if (all.references().isEmpty()) {
            output.line("No column without a foreign key behaves like a reference.");
            return;
        }
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("column", "references", "values", "found", "by chance", "evidence", "state"));
        all.references().forEach(reference -> rows.add(row(reference)));
        output.table(rows);
        List<FoundReference> open =
                all.references().stream().filter(FoundReference::isOpen).toList();
        if (open.isEmpty()) {
            return;
        }
        output.line("");
        output.line(
                "Declare each open reference below its table in the model, or add { column: ..., dismissed: true }:");
        open.stream()
                .collect(Collectors.groupingBy(
                        reference -> reference.place().table(), TreeMap::new, Collectors.toList()))
                .forEach((table, references) -> {
                    output.line("  %s:", table);
                    output.line("    references:");
                    references.forEach(reference -> output.line("      %s", reference.hint()));
                });
    }

    private static List<String> row(FoundReference reference) {
        FoundReference.Evidence evidence = reference.evidence();
        return List.of(
                (reference.qualifiedColumn() + " " + reference.place().place()).strip(),
                reference.targets().stream()
                        .map(target -> target.table().table())
                        .distinct()
                        .collect(Collectors.joining(reference.type() == null ? " or " : ", ")),
                String.format(Locale.ROOT, "%,d%s", evidence.values(), evidence.complete() ? "" : " (sample)"),
                String.format(Locale.ROOT, "%.0f %%", Math.floor(100 * evidence.share())),
                chance(evidence.chance()),
                evidence.reason(),
                reference.state().name().toLowerCase(Locale.ROOT));
    }

    private static String chance(double chance) {
        return chance < NEVER ? "never" : String.format(Locale.ROOT, chance < 0.01 ? "%.0e" : "%.2f", chance);
    }
}
