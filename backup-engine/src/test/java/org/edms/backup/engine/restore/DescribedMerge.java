package org.edms.backup.engine.restore;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import org.edms.backup.engine.backup.BackupResult;
import org.edms.backup.engine.backup.Backups;
import org.edms.backup.engine.model.EdmsModel;
import org.edms.backup.engine.model.ModelFile;
import org.edms.backup.engine.restore.compare.ComparisonResult;
import org.edms.backup.engine.restore.target.Sql;
import org.edms.backup.model.configuration.BackupType;
import org.edms.backup.model.restore.Account;
import org.edms.backup.model.restore.Check;
import org.edms.backup.model.restore.OnMatch;
import org.edms.backup.model.restore.RestoreReport;
import org.edms.backup.testing.TestDatabase;

/** Merges one system into another of the same kind, which a model describes. */
record DescribedMerge(Path store, TestDatabase source, TestDatabase target, EdmsModel model) {

    /** @param tables what follows {@code tables:} in the model, without its indentation */
    static DescribedMerge of(Path store, TestDatabase source, TestDatabase target, String tables) {
        return new DescribedMerge(store, source, target, parse("tables:\n" + tables.indent(2)));
    }

    /** @param parts what follows the format of the model */
    static EdmsModel parse(String parts) {
        return ModelFile.parse("format: edms-model/2\n" + parts);
    }

    BackupResult backup() throws Exception {
        return new Backups(store)
                .of(source)
                .model(model)
                .type(BackupType.DATABASE)
                .run();
    }

    Restores restore() throws Exception {
        return new Restores(store, backup()).into(target).model(model);
    }

    RestoreReport run(OnMatch onMatch) throws Exception {
        RestoreReport report = restore().onMatch(onMatch).run();
        assertThat(report.failure()).isNull();
        assertThat(report.checks()).isNotEmpty().allMatch(Check::passed);
        return report;
    }

    RestoreReport run() throws Exception {
        return run(OnMatch.UPDATE);
    }

    /** Merges once more, and verifies that all rows are matched. */
    RestoreReport assertThatAgainChangesNothing() throws Exception {
        RestoreReport again = run();
        assertThat(again.tables()).allSatisfy(table -> {
            Account account = table.account();
            assertThat(account.matched()).as(table.table()).isEqualTo(account.inPackage());
        });
        return again;
    }

    ComparisonResult compare() throws Exception {
        return restore().compare();
    }

    /** Returns the rows of the target, with commas between values and blanks between rows. */
    String rows(String query) throws Exception {
        try (Connection connection = target.connect()) {
            return new Sql(connection)
                    .text(
                            "SELECT string_agg(r, ' ') FROM (SELECT (SELECT string_agg(coalesce(v.value, '-'), ',') FROM json_each_text(row_to_json(x)) v) AS r FROM (%s) x) y"
                                    .formatted(query));
        }
    }
}
