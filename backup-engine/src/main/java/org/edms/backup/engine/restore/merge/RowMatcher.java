package org.edms.backup.engine.restore.merge;

import static org.edms.backup.engine.restore.merge.StagedTable.ROW;
import static org.edms.backup.engine.restore.merge.StagedTable.packagedKey;
import static org.edms.backup.engine.restore.merge.StagedTable.targetKey;
import static org.edms.backup.engine.restore.target.Sql.quoted;

import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.edms.backup.engine.catalog.table.Table;
import org.edms.backup.engine.restore.target.Sql;
import org.edms.backup.engine.restore.target.SqlTemplate;

/**
 * Matches each row of the package with a row of the target, or finds that it is new, and decides on the keys that it has there.
 * Tables are matched after those that their keys depend on.
 */
final class RowMatcher {

    private static final SqlTemplate CREATE_KEY_MAP = SqlTemplate.of("""
            CREATE UNLOGGED TABLE :keyMap (:row bigint, how "char", at tid, tab oid, moved boolean:keys)
            """);

    private static final SqlTemplate MATCH = SqlTemplate.of("""
            INSERT INTO :keyMap
            SELECT s.:row, :kind, t.ctid, t.tableoid, :keys
            FROM :from
            JOIN :target t ON :condition
            WHERE NOT EXISTS (SELECT FROM :keyMap known WHERE known.:row = s.:row)
            """);

    private static final SqlTemplate UNMATCHED = SqlTemplate.of("""
            INSERT INTO :keyMap
            SELECT s.:row, :kind, NULL, NULL, :keys
            FROM :from
            WHERE NOT EXISTS (SELECT FROM :keyMap known WHERE known.:row = s.:row) AND :rows
            """);

    private static final SqlTemplate IS_REMAPPED = SqlTemplate.of("""
            SELECT EXISTS (SELECT FROM :keyMap i WHERE i.:packagedKey IS DISTINCT FROM i.:targetKey)
            """);

    private static final SqlTemplate GENERIC_IDS = SqlTemplate.of("""
            INSERT INTO :genericIds
            SELECT l.:typeKey::text, i.:packagedKey::text, i.:targetKey::text
            FROM :types l, :keyMap i
            WHERE i.moved AND :label IN (:typesOfTable)
            """);

    private final Sql sql;
    private final TableSet<StagedTable> tables;
    private final List<Table> all;
    private final GenericReferences generic;
    private final String genericIds;
    private final AmbiguousRows ambiguous;
    private final NewKeys newKeys;

    /** @param all the tables of the target */
    RowMatcher(Sql sql, TableSet<StagedTable> tables, List<Table> all, GenericReferences generic, String schema) {
        this.sql = sql;
        this.all = List.copyOf(all);
        this.tables = tables;
        this.generic = generic;
        this.genericIds = quoted(schema) + ".g";
        this.ambiguous = new AmbiguousRows(sql);
        this.newKeys = new NewKeys(sql);
    }

    KeyMaps match() throws SQLException {
        if (generic.areDefined()) {
            sql.execute("CREATE UNLOGGED TABLE %s (type text, old text, now text)".formatted(genericIds));
        }
        KeyMaps maps = new KeyMaps(new TableSet<>(List.of()), generic, generic.areDefined() ? genericIds : null);
        for (StagedTable table : tables) {
            maps = rewriteKeys(table, maps);
            MatchedTable matched = match(table, maps);
            maps = maps.with(matched);
            collectGenericIds(matched);
        }
        for (MatchedTable table : maps.tables()) {
            ambiguous.findReferencesToLaterTables(table, maps);
        }
        ambiguous.refuse();
        return maps;
    }

    /** Rewrites the declared references in the keys by which rows are matched or referenced. */
    private KeyMaps rewriteKeys(StagedTable table, KeyMaps maps) throws SQLException {
        boolean mayChange = table.declared().stream()
                .anyMatch(reference -> table.remappable().contains(reference.column()));
        boolean isMatched = table.isStaged()
                && !table.declared().isEmpty()
                && (mayChange || sql.holds("SELECT EXISTS (SELECT FROM %s)".formatted(table.scanTarget())));
        if (!isMatched) {
            return maps;
        }
        Set<Table.Name> later = new HashSet<>();
        tables.forEach(each -> later.add(each.tableName()));
        maps.tables().forEach(each -> later.remove(each.tableName()));
        ReferenceTypes types = ReferenceTypes.ofPackage(generic, tables, all, sql);
        ReferenceRewriter rewriter =
                ReferenceRewriter.beforeMatching(sql, table, types, new ReferencedKeys(sql, maps, false), later);
        if (!rewriter.isNeeded()) {
            return maps;
        }
        RewrittenColumns rewritten = rewriter.rewrite();
        ambiguous.addReferencesToLaterTables(table, rewriter.matchedLater());
        return maps.with(table, rewritten);
    }

