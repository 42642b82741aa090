package org.edms.backup.engine.restore.load;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.edms.backup.engine.catalog.ddl.CheckedDdl;
import org.edms.backup.engine.catalog.ddl.CheckedStatement;
import org.edms.backup.engine.catalog.ddl.Section;
import org.edms.backup.engine.catalog.sql.QualifiedName;
import org.edms.backup.engine.catalog.table.Table;
import org.edms.backup.engine.model.EdmsModel;
import org.edms.backup.engine.model.TableModel;
import org.edms.backup.engine.pack.manifest.Entry;
import org.edms.backup.engine.pack.manifest.Manifest;
import org.edms.backup.engine.restore.input.RestoreTask;
import org.edms.backup.engine.restore.input.RestoredPackage;
import org.edms.backup.engine.restore.target.MaterialisedViews;
import org.edms.backup.engine.restore.target.Sql;
import org.edms.backup.engine.restore.target.SqlTemplate;
import org.edms.backup.engine.restore.target.Target;
import org.edms.backup.engine.restore.target.TriggerSuspension;
import org.edms.backup.engine.restore.target.WriteConnection;
import org.edms.backup.engine.source.Database;
import org.edms.backup.engine.work.Meter;
import org.edms.backup.model.Phase;
import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.error.ErrorCode;
import org.edms.backup.model.error.Failure;
import org.edms.backup.model.restore.Account;
import org.edms.backup.model.restore.Check;
import org.edms.backup.model.restore.TableAccount;

/** Builds a database with exactly the content of the package. */
public final class Replace {

    private static final int LARGE_TABLES = 20;
    private static final int MAX_CODE_SHOWN = 20;

    /** Unlike {@code setval}, this is rolled back with the transaction. */
    private static final SqlTemplate RESTART = SqlTemplate.of("ALTER SEQUENCE :sequence RESTART WITH :next");

    private static final SqlTemplate NEXT_VALUE =
            SqlTemplate.of("SELECT :last + seqincrement FROM pg_sequence WHERE seqrelid = :sequence::regclass");

    private final RestoredPackage source;
    private final EdmsModel model;
    private final RestoreTask task;
    private final Meter meter;

    public Replace(RestoredPackage source, EdmsModel model, RestoreTask task, Meter meter) {
        this.source = source;
        this.model = model;
        this.task = task;
        this.meter = meter;
    }

    /** Builds in a new, empty database that no other session uses yet. */
    public RowsResult build(Database database) throws IOException, SQLException {
        LeastRole role = role(database);
        RowsResult rows = build(database, role);
        role.handBack();
        return rows;
    }

    /** Returns the role that runs the code in the package. */
    public LeastRole role(Database database) throws IOException, SQLException {
        return LeastRole.of(database, source.ddl(), task);
    }

    /** Builds as the given role, which still owns the database afterwards. */
    public RowsResult build(Database database, LeastRole role) throws IOException, SQLException {
        CheckedDdl ddl = source.ddl();
        SchemaBuilder schema = new SchemaBuilder(ddl, largestFirst());
        meter.enter(Phase.CREATING_TABLES);
        execute(schema, Section.BEFORE_DATA, role.database());
        refuseMissingTables(role.database());
        meter.enter(Phase.LOADING_ROWS);
        new RowLoader(meter).load(parts(), source, role.database(), task.parallelism());
        meter.enter(Phase.CREATING_KEYS);
        schema.createIndexesInParallel(role.database(), task.parallelism());
        execute(schema, Section.AFTER_DATA, role.database());
        try (Connection connection = WriteConnection.open(role.database())) {
            largeObjects(new Sql(connection));
        }
        meter.enter(Phase.VERIFYING);
        try (Connection connection = WriteConnection.open(database)) {
            Sql sql = new Sql(connection);
            refuseOwnSchema(ddl, sql);
            return account(sql, new LinkedHashMap<>(), List.of())
                    .withWarnings(schema.warnings())
                    .withWarnings(role.warnings());
        }
    }

    private void execute(SchemaBuilder schema, Section section, Database database) throws SQLException {
        try (Connection connection = WriteConnection.open(database)) {
            connection.setAutoCommit(false);
            schema.execute(section, new Sql(connection));
            connection.commit();
        }
    }

