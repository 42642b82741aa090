package org.edms.backup.engine.restore;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.edms.backup.engine.catalog.ddl.CheckedDdl;
import org.edms.backup.engine.source.Database;
import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.error.ErrorCode;
import org.edms.backup.model.error.Failure;

/**
 * Chooses the role that runs the code of a package of unknown origin: the owner of the database, or else an owner that the package
 * names, if it can do nothing on the server but own that. Somebody has said that the code is trusted; this keeps it from doing more
 * than it needs to.
 *
 * @param database the same database, for the role that was chosen
 * @param warnings that there is no such role, so that the code runs with the rights of a superuser
 */
record LeastRole(Database database, List<Failure> warnings) {

    private static final String IS_LEAST = """
            SELECT EXISTS (
                SELECT FROM pg_roles r
                WHERE r.rolname = %s AND NOT r.rolsuper AND NOT r.rolcreaterole AND NOT r.rolreplication
                  AND NOT EXISTS (SELECT FROM pg_roles p
                                  WHERE (p.rolsuper OR p.rolname IN ('pg_execute_server_program', 'pg_read_server_files',
                                                                     'pg_write_server_files'))
                                    AND pg_has_role(r.oid, p.oid, 'MEMBER')))
            """;

    private static final String UNTRUSTED = """
            SELECT string_agg(a.name, ', ' ORDER BY a.name) FROM pg_available_extensions a
            WHERE a.name IN (%s) AND NOT EXISTS (
                SELECT FROM pg_available_extension_versions v
                WHERE v.name = a.name AND v.version = a.default_version AND v.trusted)
            """;

    LeastRole {
        warnings = List.copyOf(warnings);
    }

    /** @param database a new one, which the role becomes the owner of */
    static LeastRole of(Database database, CheckedDdl ddl) throws SQLException {
        if (!ddl.foreign() || ddl.code().isEmpty()) {
            return new LeastRole(database, List.of());
        }
        try (Connection connection = database.connect(Loading.SETTINGS)) {
            Sql sql = new Sql(connection);
            if (!sql.holds("SELECT rolsuper FROM pg_roles WHERE rolname = current_user")) {
                return new LeastRole(database, List.of());
            }
            Optional<String> role = choose(sql, ddl);
            if (role.isEmpty()) {
                refuseUntrustedExtensions(sql, ddl);
                return new LeastRole(database, List.of(superuser(sql)));
            }
            sql.execute("ALTER DATABASE %s OWNER TO %s".formatted(Sql.quoted(database.name()), Sql.quoted(role.get())));
            return new LeastRole(database.actingAs(role.get()), List.of());
        }
    }

    private static Optional<String> choose(Sql sql, CheckedDdl ddl) throws SQLException {
        List<String> candidates = new ArrayList<>();
        candidates.add(sql.text("SELECT pg_get_userbyid(datdba) FROM pg_database WHERE datname = current_database()"));
        candidates.addAll(ddl.owners());
        for (String candidate : candidates) {
            if (sql.holds(IS_LEAST.formatted(Sql.literal(candidate)))) {
                return Optional.of(candidate);
            }
        }
        return Optional.empty();
    }

    private static Failure superuser(Sql sql) throws SQLException {
        return new Failure(
                ErrorCode.CODE_NOT_TRUSTED,
                "the code ran as the superuser %s: neither the database nor the package's objects have an owner with fewer rights"
                        .formatted(sql.text("SELECT current_user::text")));
    }

    /** A superuser may create any extension, also one that reaches out of the database. */
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
                    "the extensions " + untrusted
                            + " are not trusted by the server; create the database's owner, and restore again");
        }
    }
}