    private MatchedTable match(StagedTable table, KeyMaps maps) throws SQLException {
        long rowsBefore = sql.count("SELECT count(*) FROM " + table.scanTarget());
        boolean isEmpty = rowsBefore == 0;
        if (table.isStreamed() || ambiguous.isAffected(table)) {
            return MatchedTable.unmapped(table, rowsBefore);
        }
        if (isEmpty && !table.hasReferencedOnlyRows() && !needsNewKeys(table, maps)) {
            ambiguous.findDuplicates(table, maps, ReferringRows.of(table, tables), false);
            return MatchedTable.unmapped(table, rowsBefore);
        }
        sql.execute(createKeyMap(table));
        if (!isEmpty) {
            matchWithTarget(table, maps);
        }
        ambiguous.findDuplicates(table, maps, ReferringRows.of(table, tables), true);
        insertUnmatched(table, maps);
        sql.execute("ANALYZE " + table.keyMap());
        return MatchedTable.mapped(table, rowsBefore, remappedColumns(table));
    }

    /** Whether the package has no keys, or keys that contain references to rows with other keys in the target. */
    private static boolean needsNewKeys(StagedTable table, KeyMaps maps) {
        boolean lacksKeys = table.naturalKey().surrogates().stream().anyMatch(column -> !table.has(column));
        boolean rewritten = maps.rewritten(table)
                .filter(each -> each.columns().stream().anyMatch(table.remappable()::contains))
                .isPresent();
        return lacksKeys
                || rewritten
                || table.parents().stream()
                        .filter(reference -> reference.columns().stream().anyMatch(table.remappable()::contains))
                        .anyMatch(reference -> maps.remappedParent(reference).isPresent());
    }

    private void matchWithTarget(StagedTable table, KeyMaps maps) throws SQLException {
        String uuid = table.naturalKey().uuid();
        if (uuid != null && table.has(uuid)) {
            sql.update(matchByUuid(table, maps));
        }
        Optional<ReferringRows> referring = ReferringRows.of(table, tables);
        if (referring.isPresent()) {
            sql.update(matchByReference(referring.get(), maps));
            if (ambiguous.findMultipleMatches(table, maps)) {
                return;
            }
        }
        if (table.naturalKey().nullsEqual() || table.naturalKey().isSingle()) {
            // Rows with the same NULLs, or without any key, would be joined with each other.
            ambiguous.findDuplicates(table, maps, referring, true);
        }
        List<String> key = table.naturalKey().key();
        boolean hasKey = !table.naturalKey().byContent() && table.hasAll(key);
        if (!hasKey) {
            // A package without the key has only the content of its rows.
            List<String> columns = table.naturalKey().byContent() ? key : table.columns();
            if (!ContentMatch.comparable(table, columns).isEmpty()) {
                matchByContent(new ContentMatch(table, maps, columns));
            }
        } else if (!key.equals(List.of(String.valueOf(uuid)))) {
            matchByKey(table, maps, referring);
        }
        ambiguous.findMultipleMatches(table, maps);
    }

    private void matchByKey(StagedTable table, KeyMaps maps, Optional<ReferringRows> referring) throws SQLException {
        List<String> statements = matchByKeyStatements(table, maps, referring);
        if (table.naturalKey().hasParentInKey()) {
            // A row is matched after its parent, level by level.
            long matched = 1;
            while (matched > 0) {
                matched = update(statements);
            }
            return;
        }
        update(statements);
        List<String> nullable = table.naturalKey().key().stream()
                .filter(column -> !table.isNotNull(column))
                .toList();
        if (!nullable.isEmpty() && !table.naturalKey().nullsEqual()) {
            ContentMatch match = new ContentMatch(table, maps, table.columns()).whereAnyIsNull(nullable);
            matchByContent(referring.map(match::without).orElse(match));
        }
    }

    private long update(List<String> statements) throws SQLException {
        long matched = 0;
        for (String statement : statements) {
            matched += sql.update(statement);
        }
        return matched;
    }

    /** Of rows with the same content, those with the same primary key are paired first. */
    private void matchByContent(ContentMatch match) throws SQLException {
        if (match.canPairByPrimaryKey()) {
            sql.update(match.pairByPrimaryKey());
        }
        sql.update(match.pairInOrder());
    }

    private void insertUnmatched(StagedTable table, KeyMaps maps) throws SQLException {
        if (table.isWritten()) {
            sql.update(insertNew(table, maps, newKeys.of(table, maps)));
        }
        if (table.hasReferencedOnlyRows()) {
            sql.update(insertMissing(table, maps));
        }
    }

    private Set<String> remappedColumns(StagedTable table) throws SQLException {
        Set<String> remapped = new HashSet<>();
        for (String column : table.remappable()) {
            if (sql.holds(isRemapped(table, column))) {
                remapped.add(column);
            }
        }
        return remapped;
    }

