package org.edms.backup.engine.restore.load;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.edms.backup.engine.catalog.ddl.CheckedDdl;
import org.edms.backup.engine.restore.input.RestoreTask;
import org.edms.backup.engine.restore.target.Sql;
import org.edms.backup.engine.restore.target.SqlTemplate;
import org.edms.backup.engine.restore.target.WriteConnection;
import org.edms.backup.engine.source.Database;
import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.error.ErrorCode;
import org.edms.backup.model.error.Failure;
import org.edms.backup.model.restore.RestoreOptions;

/**
 * Chooses the role that runs the code in a package of unknown origin. A user has declared the code trusted; the role limits
 * what it can do to what it needs. A superuser runs it only if the user names one.
 *
 * @param database the same database, accessed as the chosen role
 * @param original the database, accessed as the session user
 * @param owner the previous owner of the database; null if ownership was not transferred
 * @param warnings a warning if the code runs with the rights of a superuser, as the user requested
 */
public record LeastRole(Database database, Database original, String owner, List<Failure> warnings) {

    /** Tests for a role that this session may act for, and whose only power on the server is to own the database. */
    private static final SqlTemplate IS_LEAST = SqlTemplate.of("""
            SELECT EXISTS (
                SELECT FROM pg_roles r
                WHERE r.rolname = :role AND :mayActFor
                  AND NOT EXISTS (SELECT FROM pg_roles p
                                  WHERE (p.rolsuper OR p.rolcreaterole OR p.rolreplication
                                         OR p.rolname IN ('pg_execute_server_program', 'pg_read_server_files',
                                                          'pg_write_server_files'))
                                    AND pg_has_role(r.oid, p.oid, 'MEMBER')))
            """);

    private static final SqlTemplate IS_USABLE =
            SqlTemplate.of("SELECT EXISTS (SELECT FROM pg_roles r WHERE r.rolname = :role AND :mayActFor)");

    private static final SqlTemplate SET_OWNER = SqlTemplate.of("ALTER DATABASE :database OWNER TO :owner");

    /**
     * Tests whether this session may switch to a role, and drop what it owns. Since PostgreSQL 16, these are separate rights.
     */
    private static final String MAY_ACT_FOR = """
            SELECT CASE WHEN current_setting('server_version_num')::integer >= 160000
                        THEN 'pg_has_role(r.oid, ''USAGE'') AND pg_has_role(r.oid, ''SET'')'
                        ELSE 'pg_has_role(r.oid, ''USAGE'')' END
            """;

    private static final String OWNER = "SELECT pg_get_userbyid(datdba) FROM pg_database WHERE datname = ";

    private static final String UNTRUSTED = """
            SELECT string_agg(a.name, ', ' ORDER BY a.name) FROM pg_available_extensions a
            WHERE a.name IN (%s) AND NOT EXISTS (
                SELECT FROM pg_available_extension_versions v
                WHERE v.name = a.name AND v.version = a.default_version AND v.trusted)
            """;

    public LeastRole {
        warnings = List.copyOf(warnings);
    }

    /**
     * @param database a new database; the role owns it until {@link #handBack}
     * @throws BackupException with {@link ErrorCode#CODE_ROLE_MISSING} if no role is named, and no role with few rights is
     *     found
     */
    public static LeastRole of(Database database, CheckedDdl ddl, RestoreTask task) throws SQLException {
        if (!ddl.foreign() || ddl.code().isEmpty()) {
            return new LeastRole(database, database, null, List.of());
        }
        try (Connection connection = WriteConnection.open(database)) {
            Sql sql = new Sql(connection);
            String user = sql.text("SELECT current_user::text");
            String role = choose(sql, ddl, task, user);
            List<Failure> warnings = List.of();
            if (isSuperuser(sql, role)) {
                refuseUntrustedExtensions(sql, ddl);
                warnings = List.of(new Failure(
                        ErrorCode.CODE_NOT_TRUSTED, "the code ran as the superuser %s, as requested".formatted(role)));
            }
            if (role.equals(user)) {
                return new LeastRole(database, database, null, warnings);
            }
            String owner = sql.text(OWNER + Sql.literal(database.name()));
            sql.execute(setOwner(database, role));
            return new LeastRole(database.actingAs(role), database, owner, warnings);
        }
    }

