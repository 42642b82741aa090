package org.edms.backup.cli.output;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.edms.backup.model.error.Failure;
import org.edms.backup.model.restore.Account;
import org.edms.backup.model.restore.Check;
import org.edms.backup.model.restore.FilesAccount;
import org.edms.backup.model.restore.IdentityMap;
import org.edms.backup.model.restore.RestoreOptions;
import org.edms.backup.model.restore.RestoreReport;
import org.edms.backup.model.restore.RestoreScope;
import org.edms.backup.model.restore.TableAccount;

/** Prints the report of a restore as text. */
public final class ReportText {

    private static final int SHOWN = 20;

    private ReportText() {}

    /** @param undo null if no command can undo the restore */
    public static void print(RestoreReport report, UndoInvocation undo, Output output) {
        tables(report, output);
        files(report, output);
        identities(report, output);
        some(
                "created stub: %s",
                report.references().stream()
                        .map(reference -> "%s %s, referenced by %s %s in %s"
                                .formatted(
                                        reference.targetTable(),
                                        reference.target(),
                                        reference.table(),
                                        reference.row(),
                                        reference.column()))
                        .toList(),
                output);
        some(
                "set aside: %s",
                report.setAside().stream()
                        .map(row -> "%s %s: %s".formatted(row.table(), row.row(), row.reason()))
                        .toList(),
                output);
        report.leftOut()
                .forEach(left -> output.line(
                        "left out: %s%s (%s)",
                        left.what(),
                        left.rows() == 0 ? "" : ", %s rows".formatted(Output.count(left.rows())),
                        left.why()));
        for (boolean notices : new boolean[] {true, false}) {
            some(
                    notices ? "note: %s" : "warning: %s",
                    report.warnings().stream()
                            .filter(warning -> warning.code().isNotice() == notices)
                            .map(Failure::message)
                            .toList(),
                    output);
        }
        checks(report, output);
        if (report.model() != null) {
            output.line("model: %s", report.model());
        }
        output.line("");
        output.line("%s", outcome(report, undo));
    }

    private static void tables(RestoreReport report, Output output) {
        if (report.tables().isEmpty()) {
            return;
        }
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of(
                "table", "in package", "inserted", "matched", "updated", "left", "set aside", "before", "after"));
        for (TableAccount table : report.tables()) {
            if (table.account().inPackage() > 0) {
                rows.add(row(
                        table.table() + (table.critical() ? " *" : "") + onMatch(table),
                        table.account(),
                        Output.count(table.rowsBefore()),
                        Output.count(table.rowsAfter())));
            }
        }
        rows.add(row("* critical tables", report.criticalRows(), "", ""));
        rows.add(row("total", report.rows(), "", ""));
        output.table(rows);
    }

    private static String onMatch(TableAccount table) {
        return table.onMatch() == null
                ? ""
                : " (%s)".formatted(table.onMatch().name().toLowerCase(Locale.ROOT));
    }

    private static void files(RestoreReport report, Output output) {
        if (report.files().isEmpty()) {
            return;
        }
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of(
                "files", "in package", "inserted", "matched", "updated", "left", "set aside", "bytes written", ""));
        for (FilesAccount root : report.files()) {
            rows.add(row(root.root(), root.account(), Output.count(root.bytesWritten()), ""));
        }
        output.line("");
        output.table(rows);
    }

    private static List<String> row(String name, Account account, String last, String beyond) {
        return List.of(
                name,
                Output.count(account.inPackage()),
                Output.count(account.inserted()),
                Output.count(account.matched()),
                Output.count(account.updated()),
                Output.count(account.left()),
                Output.count(account.quarantined()),
                last,
                beyond);
    }

    private static void identities(RestoreReport report, Output output) {
        if (report.reinitialised()) {
            output.line("");
            output.line("The target has the same rows under other IDs:");
        }
        for (IdentityMap map : report.identityMaps()) {
            if (map.otherKey() > 0) {
                output.line(
                        "  %s rows of %s matched by %s%s",
                        Output.count(map.otherKey()),
                        map.table(),
                        map.key().isEmpty() ? "content" : String.join(", ", map.key()),
                        map.byUuid() == 0 ? "" : " (%s by UUID)".formatted(Output.count(map.byUuid())));
            }
        }
    }

    private static void some(String form, List<String> all, Output output) {
        all.stream().limit(SHOWN).forEach(each -> output.line(form, each));
        if (all.size() > SHOWN) {
            output.line("... and %s more", Output.count(all.size() - (long) SHOWN));
        }
    }

    private static void checks(RestoreReport report, Output output) {
        List<Check> failed =
                report.checks().stream().filter(check -> !check.passed()).toList();
        failed.forEach(check -> output.line("check failed: %s: %s", check.name(), check.detail()));
        if (!report.committed()) {
            report.checks().stream()
                    .filter(check -> check.name().equals(Check.SERVER_ROOM))
                    .forEach(check -> output.line("%s: %s", check.name(), check.detail()));
        }
        if (!report.checks().isEmpty()) {
            output.line("%s checks, %s failed", Output.count(report.checks().size()), Output.count(failed.size()));
        }
    }

    private static String outcome(RestoreReport report, UndoInvocation undo) {
        RestoreOptions options = report.request().options();
        String restored = "%s %s of %s%s"
                .formatted(
                        options.dryRun() ? "dry run of restore" : "restore",
                        report.request().id(),
                        report.source().name(),
                        options.scope() == RestoreScope.FILES ? "" : " into " + report.target());
        if (report.failure() != null) {
            return restored + " failed; nothing was changed";
        }
        if (!report.committed()) {
            return restored + ": nothing was changed";
        }
        if (report.keptDatabase() != null) {
            return "%s%nThe previous database is kept as %s.%n%s"
                    .formatted(restored, report.keptDatabase(), wayBack(report, undo));
        }
        if (report.safetyPackage() == null) {
            return restored;
        }
        String name = report.safetyPackage().name();
        return "%s%nThe previous rows are in the safety package %s%n%s"
                .formatted(
                        restored,
                        undo == null || undo.store() == null
                                ? name
                                : undo.store().resolve(name).toAbsolutePath(),
                        wayBack(report, undo));
    }

    private static String wayBack(RestoreReport report, UndoInvocation undo) {
        return undo == null ? "" : "To undo it: " + undo.text(report.request().id());
    }
}
