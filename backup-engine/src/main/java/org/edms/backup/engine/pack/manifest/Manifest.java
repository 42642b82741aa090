package org.edms.backup.engine.pack.manifest;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.edms.backup.engine.catalog.sql.Identifier;
import org.edms.backup.engine.catalog.sql.QualifiedName;
import org.edms.backup.engine.source.FileRoot;
import org.edms.backup.model.id.PackageId;

/**
 * The manifest of a package without its entries.
 *
 * @param parent the previous package; this package contains only what changed since then; null for none
 * @param chain all packages that hold content of this one, oldest first
 * @param database null if the package has no database
 * @param roots the file roots
 * @param leftOut data of the system that the package omits, with the reasons
 * @param findings the findings of the backup
 * @param findingCounts the number of findings of each kind; only the first of each kind are listed
 */
public record Manifest(
        PackageHeader header,
        Link parent,
        List<Link> chain,
        Database database,
        List<Root> roots,
        List<LeftOut> leftOut,
        List<Finding> findings,
        Map<Finding.Kind, Long> findingCounts) {

    public Manifest {
        Objects.requireNonNull(header, "header");
        chain = chain == null ? List.of() : List.copyOf(chain);
        roots = roots == null ? List.of() : List.copyOf(roots);
        leftOut = leftOut == null ? List.of() : List.copyOf(leftOut);
        findings = findings == null ? List.of() : List.copyOf(findings);
        findingCounts = findingCounts == null ? Map.of() : Map.copyOf(findingCounts);
    }

    /** A reference to another package by its id and the digest of its file. */
    public record Link(PackageId id, String name, String sha256) {

        public Link {
            Objects.requireNonNull(id, "id of a package in the chain");
            Objects.requireNonNull(name, "name of a package in the chain");
            Objects.requireNonNull(sha256, "digest of a package in the chain");
        }
    }

    /**
     * @param snapshot the position of the snapshot in the write-ahead log
     * @param largeObjects whether the package contains the large objects
     * @param model the effective model, and the reason for it; null in packages of earlier versions
     */
    public record Database(
            String name,
            String serverVersion,
            String encoding,
            String snapshot,
            List<Table> tables,
            Table largeObjects,
            String model) {

        public Database {
            tables = List.copyOf(tables);
        }

        public long rows() {
            return tables.stream().mapToLong(Table::rows).sum();
        }
    }

    /**
     * @param columns the columns in the order of the row data
     * @param blanked the columns whose values were replaced
     * @param members the members that contain the rows
     * @param referencesOnly whether these are only the keys of referenced rows
     */
    public record Table(
            String schema,
            String name,
            long rows,
            long bytes,
            List<String> columns,
            List<String> blanked,
            List<String> members,
            boolean referencesOnly) {

        public Table {
            QualifiedName checked = new QualifiedName(schema, name);
            requireCount(rows, checked);
            requireCount(bytes, checked);
            columns = List.copyOf(columns);
            columns.forEach(Identifier::new);
            blanked = blanked == null ? List.of() : List.copyOf(blanked);
            members = List.copyOf(members);
        }

        public String qualifiedName() {
            return schema + "." + name;
        }
    }

    /**
     * @param files the number of files; {@code unchanged} is the number of those in an earlier package
     * @param bytes the size of all files
     */
    public record Root(String name, long files, long unchanged, long bytes) {

        public Root {
            if (!FileRoot.isName(name)) {
                throw new IllegalArgumentException("no name of a root: " + PackagePath.printable(name));
            }
            requireCount(files, name);
            requireCount(unchanged, name);
            requireCount(bytes, name);
        }
    }

    private static void requireCount(long count, Object of) {
        if (count < 0) {
            throw new IllegalArgumentException("negative count of " + of);
        }
    }

    public record LeftOut(String what, String why) {}

    /** Returns whether the rows were converted from a legacy package. All other rows come from a snapshot. */
    public boolean converted() {
        return database != null && database.snapshot() == null;
    }

    @JsonProperty
    public boolean withWarnings() {
        return !findings.isEmpty();
    }
}
