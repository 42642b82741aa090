package org.edms.backup.engine.catalog.table;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.edms.backup.engine.catalog.sql.Identifier;
import org.edms.backup.engine.catalog.sql.QualifiedName;

/**
 * A table, as far as its rows are concerned.
 *
 * @param partitionOf the table whose rows lie here, however many levels above; null for a table of its own
 * @param here what is true of it in the database at hand alone; null for a table of a package
 */
public record Table(
        String schema,
        String name,
        Kind kind,
        List<Column> columns,
        Key primaryKey,
        List<Key> uniqueKeys,
        List<ForeignKey> foreignKeys,
        Name partitionOf,
        @JsonIgnore Here here) {

    /** How a table is called. */
    public record Name(String schema, String table) {}

    /**
     * @param id by which the catalogs know it
     * @param bytes of its rows, as they lie on disk
     * @param pages of its own, without what is stored beside it
     * @param extensionFilter which rows of an extension's table are the user's: a condition, empty for all; null for a
     *     table that belongs to no extension
     */
    public record Here(long id, long bytes, long pages, String extensionFilter) {}

    /** Where the rows of a table are. */
    public enum Kind {
        ORDINARY,

        /** In its partitions. */
        PARTITIONED,

        /** On another server. */
        FOREIGN
    }

    /**
     * @param generated computed from other columns: it is never written
     * @param identity {@code ALWAYS} or {@code BY DEFAULT}, or null
     */
    public record Column(
            String name, String type, boolean notNull, String defaultValue, boolean generated, String identity) {

        /** Whether a sequence fills it. */
        public boolean numbered() {
            return identity != null || (defaultValue != null && defaultValue.contains("nextval("));
        }
    }

    /** Columns that tell rows apart. */
    public record Key(String name, List<String> columns) {
        public Key {
            columns = List.copyOf(columns);
        }
    }

    /**
     * Columns that hold the key of a row elsewhere.
     *
     * @param validated whether every row was looked at, and not only those that came since
     */
    public record ForeignKey(
            String name,
            List<String> columns,
            String schema,
            String table,
            List<String> referencedColumns,
            boolean deferrable,
            boolean validated) {
        public ForeignKey {
            Objects.requireNonNull(schema, "schema of a referenced table");
            Objects.requireNonNull(table, "name of a referenced table");
            columns = List.copyOf(columns);
            referencedColumns = List.copyOf(referencedColumns);
        }

        @JsonIgnore
        public Name target() {
            return new Name(schema, table);
        }

        public boolean pointsTo(Table other) {
            return schema.equals(other.schema()) && table.equals(other.name());
        }
    }

    public Table {
        Objects.requireNonNull(kind, "kind of a table");
        QualifiedName checked = new QualifiedName(schema, name);
        columns = List.copyOf(columns);
        for (Column column : columns) {
            Identifier columnName = new Identifier(column.name());
            Objects.requireNonNull(column.type(), () -> "type of " + checked + "." + columnName.name());
        }
        uniqueKeys = List.copyOf(uniqueKeys);
        foreignKeys = List.copyOf(foreignKeys);
    }

    @JsonIgnore
    public boolean holdsRows() {
        return kind == Kind.ORDINARY;
    }

    /** Columns that can be written. */
    @JsonIgnore
    public List<Column> storedColumns() {
        return columns.stream().filter(column -> !column.generated()).toList();
    }

    public Optional<Column> column(String columnName) {
        return columns.stream()
                .filter(column -> column.name().equals(columnName))
                .findFirst();
    }

    public String qualifiedName() {
        return schema + "." + name;
    }

    public Name tableName() {
        return new Name(schema, name);
    }

    /** Where its rows are asked for: a partition's in the table that it is part of. */
    @JsonIgnore
    public Name root() {
        return partitionOf == null ? new Name(schema, name) : partitionOf;
    }

    public String quotedName() {
        return new Identifier(schema).quoted() + "." + new Identifier(name).quoted();
    }
}
