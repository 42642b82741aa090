package org.edms.backup.cli.backup;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToLongFunction;
import org.edms.backup.cli.output.Output;
import org.edms.backup.engine.restore.compare.ComparedFiles;
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
        List<ComparedTable> different =
                result.tables().stream().filter(ComparisonText::isDifferent).toList();
        if (!different.isEmpty()) {
            output.table(rows(different));
        }
        if (!result.files().isEmpty()) {
            output.table(files(result.files()));
        }
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

    private static boolean isDifferent(ComparedTable table) {
        return table.same() < table.packaged() || table.additional() > 0;
    }

    private static List<List<String>> rows(List<ComparedTable> tables) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of(
                "table", "in package", "same", "other values", "other references", "missing", "only in database"));
        tables.forEach(table -> rows.add(List.of(
                table.name(),
                count(table.packaged()),
                count(table.same()),
                count(table.changed()),
                count(table.misdirected()),
                count(table.missing()),
                count(table.additional()))));
        return rows;
    }

    private static List<List<String>> files(List<ComparedFiles> files) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("files of", "in", "files", "same", "other content", "missing"));
        files.forEach(each -> rows.add(List.of(
                each.table(),
                each.root(),
                count(each.files()),
                count(each.same()),
                count(each.different()),
                count(each.missing()))));
        return rows;
    }

    private static String conclusion(String name, ComparisonResult result) {
        String packaged = count(sum(result, ComparedTable::packaged));
        if (!result.files().stream().allMatch(ComparedFiles::sound)) {
            return "%s DIFFERS: of %s rows, %s are missing, and %s have other references; of %s files, %s are missing, and %s have other content"
                    .formatted(
                            name,
                            packaged,
                            count(sum(result, ComparedTable::missing)),
                            count(sum(result, ComparedTable::misdirected)),
                            count(sumOfFiles(result, ComparedFiles::files)),
                            count(sumOfFiles(result, ComparedFiles::missing)),
                            count(sumOfFiles(result, ComparedFiles::different)));
        }
        if (!result.sound()) {
            return "%s DIFFERS: of %s rows, %s are missing, and %s have other references"
                    .formatted(
                            name,
                            packaged,
                            count(sum(result, ComparedTable::missing)),
                            count(sum(result, ComparedTable::misdirected)));
        }
        return result.same()
                ? "%s: all %s rows and %s references are the same in the database"
                        .formatted(name, packaged, count(sum(result, ComparedTable::references)))
                : "%s: all %s rows and %s references are in the database; %s rows have other values"
                        .formatted(
                                name,
                                packaged,
                                count(sum(result, ComparedTable::references)),
                                count(sum(result, ComparedTable::changed)));
    }

    private static long sum(ComparisonResult result, ToLongFunction<ComparedTable> count) {
        return result.tables().stream().mapToLong(count).sum();
    }

    private static long sumOfFiles(ComparisonResult result, ToLongFunction<ComparedFiles> count) {
        return result.files().stream().mapToLong(count).sum();
    }

    private static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }
}
