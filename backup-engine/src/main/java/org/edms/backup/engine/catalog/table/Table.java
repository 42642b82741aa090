package org.edms.backup.engine.catalog.table;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.edms.backup.engine.catalog.sql.Identifier;
import org.edms.backup.engine.catalog.sql.QualifiedName;

/**
 * The properties of a table that matter for its rows.
 *
 * @param partialKeys unique indexes of a part of the rows
 * @param partitionOf the topmost table that this one is a partition of; null if it is not a partition
 * @param here the properties in this database only; null for a table of a package
 */
public record Table(
        String schema,
        String name,
        Kind kind,
        List<Column> columns,
        Key primaryKey,
        List<Key> uniqueKeys,
        List<PartialKey> partialKeys,
        List<ForeignKey> foreignKeys,
        Name partitionOf,
        @JsonIgnore Here here) {

    /** The name of a table. */
    public record Name(String schema, String table) {}

    /**
     * @param id the OID in the catalogs
     * @param bytes the size of its rows on disk
     * @param pages the number of its own pages, without TOAST data
     * @param extensionFilter a condition that selects the user's rows in a table of an extension, empty for all rows; null for a
     *     table that does not belong to an extension
     */
    public record Here(long id, long bytes, long pages, String extensionFilter) {}

    /** The location of the rows of a table. */
    public enum Kind {
        ORDINARY,

        /** The rows are in the partitions. */
        PARTITIONED,

        /** The rows are on another server. */
        FOREIGN
    }

    /**
     * @param generated whether it is computed from other columns and therefore never written
     * @param identity {@code ALWAYS} or {@code BY DEFAULT}, or null
     */
    public record Column(
            String name, String type, boolean notNull, String defaultValue, boolean generated, String identity) {

        /** Returns whether a sequence fills the column. */
        public boolean numbered() {
            return identity != null || (defaultValue != null && defaultValue.contains("nextval("));
        }
    }

    /** Columns that identify a row. */
    public record Key(String name, List<String> columns) {
        public Key {
            columns = List.copyOf(columns);
        }
    }

    /**
     * Columns that identify a row among those that have NULL in other columns.
     *
     * @param nulls the columns that are NULL
     */
    public record PartialKey(String name, List<String> columns, List<String> nulls) {
        public PartialKey {
            columns = List.copyOf(columns);
            nulls = List.copyOf(nulls);
        }

        /** Returns all columns of the key. */
        @JsonIgnore
        public List<String> all() {
            return Stream.concat(columns.stream(), nulls.stream()).toList();
        }
    }

    /**
     * Columns that reference the key of a row in another table.
     *
     * @param validated whether all rows were checked, and not only those added since
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
        partialKeys = partialKeys == null ? List.of() : List.copyOf(partialKeys);
        foreignKeys = List.copyOf(foreignKeys);
    }

    /** A table without partial keys. */
    public Table(
            String schema,
            String name,
            Kind kind,
            List<Column> columns,
            Key primaryKey,
            List<Key> uniqueKeys,
            List<ForeignKey> foreignKeys,
            Name partitionOf,
            Here here) {
        this(schema, name, kind, columns, primaryKey, uniqueKeys, List.of(), foreignKeys, partitionOf, here);
    }

    public Table withForeignKeys(List<ForeignKey> others) {
        return new Table(schema, name, kind, columns, primaryKey, uniqueKeys, partialKeys, others, partitionOf, here);
    }

    @JsonIgnore
    public boolean holdsRows() {
        return kind == Kind.ORDINARY;
    }

    /** Returns the columns that can be written. */
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

    /** Returns the table to query for the rows: for a partition, the partitioned table. */
    @JsonIgnore
    public Name root() {
        return partitionOf == null ? new Name(schema, name) : partitionOf;
    }

    public String quotedName() {
        return new Identifier(schema).quoted() + "." + new Identifier(name).quoted();
    }

    /** Returns what follows FROM to read its rows: without those of tables that inherit from it. */
    public String scan() {
        return (kind == Kind.PARTITIONED ? "" : "ONLY ") + quotedName();
    }
}
