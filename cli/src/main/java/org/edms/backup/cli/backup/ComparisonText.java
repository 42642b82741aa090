package org.edms.backup.cli.backup;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToLongFunction;
import org.edms.backup.cli.output.Output;
import org.edms.backup.engine.restore.compare.ComparedTable;
import org.edms.backup.engine.restore.compare.ComparisonResult;

/** Prints how the rows of a package compare with those of a database. */
final class ComparisonText {

    private ComparisonText() {}

    static void print(String name, ComparisonResult result, Output output) throws IOException {
        if (output.json()) {
            output.print(result);
            return;
        }
        output.line("model: %s", result.model());
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of(
                "table", "in package", "same", "other values", "other references", "missing", "only in database"));
        result.tables().stream()
                .filter(table -> table.packaged() > 0 || table.additional() > 0)
                .forEach(table -> rows.add(List.of(
                        table.name(),
                        count(table.packaged()),
                        count(table.same()),
                        count(table.changed()),
                        count(table.misdirected()),
                        count(table.missing()),
                        count(table.additional()))));
        output.table(rows);
        result.leftOut()
                .forEach(each ->
                        output.line("not compared: %s, %s rows: %s", each.what(), count(each.rows()), each.why()));
        if (!result.findings().isEmpty()) {
            output.line("");
            result.findings().forEach(finding -> output.line("%s", finding));
        }
        output.line("");
        output.line("%s", conclusion(name, result));
    }

    private static String conclusion(String name, ComparisonResult result) {
        String packaged = count(sum(result, ComparedTable::packaged));
        if (!result.sound()) {
            return "%s DIFFERS: of %s rows, %s are missing, and %s have other references"
                    .formatted(
                            name,
                            packaged,
                            count(sum(result, ComparedTable::missing)),
                            count(sum(result, ComparedTable::misdirected)));
        }
        return result.same()
                ? "%s: all %s rows are in the database, with the same values and references".formatted(name, packaged)
                : "%s: all %s rows are in the database, with the same references; %s have other values"
                        .formatted(name, packaged, count(sum(result, ComparedTable::changed)));
    }

    private static long sum(ComparisonResult result, ToLongFunction<ComparedTable> count) {
        return result.tables().stream().mapToLong(count).sum();
    }

    private static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }
}
