package org.edms.backup.engine.restore.merge;

import static org.edms.backup.engine.restore.merge.StagedTable.ROW;
import static org.edms.backup.engine.restore.merge.StagedTable.targetKey;
import static org.edms.backup.engine.restore.target.Sql.quoted;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.edms.backup.engine.catalog.table.Table;
import org.edms.backup.engine.restore.load.ForeignKeyCheck;
import org.edms.backup.engine.restore.target.Sql;
import org.edms.backup.engine.restore.target.SqlTemplate;
import org.edms.backup.engine.work.Meter;
import org.edms.backup.model.restore.Account;
import org.edms.backup.model.restore.Check;
import org.edms.backup.model.restore.OnMatch;
import org.edms.backup.model.restore.RestoreOptions;
import org.edms.backup.model.restore.Validation;

/** Verifies the written rows before the commit, by other means than those that wrote them. */
final class MergeCheck {

    private static final SqlTemplate COUNT_STUBS = SqlTemplate.of("SELECT count(*) FROM :keyMap WHERE how = :stub");

    private static final SqlTemplate DIFFERENT_CONTENT = SqlTemplate.of("""
            SELECT min(:rowText) FROM :from
            LEFT JOIN :target t ON :samePrimaryKey
            WHERE :compared AND :restorable AND :notTaken AND ROW(:targetValues)::record *<> ROW(:packagedValues)::record
            """);

    private static final SqlTemplate WRONG_MAPPING = SqlTemplate.of("""
            SELECT min(:rowText) FROM :staging s
            JOIN :keyMap i ON i.:row = s.:row
            LEFT JOIN :target t ON :samePrimaryKey
            WHERE i.how IN (:compared) AND :notTaken AND ROW(:targetValues)::record *<> ROW(:packagedValues)::record
            """);

    private final Sql sql;
    private final KeyMaps maps;
    private final Quarantine quarantine;
    private final RestoreOptions options;
    private final Meter meter;
    private final List<Check> checks = new ArrayList<>();

    MergeCheck(Sql sql, KeyMaps maps, Quarantine quarantine, RestoreOptions options, Meter meter) {
        this.sql = sql;
        this.maps = maps;
        this.quarantine = quarantine;
        this.options = options;
        this.meter = meter;
    }

    /**
     * Checks as much as the options ask for.
     *
     * @param all the tables of the target
     */
    List<Check> check(List<WrittenTable> written, StreamedTables streamed, List<Table> all)
            throws SQLException, StagingRequiredException {
        if (options.validation() != Validation.NONE) {
            for (WrittenTable table : written) {
                checkAccount(table);
            }
        }
        if (options.validation() == Validation.STRICT) {
            checkStreamed(streamed);
            checkStaged();
            checks.addAll(ForeignKeyCheck.check(maps.tables().targets(), all, sql));
            checks.addAll(new DeclaredReferenceCheck(sql, maps, options.onMatch(), all).check());
        }
        return checks;
    }

    /** Each row of the package is counted once, and the target has as many more rows as were inserted. */
    private void checkAccount(WrittenTable written) throws SQLException {
        MatchedTable table = written.table();
        Account account = written.account();
        long packaged = table.sources().stream()
                .filter(source -> !source.referencesOnly())
                .mapToLong(source -> source.rows())
                .sum();
        long stubs = table.hasReferencedOnlyRows() ? sql.count(countStubs(table)) : 0;
        boolean passed = account.addsUp()
                && (!table.isWritten() || account.inPackage() == packaged)
                && written.rowsAfter() == table.rowsBefore() + account.inserted() + stubs;
        add(
                "account of " + table.name(),
                passed,
                "%d in the package: %d inserted, %d matched, %d updated, %d left, %d quarantined; in the target %d before, %d after"
                        .formatted(
                                packaged,
                                account.inserted(),
                                account.matched(),
                                account.updated(),
                                account.left(),
                                account.quarantined(),
                                table.rowsBefore(),
                                written.rowsAfter()));
    }

    static String countStubs(StagedTable table) {
        return COUNT_STUBS
                .with("keyMap", table.keyMap())
                .with("stub", MatchKind.STUB.literal())
                .sql();
    }

    /** The target has the streamed rows, byte for byte. */
    private void checkStreamed(StreamedTables streamed) throws SQLException, StagingRequiredException {
        for (MatchedTable table : maps.tables().where(StagedTable::isStreamed).toList()) {
            meter.subject(table.name());
            if (RowStreamer.readBack(table, sql) != streamed.checksum(table)) {
                throw new StagingRequiredException(table.name() + " differs from what was written");
            }
            add("content of " + table.name(), true, "identical to the package, read back");
        }
    }

    private void checkStaged() throws SQLException {
        for (MatchedTable table : maps.tables().where(StagedTable::isStaged).toList()) {
            meter.subject(table.name());
            checkKeyMap(table);
            if (table.isWritten()) {
                checkContent(table);
            }
        }
    }

    /** The target's rows are those of the package with remapped keys. */
    private void checkContent(MatchedTable table) throws SQLException {
        List<String> key = identifyingColumns(table);
        if (key.isEmpty() || comparedColumns(table).isEmpty()) {
            return;
        }
        String different = sql.text(differentContent(table));
        add(
                "content of " + table.name(),
                different == null,
                different == null
                        ? "identical to the package, by " + String.join(", ", key)
                        : "row " + different + " differs from the package");
    }

