package org.edms.backup.engine.restore.merge;

import static org.edms.backup.engine.restore.merge.StagedTable.ROW;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.edms.backup.engine.catalog.table.Table;
import org.edms.backup.engine.restore.target.Sql;
import org.edms.backup.engine.restore.target.SqlTemplate;
import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.error.ErrorCode;
import org.edms.backup.model.error.Failure;
import org.edms.backup.model.restore.Reference;

/**
 * Finds the rows that reference something in neither package nor target. Where the model allows it, the missing row becomes a stub;
 * otherwise the row that references it is quarantined.
 */
final class ReferenceResolver {

    private static final int MAX_REFERENCES = 1000;

    private static final SqlTemplate IS_NEW =
            SqlTemplate.of("EXISTS (SELECT FROM :keyMap i WHERE i.:row = s.:row AND i.how = :new)");

    private final Sql sql;
    private final KeyMaps maps;
    private final StreamedTables streamed;
    private final Quarantine quarantine;
    private final List<Table> all;
    private final List<Failure> unresolved = new ArrayList<>();

    /**
     * What is known once all references are resolved or quarantined.
     *
     * @param maps with the keys of stubs
     */
    record Resolution(KeyMaps maps, List<Reference> references, List<Failure> warnings) {}

    /** @param all the tables of the target */
    ReferenceResolver(Sql sql, KeyMaps maps, StreamedTables streamed, Quarantine quarantine, List<Table> all) {
        this.all = List.copyOf(all);
        this.sql = sql;
        this.maps = maps;
        this.streamed = streamed;
        this.quarantine = quarantine;
    }

    Resolution resolve() throws SQLException, StagingRequiredException {
        List<Failure> detached = new UnknownTypes(sql, maps).detach();
        for (MatchedTable table : maps.tables().where(PlannedTable::isWritten).toList()) {
            checkRequiredColumns(table);
        }
        KeyMaps withStubs = rewriteReferences(new Stubs(sql, maps).plan());
        List<Reference> references = quarantineUnresolved(withStubs);
        if (!quarantine.isEmpty()
                && maps.tables().where(StagedTable::isStreamed).findAny().isPresent()) {
            throw new StagingRequiredException("some rows cannot be restored");
        }
        quarantine.spread(withStubs.tables());
        return new Resolution(withStubs, references, warnings(withStubs, detached));
    }

    /** Rewrites the declared references inside of values, and quarantines the rows with unresolved ones. */
    private KeyMaps rewriteReferences(KeyMaps withStubs) throws SQLException {
        KeyMaps rewritten = withStubs;
        ReferencedKeys keys = new ReferencedKeys(sql, withStubs, true);
        ReferenceTypes types = ReferenceTypes.ofPackage(withStubs.generic(), withStubs.tables(), all, sql);
        for (MatchedTable table :
                withStubs.tables().where(StagedTable::isStaged).toList()) {
            ReferenceRewriter rewriter = ReferenceRewriter.beforeWriting(sql, table, types, keys);
            if (rewriter.isNeeded()) {
                rewritten = rewritten.with(table, rewriter.rewrite());
                quarantine.take(table, rewriter.unresolved().refused());
                unresolved.addAll(rewriter.unresolved().warnings(table.name()));
            }
        }
        return rewritten;
    }

    /** A new row needs a value in every column that the target requires. */
    private void checkRequiredColumns(MatchedTable table) throws SQLException {
        List<String> missing = table.target().storedColumns().stream()
                .filter(column -> column.notNull() && column.defaultValue() == null && column.identity() == null)
                .map(Table.Column::name)
                .filter(column -> !table.has(column)
                        && !table.naturalKey().surrogates().contains(column)
                        && !table.meaning().onNull().containsKey(column))
                .toList();
        if (missing.isEmpty()) {
            return;
        }
        String columns = String.join(", ", missing);
        if (table.naturalKey().key().stream().anyMatch(missing::contains)) {
            quarantine.take(
                    table, isNew(table), "it is new in the target, and the package has no value for its " + columns);
            return;
        }
        long rows = sql.count("SELECT count(*) FROM %s s WHERE %s".formatted(table.staging(), isNew(table)));
        if (rows > 0) {
            throw new BackupException(
                    ErrorCode.SCHEMA_MISMATCH,
                    "%d rows of %s are new in the target, and the package has no value for %s"
                            .formatted(rows, table.name(), columns));
        }
    }

    static String isNew(MatchedTable table) {
        return !table.hasKeyMap()
                ? table.restorableRows()
                : IS_NEW.with("keyMap", table.keyMap())
                        .with("row", ROW)
                        .with("new", MatchKind.NEW.literal())
                        .sql();
    }

    /** @return the references that stubs satisfy */
    private List<Reference> quarantineUnresolved(KeyMaps withStubs) throws SQLException {
        Stubs stubs = new Stubs(sql, withStubs);
        List<Reference> references = new ArrayList<>();
        for (MatchedTable table : withStubs
                .tables()
                .where(each -> each.isWritten() && each.isStaged())
                .toList()) {
            for (PlannedTable.ParentReference reference : table.parents()) {
                if (table.hasAll(reference.columns())) {
                    quarantine.take(
                            table,
                            UnresolvedReferences.condition(reference, withStubs.tables()),
                            "it references a row in neither package nor target: " + described(reference));
                    references.addAll(stubs.references(table, reference, MAX_REFERENCES - references.size()));
                }
            }
        }
        return references;
    }

    private static String described(PlannedTable.ParentReference reference) {
        return "%s -> %s"
                .formatted(
                        String.join(", ", reference.columns()),
                        reference.parent().qualifiedName());
    }

    private List<Failure> warnings(KeyMaps withStubs, List<Failure> detached) throws SQLException {
        return Stream.of(
                        new MatchReport(sql, withStubs).renamedRows(),
                        new NullReplacements(sql, withStubs, streamed).warnings(),
                        detached,
                        unresolved,
                        new UnknownGenericIds(sql, withStubs, streamed).warnings())
                .flatMap(List::stream)
                .toList();
    }
}