    /**
     * Checks the session user before code runs in the target itself: ownership is not transferred there, so the user must have
     * few rights.
     */
    static void refuseUnlessLeast(Sql sql, CheckedDdl ddl, RestoreTask task) throws SQLException {
        if (!ddl.foreign() || ddl.code().isEmpty()) {
            return;
        }
        String user = sql.text("SELECT current_user::text");
        String requested = task.request().options().codeRole();
        boolean named = RestoreOptions.SESSION_USER.equals(requested) || user.equals(requested);
        if (!named && (requested != null || !isLeast(sql, user))) {
            throw new BackupException(
                    ErrorCode.CODE_ROLE_MISSING,
                    "the code would run as %s in %s, because that role may not create databases; connect as a role with fewer rights"
                            .formatted(user, task.target()));
        }
    }

    private static String choose(Sql sql, CheckedDdl ddl, RestoreTask task, String user) throws SQLException {
        String requested = task.request().options().codeRole();
        if (requested != null) {
            return requested.equals(RestoreOptions.SESSION_USER) ? user : named(sql, requested, user);
        }
        List<String> candidates = new ArrayList<>();
        candidates.add(user);
        Optional.ofNullable(sql.text(OWNER + Sql.literal(task.target().name()))).ifPresent(candidates::add);
        candidates.addAll(ddl.owners());
        for (String candidate : candidates) {
            if (isLeast(sql, candidate)) {
                return candidate;
            }
        }
        throw new BackupException(ErrorCode.CODE_ROLE_MISSING, """
                the code would run as %s: neither %s nor the package's objects have an owner with fewer rights. \
                Create a role and name it: CREATE ROLE edms_code NOLOGIN; GRANT edms_code TO CURRENT_USER; \
                --code-role edms_code\
                """.formatted(user, task.target()));
    }

    private static String named(Sql sql, String role, String user) throws SQLException {
        if (!sql.holds(isUsable(role, sql.text(MAY_ACT_FOR)))) {
            throw new BackupException(
                    ErrorCode.CODE_ROLE_MISSING,
                    "the role %s does not exist, or %s may not switch to it".formatted(role, user));
        }
        return role;
    }

    private static boolean isLeast(Sql sql, String role) throws SQLException {
        return sql.holds(isLeast(role, sql.text(MAY_ACT_FOR)));
    }

    /** @param mayActFor the condition that this server version needs, as {@link #MAY_ACT_FOR} returns it */
    static String isLeast(String role, String mayActFor) {
        return IS_LEAST.with("role", Sql.literal(role))
                .with("mayActFor", mayActFor)
                .sql();
    }

    static String isUsable(String role, String mayActFor) {
        return IS_USABLE
                .with("role", Sql.literal(role))
                .with("mayActFor", mayActFor)
                .sql();
    }

    static String setOwner(Database database, String owner) {
        return SET_OWNER
                .with("database", Sql.quoted(database.name()))
                .with("owner", Sql.quoted(owner))
                .sql();
    }

    private static boolean isSuperuser(Sql sql, String role) throws SQLException {
        return sql.holds("SELECT rolsuper FROM pg_roles WHERE rolname = " + Sql.literal(role));
    }

    /** Returns the database to its previous owner. The objects created in it still belong to the role. */
    void handBack() throws SQLException {
        if (owner == null) {
            return;
        }
        try (Connection connection = WriteConnection.open(original)) {
            new Sql(connection).execute(setOwner(original, owner));
        }
    }

    /**
     * Runs only for a superuser, who may create any extension, even one that gives access to the server outside the database.
     */
    private static void refuseUntrustedExtensions(Sql sql, CheckedDdl ddl) throws SQLException {
        List<String> extensions = ddl.extensions();
        boolean known = sql.holds("SELECT current_setting('server_version_num')::integer >= 130000");
        if (extensions.isEmpty() || !known) {
            return;
        }
        String names = extensions.stream().map(Sql::literal).collect(Collectors.joining(", "));
        String untrusted = sql.text(UNTRUSTED.formatted(names));
        if (untrusted != null) {
            throw new BackupException(
                    ErrorCode.CODE_NOT_TRUSTED,
                    "a superuser would create extensions that the server does not trust: " + untrusted
                            + ". Name a role with fewer rights: --code-role ROLE");
        }
    }
}
