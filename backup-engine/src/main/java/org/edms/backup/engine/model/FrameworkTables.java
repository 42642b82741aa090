package org.edms.backup.engine.model;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.edms.backup.engine.catalog.table.Table;

/**
 * Tables in which frameworks record the migrations of one database. Rows of another database in them would make the framework
 * skip or repeat a migration.
 */
public final class FrameworkTables {

    /** A table of a framework, recognised by its name and columns in lower case. */
    private record Known(String framework, String table, Set<String> columns) {}

    private static final List<Known> ALL = List.of(
            new Known("Django", "django_migrations", Set.of("app", "name", "applied")),
            new Known("Flyway", "flyway_schema_history", Set.of("installed_rank", "version", "script")),
            new Known("Flyway", "schema_version", Set.of("installed_rank", "version", "script")),
            new Known("Alembic", "alembic_version", Set.of("version_num")),
            new Known("Liquibase", "databasechangelog", Set.of("id", "author", "filename", "md5sum")),
            new Known("Liquibase", "databasechangeloglock", Set.of("id", "locked", "lockgranted")),
            new Known("Rails", "schema_migrations", Set.of("version")),
            new Known("Rails", "ar_internal_metadata", Set.of("key", "value")),
            new Known("Laravel", "migrations", Set.of("migration", "batch")),
            new Known("TypeORM", "migrations", Set.of("timestamp", "name")),
            new Known("Knex", "knex_migrations", Set.of("name", "batch", "migration_time")),
            new Known("Knex", "knex_migrations_lock", Set.of("index", "is_locked")),
            new Known("Sequelize", "sequelizemeta", Set.of("name")),
            new Known("Prisma", "_prisma_migrations", Set.of("checksum", "migration_name")),
            new Known("Entity Framework", "__efmigrationshistory", Set.of("migrationid", "productversion")),
            new Known("Doctrine", "doctrine_migration_versions", Set.of("version", "executed_at")),
            new Known("goose", "goose_db_version", Set.of("version_id", "is_applied")),
            new Known("sqlx", "_sqlx_migrations", Set.of("version", "checksum")));

    private FrameworkTables() {}

    /** Returns the framework whose bookkeeping the table is; empty for any other table. */
    public static Optional<String> frameworkOf(Table table) {
        String name = table.name().toLowerCase(Locale.ROOT);
        Set<String> columns = table.columns().stream()
                .map(column -> column.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.toSet());
        return ALL.stream()
                .filter(known -> known.table().equals(name) && columns.containsAll(known.columns()))
                .map(Known::framework)
                .findFirst();
    }
}