    String differentContent(MatchedTable table) {
        KeyRemapping remapping = KeyRemapping.ofMatched(table, maps);
        boolean onlyNewRows = table.hasKeyMap() && !isUpdated(table);
        return DIFFERENT_CONTENT
                .with("rowText", RowText.of(table, "s"))
                .with("from", remapping.from())
                .with("target", table.scanTarget())
                .with(
                        "samePrimaryKey",
                        identifyingColumns(table).stream()
                                .map(column -> "t.%s = %s".formatted(quoted(column), remapping.value(column)))
                                .collect(Collectors.joining(" AND ")))
                .with("compared", onlyNewRows ? "i.how = " + MatchKind.NEW.literal() : "true")
                .with("restorable", table.restorableRows())
                .with("notTaken", quarantine.notTaken(table))
                .with(
                        "targetValues",
                        comparedColumns(table).stream()
                                .map(column -> comparedValue(table, column, "t." + quoted(column)))
                                .collect(Collectors.joining(", ")))
                .with(
                        "packagedValues",
                        comparedColumns(table).stream()
                                .map(column -> comparedValue(table, column, remapping.value(column)))
                                .collect(Collectors.joining(", ")))
                .sql();
    }

    private static List<String> comparedColumns(PlannedTable table) {
        return table.columns().stream()
                .filter(column -> !table.isBlanked(column) && !table.isComputed(column))
                .toList();
    }

    /** Matched rows keep their secrets, so only those of new rows are compared. */
    private static String comparedValue(MatchedTable table, String column, String value) {
        return table.hasKeyMap() && table.keepsTargetValue(column)
                ? "CASE WHEN i.how = %s THEN %s END".formatted(MatchKind.NEW.literal(), value)
                : value;
    }

    /** The columns by which a written row is found again; empty if there are none. */
    private static List<String> identifyingColumns(MatchedTable table) {
        if (hasRemappablePrimaryKey(table)) {
            return table.primaryKey();
        }
        boolean isUnique = table.naturalKey().guarded()
                && table.keyColumns().stream().allMatch(column -> table.has(column) && table.isNotNull(column));
        return isUnique ? table.keyColumns() : List.of();
    }

    private static boolean hasRemappablePrimaryKey(PlannedTable table) {
        return !table.primaryKey().isEmpty() && table.remappable().containsAll(table.primaryKey());
    }

    /** Each line of the key map leads to a row with the same natural key. */
    private void checkKeyMap(MatchedTable table) throws SQLException {
        List<String> compared = keyWithoutReferences(table);
        if (!table.hasKeyMap() || compared.isEmpty() || !hasRemappablePrimaryKey(table)) {
            return;
        }
        String wrong = sql.text(wrongMapping(table));
        add(
                "map of " + table.name(),
                wrong == null,
                wrong == null
                        ? "each row is mapped to the row with the same " + String.join(", ", compared)
                        : "row " + wrong + " is mapped to a different row");
    }

    String wrongMapping(MatchedTable table) {
        List<String> compared = keyWithoutReferences(table);
        return WRONG_MAPPING
                .with("rowText", RowText.of(table, "s"))
                .with("staging", table.staging())
                .with("keyMap", table.keyMap())
                .with("row", ROW)
                .with("target", table.scanTarget())
                .with(
                        "samePrimaryKey",
                        table.primaryKey().stream()
                                .map(column -> "t.%s = i.%s".formatted(quoted(column), targetKey(column)))
                                .collect(Collectors.joining(" AND ")))
                .with("compared", comparedKinds(table))
                .with("notTaken", quarantine.notTaken(table))
                .with(
                        "targetValues",
                        compared.stream().map(column -> "t." + quoted(column)).collect(Collectors.joining(", ")))
                .with(
                        "packagedValues",
                        compared.stream().map(column -> "s." + quoted(column)).collect(Collectors.joining(", ")))
                .sql();
    }

    /** A row that matches by its UUID, or by the row that references it, has the package's key only once it is updated. */
    private String comparedKinds(PlannedTable table) {
        return isUpdated(table)
                ? MatchKind.literals(
                        MatchKind.BY_UUID, MatchKind.BY_REFERENCE, MatchKind.BY_KEY, MatchKind.NEW, MatchKind.STUB)
                : MatchKind.literals(MatchKind.BY_KEY, MatchKind.NEW, MatchKind.STUB);
    }

    private boolean isUpdated(PlannedTable table) {
        return table.onMatch(options.onMatch()) == OnMatch.UPDATE;
    }

    private static List<String> keyWithoutReferences(PlannedTable table) {
        Set<String> references = new HashSet<>();
        table.parents().forEach(reference -> references.addAll(reference.columns()));
        table.meaning().references().generic().forEach(reference -> references.add(reference.id()));
        table.meaning().references().declared().forEach(reference -> references.add(reference.column()));
        return table.keyColumns().stream()
                .filter(column -> table.has(column) && !references.contains(column))
                .filter(column -> !table.remappable().contains(column))
                .toList();
    }

    private void add(String name, boolean passed, String detail) {
        checks.add(new Check(name, passed, detail));
    }
}