    /** Collects the remapped ids of a table that generic references can name. */
    private void collectGenericIds(MatchedTable table) throws SQLException {
        Optional<StagedTable> types = generic.typeTable(tables);
        boolean isRemapped = table.hasKeyMap()
                && table.primaryKey().size() == 1
                && table.remapped().containsAll(table.primaryKey());
        if (types.isPresent() && isRemapped && !generic.typesOf(table).isEmpty()) {
            sql.update(collectGenericIds(table, types.get(), generic, genericIds));
        }
    }

    static String createKeyMap(StagedTable table) {
        return CREATE_KEY_MAP
                .with("keyMap", table.keyMap())
                .with("row", ROW)
                .with(
                        "keys",
                        table.remappable().stream()
                                .map(column -> ", %s %s, %s %s"
                                        .formatted(
                                                packagedKey(column),
                                                table.type(column),
                                                targetKey(column),
                                                table.type(column)))
                                .collect(Collectors.joining()))
                .sql();
    }

    static String matchByUuid(StagedTable table, KeyMaps maps) {
        String uuid = table.naturalKey().uuid();
        KeyRemapping remapping = KeyRemapping.ofStaged(table, maps);
        return match(table, remapping, MatchKind.BY_UUID, "t.%s = %s".formatted(quoted(uuid), remapping.value(uuid)));
    }

    static String matchByReference(ReferringRows referring, KeyMaps maps) {
        KeyRemapping remapping = KeyRemapping.ofStaged(referring.table(), maps);
        return match(
                referring.table(),
                remapping,
                remapping.from() + "\n" + referring.join(),
                MatchKind.BY_REFERENCE,
                referring.isReferred());
    }

    static List<String> matchByKeyStatements(StagedTable table, KeyMaps maps, Optional<ReferringRows> referring) {
        KeyRemapping remapping = KeyRemapping.ofStaged(table, maps);
        String others = referring
                .map(each -> " AND %s AND %s".formatted(each.noneOfPackage(), each.noneOfTarget()))
                .orElse("");
        return remapping.keyEqualities(table).stream()
                .map(condition -> match(table, remapping, MatchKind.BY_KEY, condition + others))
                .toList();
    }

    private static String match(StagedTable table, KeyRemapping remapping, MatchKind kind, String condition) {
        return match(table, remapping, remapping.from(), kind, condition);
    }

    private static String match(
            StagedTable table, KeyRemapping remapping, String from, MatchKind kind, String condition) {
        return MATCH.with("keyMap", table.keyMap())
                .with("row", ROW)
                .with("kind", kind.literal())
                .with("keys", keys(table, remapping, column -> "t." + quoted(column)))
                .with("from", from)
                .with("target", table.scanTarget())
                .with("condition", condition)
                .sql();
    }

    static String insertNew(StagedTable table, KeyMaps maps, Map<String, String> newKeys) {
        return unmatched(table, maps, MatchKind.NEW, newKeys::get, table.restorableRows());
    }

    static String insertMissing(StagedTable table, KeyMaps maps) {
        return unmatched(table, maps, MatchKind.MISSING, column -> "NULL", "true");
    }

    private static String unmatched(
            StagedTable table, KeyMaps maps, MatchKind kind, UnaryOperator<String> targetKey, String rows) {
        KeyRemapping remapping = KeyRemapping.ofStaged(table, maps);
        return UNMATCHED
                .with("keyMap", table.keyMap())
                .with("row", ROW)
                .with("kind", kind.literal())
                .with("keys", keys(table, remapping, targetKey))
                .with("from", remapping.from())
                .with("rows", rows)
                .sql();
    }

    static String isRemapped(StagedTable table, String column) {
        return IS_REMAPPED
                .with("keyMap", table.keyMap())
                .with("packagedKey", packagedKey(column))
                .with("targetKey", targetKey(column))
                .sql();
    }

    static String collectGenericIds(
            StagedTable table, StagedTable types, GenericReferences generic, String genericIds) {
        String column = table.primaryKey().get(0);
        return GENERIC_IDS
                .with("genericIds", genericIds)
                .with("typeKey", quoted(types.primaryKey().get(0)))
                .with("packagedKey", packagedKey(column))
                .with("targetKey", targetKey(column))
                .with("types", types.staging())
                .with("keyMap", table.keyMap())
                .with("label", generic.label("l"))
                .with("typesOfTable", generic.typesOf(table))
                .sql();
    }

    /** Whether a row is remapped, then its values in package and target for each remappable column. */
    private static String keys(StagedTable table, KeyRemapping remapping, UnaryOperator<String> targetKey) {
        Set<String> columns = table.remappable();
        String moved = columns.stream()
                .map(column -> "%s IS DISTINCT FROM %s"
                        .formatted(remapping.packagedValue(table, column), targetKey.apply(column)))
                .collect(Collectors.joining(" OR "));
        return Stream.concat(
                        Stream.of(moved.isEmpty() ? "false" : moved),
                        columns.stream()
                                .flatMap(column ->
                                        Stream.of(remapping.packagedValue(table, column), targetKey.apply(column))))
                .collect(Collectors.joining(", "));
    }
}
