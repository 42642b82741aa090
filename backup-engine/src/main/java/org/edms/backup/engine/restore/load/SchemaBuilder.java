package org.edms.backup.engine.restore.load;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.edms.backup.engine.catalog.ddl.CheckedDdl;
import org.edms.backup.engine.catalog.ddl.CheckedStatement;
import org.edms.backup.engine.catalog.ddl.DdlEffect;
import org.edms.backup.engine.catalog.ddl.DdlStatement;
import org.edms.backup.engine.catalog.ddl.Section;
import org.edms.backup.engine.catalog.sql.QualifiedName;
import org.edms.backup.engine.restore.target.Sql;
import org.edms.backup.engine.restore.target.TargetFailure;
import org.edms.backup.engine.restore.target.WriteConnection;
import org.edms.backup.engine.source.Database;
import org.edms.backup.engine.work.Parallel;
import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.error.ErrorCode;
import org.edms.backup.model.error.Failure;

/** Carries out the DDL of a package in a database that has nothing of it. */
public final class SchemaBuilder {

    /** Of what a package names and another server may lack: a role, or the right to act for it. */
    private static final Set<String> SAID_OF_ROLES = Set.of("OWNER", "GRANT", "DEFAULT PRIVILEGES");

    /** What a statement that no backup wrote ends with, besides what the server lacks. */
    private static final Set<ErrorCode> OF_STATEMENT = Set.of(ErrorCode.INTERNAL_ERROR, ErrorCode.TABLE_VANISHED);

    /** The last one is a privilege that an older server does not know. */
    private static final Set<String> MISSING_OR_DENIED = Set.of("42704", "42501", "42601");

    private final CheckedDdl ddl;
    private final List<QualifiedName> largestFirst;
    private final List<Failure> warnings = new ArrayList<>();
    private final Set<DdlStatement> done = ConcurrentHashMap.newKeySet();

    /** @param largestFirst the largest tables */
    public SchemaBuilder(CheckedDdl ddl, List<QualifiedName> largestFirst) {
        this.ddl = ddl;
        this.largestFirst = largestFirst;
    }

    public List<Failure> warnings() {
        return warnings;
    }

    /** One after the other, in the order in which they depend on one another, but for what was done before. */
    public void carryOut(Section section, Sql sql) throws SQLException {
        Set<String> told = new HashSet<>();
        for (CheckedStatement checked : ddl.statements()) {
            DdlStatement statement = checked.statement();
            if (sectionOf(checked) != section || done.contains(statement)) {
                continue;
            }
            if (!SAID_OF_ROLES.contains(statement.kind())) {
                execute(checked, sql);
                continue;
            }
            SQLException refused = sql.attempt(() -> sql.execute(statement.sql()));
            if (refused == null) {
                continue;
            }
            if (!MISSING_OR_DENIED.contains(String.valueOf(refused.getSQLState()))) {
                throw failure(refused, statement);
            }
            String why = TargetFailure.detail(refused);
            if (told.add(statement.kind() + why)) {
                warnings.add(new Failure(ErrorCode.WRITE_DENIED, statement.sql() + ": " + why));
            }
        }
    }

    /** A role that owns the tables, and is no superuser, could not load rows into them any more. */
    private static Section sectionOf(CheckedStatement checked) {
        return checked.effect() == DdlEffect.FORCED_POLICIES
                ? Section.AFTER_DATA
                : checked.statement().section();
    }

    private void execute(CheckedStatement checked, Sql sql) {
        DdlStatement statement = checked.statement();
        try {
            sql.execute(statement.sql());
        } catch (SQLException e) {
            throw failure(e, statement);
        }
    }

    /** What the server cannot make sense of is the fault of whoever wrote the package, and only of ours if we did. */
    private BackupException failure(SQLException refused, DdlStatement statement) {
        String what = statement.kind() + " " + statement.name();
        BackupException failure = TargetFailure.of(refused, what);
        boolean isOfPackage = ddl.foreign() && OF_STATEMENT.contains(failure.code());
        return isOfPackage
                ? new BackupException(
                        ErrorCode.PACKAGE_CORRUPT,
                        "catalog/catalog.json: the server refuses %s: %s"
                                .formatted(what, TargetFailure.detail(refused)),
                        refused)
                : failure;
    }

    /**
     * Indexes and keys, then foreign keys, on several connections at once. What cannot be made out of its order is left for
     * {@link #carryOut}.
     */
    void carryOutInParallel(Database database, int parallelism) throws IOException {
        runAll(DdlEffect.INDEX, database, parallelism);
        runAll(DdlEffect.FOREIGN_KEY, database, parallelism);
    }

    /** The largest table's first, so that no connection is left alone with one at the end. */
    private int rank(CheckedStatement statement) {
        int rank = largestFirst.indexOf(statement.table());
        return rank < 0 ? largestFirst.size() : rank;
    }

    private void runAll(DdlEffect wanted, Database database, int parallelism) throws IOException {
        Queue<DdlStatement> queue = new ConcurrentLinkedQueue<>(ddl.statements().stream()
                .filter(checked -> checked.effect() == wanted)
                .filter(checked -> checked.statement().section() == Section.AFTER_DATA)
                .sorted(Comparator.comparingInt(this::rank))
                .map(CheckedStatement::statement)
                .toList());
        List<Callable<Void>> workers = new ArrayList<>();
        for (Connection each : WriteConnection.openUpTo(Math.min(parallelism, queue.size()), database)) {
            workers.add(() -> {
                try (Connection connection = each) {
                    Sql sql = new Sql(connection);
                    for (DdlStatement next = queue.poll(); next != null; next = queue.poll()) {
                        tryOutOfOrder(next, sql);
                    }
                }
                return null;
            });
        }
        Parallel.run("make indexes", workers);
    }

    private void tryOutOfOrder(DdlStatement statement, Sql sql) throws SQLException {
        try {
            sql.execute(statement.sql());
            done.add(statement);
        } catch (SQLException e) {
            String state = String.valueOf(e.getSQLState());
            boolean mayWorkLater = state.startsWith("42") || state.equals("40P01") || state.equals("55P03");
            if (!mayWorkLater) {
                throw failure(e, statement);
            }
        }
    }
}
