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

/** Executes the DDL of a package in a database that contains none of its objects. */
public final class SchemaBuilder {

    /** Statements that name a role. The server may lack the role, or this user may not act for it. */
    private static final Set<String> ROLE_STATEMENTS = Set.of("OWNER", "GRANT", "DEFAULT PRIVILEGES");

    /** Errors that indicate a statement that no backup has written, rather than an object that the server lacks. */
    private static final Set<ErrorCode> INVALID_STATEMENT = Set.of(ErrorCode.INTERNAL_ERROR, ErrorCode.TABLE_VANISHED);

    /**
     * SQL states of a missing object and of a missing right. The last one is that of a privilege unknown to an older server.
     */
    private static final Set<String> MISSING_OR_DENIED = Set.of("42704", "42501", "42601");

    private final CheckedDdl ddl;
    private final List<QualifiedName> largestFirst;
    private final List<Failure> warnings = new ArrayList<>();
    private final Set<DdlStatement> done = ConcurrentHashMap.newKeySet();

    /** @param largestFirst the largest tables, in descending order of size */
    public SchemaBuilder(CheckedDdl ddl, List<QualifiedName> largestFirst) {
        this.ddl = ddl;
        this.largestFirst = largestFirst;
    }

    public List<Failure> warnings() {
        return warnings;
    }

    /** Executes the statements of a section one by one, in dependency order, except for those already executed. */
    public void execute(Section section, Sql sql) throws SQLException {
        Set<String> reported = new HashSet<>();
        for (CheckedStatement checked : ddl.statements()) {
            DdlStatement statement = checked.statement();
            if (sectionOf(checked) != section || done.contains(statement)) {
                continue;
            }
            if (!ROLE_STATEMENTS.contains(statement.kind())) {
                execute(checked, sql);
                continue;
            }
            SQLException rejection = sql.attempt(() -> sql.execute(statement.sql()));
            if (rejection == null) {
                continue;
            }
            if (!MISSING_OR_DENIED.contains(String.valueOf(rejection.getSQLState()))) {
                throw failure(rejection, statement);
            }
            String cause = TargetFailure.detail(rejection);
            if (reported.add(statement.kind() + cause)) {
                warnings.add(new Failure(ErrorCode.WRITE_DENIED, statement.sql() + ": " + cause));
            }
        }
    }

    /**
     * Defers forced row security until the rows are loaded: it would prevent a table owner who is no superuser from loading
     * them.
     */
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

    /** Blames an invalid statement on the package if the package has an unknown origin. Otherwise the error is internal. */
    private BackupException failure(SQLException rejection, DdlStatement statement) {
        String what = statement.kind() + " " + statement.name();
        BackupException failure = TargetFailure.of(rejection, what);
        boolean isPackageAtFault = ddl.foreign() && INVALID_STATEMENT.contains(failure.code());
        return isPackageAtFault
                ? new BackupException(
                        ErrorCode.PACKAGE_CORRUPT,
                        "catalog/catalog.json: the server rejects %s: %s"
                                .formatted(what, TargetFailure.detail(rejection)),
                        rejection)
                : failure;
    }

    /**
     * Creates indexes and keys, then foreign keys, on several connections in parallel. A statement that fails because it runs
     * out of order is left to {@link #execute}.
     */
    void createIndexesInParallel(Database database, int parallelism) throws IOException {
        runAll(DdlEffect.INDEX, database, parallelism);
        runAll(DdlEffect.FOREIGN_KEY, database, parallelism);
    }

    /** Ranks the largest tables first, so that one connection does not end up with a large one while the others are idle. */
    private int rank(CheckedStatement statement) {
        int rank = largestFirst.indexOf(statement.table());
        return rank < 0 ? largestFirst.size() : rank;
    }

    private void runAll(DdlEffect effect, Database database, int parallelism) throws IOException {
        Queue<DdlStatement> queue = new ConcurrentLinkedQueue<>(ddl.statements().stream()
                .filter(checked -> checked.effect() == effect)
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
        Parallel.run("create indexes", workers);
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