    /**
     * Replaces the rows of the target with those of the package, in the target's transaction, for a user who may not create
     * databases. The caller commits.
     */
    public RowsResult buildInPlace(Target target) throws IOException, SQLException {
        Sql sql = target.sql();
        CheckedDdl ddl = source.ddl();
        SchemaBuilder schema = new SchemaBuilder(ddl, largestFirst());
        List<Table> existing = target.tables();
        boolean empty = existing.isEmpty();
        Map<String, Long> before = new LinkedHashMap<>();
        if (empty) {
            LeastRole.refuseUnlessLeast(sql, ddl, task);
            schema.execute(Section.BEFORE_DATA, sql);
        } else {
            refuseOtherTables(existing);
            target.lock(existing.stream().filter(Table::holdsRows).toList());
            for (Table table : existing) {
                if (table.holdsRows()) {
                    before.put(table.qualifiedName(), sql.count("SELECT count(*) FROM ONLY " + table.quotedName()));
                }
            }
        }
        TriggerSuspension triggers = TriggerSuspension.begin(sql, empty ? List.of() : existing);
        if (!empty) {
            sql.execute("TRUNCATE TABLE ONLY "
                    + existing.stream()
                            .filter(Table::holdsRows)
                            .map(Table::quotedName)
                            .collect(Collectors.joining(", ONLY ")));
        }
        meter.enter(Phase.LOADING_ROWS);
        for (RowLoader.Part part : parts()) {
            new RowLoader(meter).load(part, source, target.connection());
        }
        triggers.end();
        if (empty) {
            schema.execute(Section.AFTER_DATA, sql);
        } else {
            moveSequences(ddl, sql);
        }
        largeObjects(sql);
        List<Failure> stale = empty
                ? List.of()
                : MaterialisedViews.refresh(
                        sql, existing.stream().filter(Table::holdsRows).toList());
        meter.enter(Phase.VERIFYING);
        List<Check> checks = new ArrayList<>();
        if (!empty) {
            checks.addAll(ForeignKeyCheck.check(existing, existing, sql));
        }
        return account(sql, before, checks).withWarnings(schema.warnings()).withWarnings(stale);
    }

    private List<QualifiedName> largestFirst() {
        return source.manifest().database().tables().stream()
                .sorted(Comparator.comparingLong(Manifest.Table::bytes).reversed())
                .map(table -> new QualifiedName(table.schema(), table.name()))
                .limit(LARGE_TABLES)
                .toList();
    }

    /** Refuses a package that can only be merged: an export, or a package without the DDL of its tables. */
    public void refuseMergeOnlyPackage() throws IOException {
        Manifest.Database database = source.manifest().database();
        if (source.catalog().ddl().isEmpty() && !database.tables().isEmpty()) {
            throw new BackupException(
                    ErrorCode.WRONG_USAGE,
                    "the package does not contain the DDL of its tables, so it can only be merged: pass --mode merge");
        }
        database.tables().stream()
                .filter(table -> table.referencesOnly() || !table.blanked().isEmpty())
                .findFirst()
                .ifPresent(table -> {
                    throw new BackupException(
                            ErrorCode.WRONG_USAGE,
                            "an export contains only a part of %s, so it can only be merged: pass --mode merge"
                                    .formatted(table.qualifiedName()));
                });
    }

    /** Refuses code that was possibly written by a third party, unless the user has declared it trusted. */
    public void refuseUntrustedCode() throws IOException {
        CheckedDdl ddl = source.ddl();
        List<String> code = ddl.foreign() ? ddl.code() : List.of();
        if (code.isEmpty() || task.request().options().trustCode()) {
            return;
        }
        String more = code.size() > MAX_CODE_SHOWN ? "\n  and %d more".formatted(code.size() - MAX_CODE_SHOWN) : "";
        throw new BackupException(
                ErrorCode.CODE_NOT_TRUSTED,
                code.stream().limit(MAX_CODE_SHOWN).collect(Collectors.joining("\n  ", source.name() + ":\n  ", more)));
    }

    private void refuseOtherTables(List<Table> existing) {
        List<String> packaged = source.manifest().database().tables().stream()
                .map(Manifest.Table::qualifiedName)
                .toList();
        List<String> here = existing.stream()
                .filter(Table::holdsRows)
                .map(Table::qualifiedName)
                .toList();
        List<String> other = new ArrayList<>(packaged);
        other.removeAll(here);
        here.stream().filter(name -> !packaged.contains(name)).forEach(other::add);
        if (!other.isEmpty()) {
            throw new BackupException(
                    ErrorCode.SCHEMA_MISMATCH,
                    "only the package or only the target has %s; a role that may create databases can restore it"
                            .formatted(String.join(", ", other)));
        }
    }

