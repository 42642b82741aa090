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
 * What a package says of itself, but for the list of its members.
 *
 * @param parent the package before this one, from which it tells what changed; null for none
 * @param chain all packages that hold content of this one, the oldest first
 * @param database null when the package holds none
 * @param roots the directories of files
 * @param leftOut what the system has and the package has not, and why
 * @param findings what was noticed while reading
 * @param findingCounts how many findings there were of each kind: of many, only the first are told
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

    /** Another package, known by its id and by the digest of its file. */
    public record Link(PackageId id, String name, String sha256) {

        public Link {
            Objects.requireNonNull(id, "id of a package in the chain");
            Objects.requireNonNull(name, "name of a package in the chain");
            Objects.requireNonNull(sha256, "digest of a package in the chain");
        }
    }

    /**
     * @param snapshot the position in the write-ahead log that the rows are of
     * @param largeObjects whether the package holds the large objects
     * @param model which model was in force, and why; null in packages of earlier versions
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
     * @param columns in the order in which the rows hold them
     * @param blanked columns whose values were replaced
     * @param members that hold the rows
     * @param referencesOnly whether these are but the keys of rows that others point to
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
     * @param files in it, of which {@code unchanged} lie in an earlier package
     * @param bytes of all of them
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

    /** Whether its rows come from a package of the earlier system: all others are of a snapshot. */
    public boolean converted() {
        return database != null && database.snapshot() == null;
    }

    @JsonProperty
    public boolean withWarnings() {
        return !findings.isEmpty();
    }
}