    private List<RowLoader.Part> parts() {
        List<RowLoader.Part> parts = new ArrayList<>();
        for (Manifest.Table table : source.manifest().database().tables()) {
            String target = Sql.quoted(table.schema()) + "." + Sql.quoted(table.name());
            table.members()
                    .forEach(member -> parts.add(
                            new RowLoader.Part(source.entry(member), target, table.columns(), table.qualifiedName())));
        }
        return parts;
    }

    /** Loads the pages of {@code pg_largeobject} into the large objects that the DDL has created. */
    private void largeObjects(Sql sql) throws IOException, SQLException {
        Manifest.Table packaged = source.manifest().database().largeObjects();
        if (packaged == null) {
            return;
        }
        sql.execute("CREATE TEMP TABLE large_objects (loid oid, pageno integer, data bytea)");
        for (String member : packaged.members()) {
            Entry entry = source.entry(member);
            new RowLoader(meter)
                    .load(
                            new RowLoader.Part(entry, "pg_temp.large_objects", packaged.columns(), "large objects"),
                            source,
                            sql.connection());
        }
        sql.count("SELECT count(pg_catalog.lo_put(loid, pageno::bigint * 2048, data)) FROM pg_temp.large_objects");
        sql.execute("DROP TABLE pg_temp.large_objects");
    }

    /** Sets the sequences to the values in the package. */
    private static void moveSequences(CheckedDdl ddl, Sql sql) throws SQLException {
        for (CheckedStatement statement : ddl.statements()) {
            CheckedStatement.SequenceValue value = statement.sequence();
            if (value == null) {
                continue;
            }
            String next = value.called() ? sql.text(nextValue(value)) : Long.toString(value.last());
            sql.execute(restart(value, next));
        }
    }

    static String nextValue(CheckedStatement.SequenceValue value) {
        return NEXT_VALUE
                .with("last", value.last())
                .with("sequence", Sql.literal(value.name().quoted()))
                .sql();
    }

    static String restart(CheckedStatement.SequenceValue value, String next) {
        return RESTART.with("sequence", value.name().quoted())
                .with("next", next)
                .sql();
    }

    /** The restore writes to this schema as another user, so code in the package must not be able to place objects there. */
    private void refuseOwnSchema(CheckedDdl ddl, Sql sql) throws SQLException {
        if (ddl.foreign() && sql.holds("SELECT to_regnamespace('edms_backup') IS NOT NULL")) {
            throw new BackupException(
                    ErrorCode.PACKAGE_HOSTILE, source.name() + ": its code created the schema edms_backup");
        }
    }

    private void refuseMissingTables(Database database) throws SQLException {
        try (Connection connection = WriteConnection.open(database)) {
            Sql sql = new Sql(connection);
            for (Manifest.Table table : source.manifest().database().tables()) {
                refuseUnlessTable(table, sql);
            }
        }
    }

    /** Refuses a view that the manifest lists as a table: a view runs code with the rights of the user who reads it. */
    private static void refuseUnlessTable(Manifest.Table table, Sql sql) throws SQLException {
        String name = Sql.quoted(table.schema()) + "." + Sql.quoted(table.name());
        boolean isTable = sql.holds(
                "SELECT EXISTS (SELECT FROM pg_class WHERE oid = to_regclass(%s) AND relkind IN ('r', 'p', 'f'))"
                        .formatted(Sql.literal(name)));
        if (!isTable) {
            throw new BackupException(
                    ErrorCode.PACKAGE_CORRUPT,
                    "manifest.json: %s has rows, but the DDL does not create it as a table"
                            .formatted(table.qualifiedName()));
        }
    }

    private RowsResult account(Sql sql, Map<String, Long> before, List<Check> earlier) throws SQLException {
        List<TableAccount> accounts = new ArrayList<>();
        List<Check> checks = new ArrayList<>(earlier);
        for (Manifest.Table table : source.manifest().database().tables()) {
            refuseUnlessTable(table, sql);
            long after = sql.count(
                    "SELECT count(*) FROM ONLY " + Sql.quoted(table.schema()) + "." + Sql.quoted(table.name()));
            boolean critical = model.table(table.schema(), table.name())
                    .map(TableModel::critical)
                    .orElse(false);
            accounts.add(new TableAccount(
                    table.qualifiedName(),
                    critical,
                    new Account(table.rows(), after, 0, 0, 0, 0),
                    before.getOrDefault(table.qualifiedName(), 0L),
                    after));
            checks.add(new Check(
                    "account of " + table.qualifiedName(),
                    after == table.rows(),
                    "%d in the package, %d in the target".formatted(table.rows(), after)));
        }
        return RowsResult.NONE.written(accounts, List.of(), checks);
    }
}
