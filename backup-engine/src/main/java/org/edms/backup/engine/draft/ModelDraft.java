package org.edms.backup.engine.draft;

import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.edms.backup.engine.catalog.sql.Identifier;
import org.edms.backup.engine.catalog.table.CatalogQuery;
import org.edms.backup.engine.catalog.table.Table;
import org.edms.backup.engine.catalog.table.TableCatalog;
import org.edms.backup.engine.model.EdmsModel;
import org.edms.backup.engine.model.EffectiveModel;
import org.edms.backup.engine.model.FrameworkTables;
import org.edms.backup.engine.model.ModelFile;
import org.edms.backup.engine.model.NaturalKey;
import org.edms.backup.engine.model.NaturalKeys;
import org.edms.backup.engine.references.FoundReference;
import org.edms.backup.engine.references.ReferenceFinder;
import org.edms.backup.engine.source.Database;
import org.edms.backup.engine.source.DatabaseFailure;
import org.edms.backup.engine.source.FileRoot;
import org.edms.backup.engine.source.Snapshot;
import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.error.ErrorCode;

/**
 * Writes a draft of a model: what the catalog and the rows of a database show, each with the reason, and what a person must
 * decide. Every line that is not commented out fits the database.
 */
public final class ModelDraft {

    private static final int MOST_TABLES_OF_A_SYSTEM = 6;
    private static final int MOST_ROUNDS = 5;
    private static final Pattern OF_A_LINE = Pattern.compile("line ([0-9]+): (.*)", Pattern.DOTALL);
    private static final Set<String> UNCERTAIN = Set.of("range", "name of an id");
    /** Names of columns that often identify a row, best first. */
    private static final String KEY_OF_FILES = "; if it encrypts files, write it below \"fileKeys\" instead";

    private static final List<String> NAMES_OF_KEYS = List.of(
            "username", "login", "name", "code", "slug", "number", "label", "title", "identifier", "path", "email");

    private static final Pattern TEMPORARY = Pattern.compile("(^|_)(sessions?|caches?|locks?|throttles?)(_|$)");

    private final Connection connection;
    private final String database;
    private final String schema;
    private final List<Table> tables;
    private final List<FoundReference> found;
    private final List<PathColumns.PathColumn> paths = new ArrayList<>();
    private final Map<String, Long> rows = new HashMap<>();
    private final List<DraftTable> drafts = new ArrayList<>();
    private Optional<GenericTypesDraft> types = Optional.empty();

    private ModelDraft(
            Connection connection, String database, String schema, List<Table> tables, List<FoundReference> found) {
        this.connection = connection;
        this.database = database;
        this.schema = schema;
        this.tables = tables;
        this.found = found;
    }

    /**
     * Reads a database in one snapshot, and changes nothing.
     *
     * @param roots directories with files that rows may name
     * @param schema null for the one with the most tables
     */
    public static String of(Database database, List<FileRoot> roots, String schema) throws IOException {
        try (Snapshot snapshot = Snapshot.open(database)) {
            CatalogQuery catalog = snapshot.catalog(List.of());
            List<Table> all = TableCatalog.read(catalog);
            snapshot.connections(1, all);
            String chosen = schema == null ? largest(all) : schema;
            List<Table> tables = all.stream()
                    .filter(table -> table.schema().equals(chosen))
                    .filter(table -> table.partitionOf() == null && table.kind() != Table.Kind.FOREIGN)
                    .toList();
            if (tables.isEmpty()) {
                throw new BackupException(
                        ErrorCode.DATABASE_EMPTY, "no table in the schema " + chosen + " of " + database);
            }
            List<FoundReference> found = new ReferenceFinder(snapshot.leader(), tables, EdmsModel.unknown()).find();
            ModelDraft draft = new ModelDraft(
                    snapshot.leader(), catalog.scalar("SELECT current_database()"), chosen, tables, found);
            draft.read(roots);
            String text = draft.fitting();
            snapshot.finish();
            return text;
        } catch (SQLException e) {
            throw DatabaseFailure.of(e, database.toString());
        }
    }

    private static String largest(List<Table> tables) {
        return tables.stream().collect(Collectors.groupingBy(Table::schema, Collectors.counting())).entrySet().stream()
                .max(Map.Entry.<String, Long>comparingByValue()
                        .thenComparing(each -> each.getKey().equals("public")))
                .map(Map.Entry::getKey)
                .orElse("public");
    }

    private void read(List<FileRoot> roots) throws SQLException, IOException {
        PathColumns files = new PathColumns(connection, roots);
        for (Table table : tables) {
            rows.put(table.name(), count("SELECT count(*) FROM " + table.quotedName()));
            paths.addAll(files.in(table));
        }
        types = GenericTypesDraft.of(found, tables, connection).filter(GenericTypesDraft::namesAny);
        Map<Table.Name, List<List<String>>> choices = new HashMap<>();
        NaturalKeys.ambiguities(EdmsModel.unknown(), tables)
                .forEach(each -> choices.put(each.table().tableName(), each.candidates()));
        for (NaturalKey key : NaturalKeys.unordered(EdmsModel.unknown(), tables)) {
            if (FrameworkTables.frameworkOf(key.table()).isEmpty()) {
                drafts.add(table(key, choices.getOrDefault(key.table().tableName(), List.of())));
            }
        }
    }

    private DraftTable table(NaturalKey key, List<List<String>> choices) throws SQLException {
        Table table = key.table();
        DraftTable draft = new DraftTable(
                table.name(), "%,d rows".formatted(rows.get(table.name())).replace("1 rows", "1 row"));
        addKey(draft, key, choices);
        for (SecretColumns.Secret secret : SecretColumns.in(table, connection)) {
            draft.add(
                    "sensitive",
                    DraftLine.active(
                            "%s: %s".formatted(DraftLine.name(secret.column()), secret.replacement()),
                            "Decide: a secret, by " + secret.why() + (mayEncryptFiles(secret) ? KEY_OF_FILES : "")));
        }
        paths.stream()
                .filter(path -> path.table().equals(table.name()))
                .forEach(path -> draft.add("files", line(path)));
        found.stream()
                .filter(reference -> reference.place().table().equals(table.name()))
                .forEach(reference -> draft.add("references", line(reference)));
        return draft;
    }

    /** Without its key, a file that the system encrypts is lost. */
    private boolean mayEncryptFiles(SecretColumns.Secret secret) {
        return !paths.isEmpty() && secret.column().toLowerCase(Locale.ROOT).contains("key");
    }

    private void addKey(DraftTable draft, NaturalKey key, List<List<String>> choices) throws SQLException {
        if (!choices.isEmpty()) {
            List<List<String>> best = choices.stream()
                    .sorted(Comparator.comparingInt(ModelDraft::rank))
                    .toList();
            draft.add(DraftLine.active(
                    "key: " + list(best.get(0)),
                    "Decide: or " + best.stream().skip(1).map(ModelDraft::list).collect(Collectors.joining(", or "))));
            return;
        }
        if (!key.byContent()) {
            draft.add(DraftLine.active("key: " + list(key.key()), key.why()));
            if (key.nullsEqual()) {
                draft.add(DraftLine.active("nulls: equal", ""));
            }
            if (!key.guarded()) {
                draft.add(DraftLine.active("unguarded: true", "no constraint makes it unique in all rows"));
            }
            return;
        }
        draft.add(DraftLine.active("key: content", key.why()));
        for (Table.Column column : key.table().storedColumns()) {
            if (NAMES_OF_KEYS.contains(column.name().toLowerCase(Locale.ROOT)) && isUnique(key.table(), column)) {
                draft.add(DraftLine.commentedOut(
                        "key: %s".formatted(list(List.of(column.name()))),
                        "Decide: it is different in all rows; needs \"unguarded: true\""));
            }
        }
        if (rows.get(key.table().name()) == 1) {
            draft.add(DraftLine.commentedOut("key: single", "Decide: does the table always have one row?"));
        }
    }

    private static int rank(List<String> columns) {
        return columns.stream()
                .mapToInt(NAMES_OF_KEYS::indexOf)
                .map(rank -> rank < 0 ? NAMES_OF_KEYS.size() : rank)
                .min()
                .orElseThrow();
    }

    private boolean isUnique(Table table, Table.Column column) throws SQLException {
        String name = new Identifier(column.name()).quoted();
        return rows.get(table.name()) > 1
                && !column.type().startsWith("json")
                && count("SELECT (count(*) = count(DISTINCT %s))::int FROM %s".formatted(name, table.quotedName()))
                        == 1;
    }

    private static String list(List<String> columns) {
        return columns.stream().map(DraftLine::name).toList().toString();
    }

    private DraftLine line(PathColumns.PathColumn path) {
        String line = "- { root: %s, path: %s%s%s }"
                .formatted(
                        DraftLine.name(path.root()),
                        DraftLine.name(path.column()),
                        path.size() == null ? "" : ", size: " + DraftLine.name(path.size()),
                        path.digest() == null
                                ? ""
                                : ", %s: %s"
                                        .formatted(
                                                path.digest().algorithm().part(),
                                                DraftLine.name(path.digest().column())));
        String evidence = "%d of %d values are files".formatted(path.found(), path.values());
        if (!path.below().isEmpty()) {
            return DraftLine.commentedOut(
                    line,
                    "Decide: %s below %s: make this directory a root of its own".formatted(evidence, path.below()));
        }
        return path.prefix().equals(prefix(path.root()))
                ? DraftLine.active(line, evidence)
                : DraftLine.commentedOut(
                        line,
                        "Decide: %s with the prefix %s, unlike others of this root"
                                .formatted(evidence, DraftLine.quoted(path.prefix())));
    }

    /** The most frequent prefix of a root. */
    private String prefix(String root) {
        return paths.stream()
                .filter(path -> path.root().equals(root) && path.below().isEmpty())
                .collect(Collectors.groupingBy(
                        PathColumns.PathColumn::prefix, Collectors.summingLong(PathColumns.PathColumn::found)))
                .entrySet()
                .stream()
                .max(Map.Entry.<String, Long>comparingByValue().thenComparing(Map.Entry.comparingByKey()))
                .map(Map.Entry::getKey)
                .orElse("");
    }

    private DraftLine line(FoundReference reference) {
        FoundReference.Evidence evidence = reference.evidence();
        String comment = "%,d of %,d values are keys%s; %s"
                .formatted(
                        evidence.found(), evidence.values(), evidence.complete() ? "" : " (sample)", evidence.reason());
        boolean oneTable = reference.type() != null
                || reference.targets().stream()
                                .map(FoundReference.Target::table)
                                .distinct()
                                .count()
                        == 1;
        if (paths.stream()
                .anyMatch(path -> path.table().equals(reference.place().table())
                        && path.column().equals(reference.place().column()))) {
            return DraftLine.commentedOut(
                    reference.hint(), "Decide: %s; a merge would change the path, but not the file".formatted(comment));
        }
        boolean certain =
                evidence.share() == 1 && oneTable && !UNCERTAIN.contains(evidence.reason()) && isTypeKnown(reference);
        if (certain) {
            return DraftLine.active(reference.hint(), comment);
        }
        String tables = reference.targets().stream()
                .map(target -> target.table().table())
                .distinct()
                .collect(Collectors.joining(" or "));
        return DraftLine.commentedOut(
                reference.hint(), "Decide: %s%s".formatted(comment, oneTable ? "" : "; keys of " + tables));
    }

    private boolean isTypeKnown(FoundReference reference) {
        if (reference.type() == null || reference.hint().contains("tables: {")) {
            return true;
        }
        Optional<Table> needed = GenericTypesDraft.typeTable(reference.place().table(), reference.type(), tables);
        return types.map(GenericTypesDraft::table).equals(needed);
    }

    /** Comments out the lines that do not fit, until all others do. */
    private String fitting() {
        String text = "";
        for (int round = 0; round < MOST_ROUNDS; round++) {
            Map<Integer, DraftLine> lines = new LinkedHashMap<>();
            text = text(lines);
            boolean rejected = false;
            for (String misfit : EffectiveModel.misfits(ModelFile.parse(text), tables)) {
                Matcher matcher = OF_A_LINE.matcher(misfit);
                if (matcher.matches() && lines.containsKey(Integer.valueOf(matcher.group(1)))) {
                    lines.get(Integer.valueOf(matcher.group(1))).reject(matcher.group(2));
                    rejected = true;
                }
            }
            if (!rejected) {
                return text;
            }
        }
        return text;
    }

    private String text(Map<Integer, DraftLine> lines) {
        List<String> text = new ArrayList<>(List.of(
                "# A draft of a model, from the catalog and the rows of the database " + database + ".",
                "# Decide every line with \"Decide\": keep, correct or delete it. Then check the model:",
                "#",
                "#   edms-backup model check FILE --db URL",
                "#",
                "# An open reference keeps a merge from changing ids. Declare it, or write { column: NAME, dismissed: true }.",
                "format: edms-model/2",
                "for:",
                "  name: %s  # Decide: the system and its versions".formatted(DraftLine.quoted(database)),
                "  tables: %s  # Decide: tables that no other system has".formatted(list(tablesOfTheSystem())),
                "schema: " + DraftLine.name(schema)));
        Set<String> roots =
                paths.stream().map(PathColumns.PathColumn::root).collect(Collectors.toCollection(TreeSet::new));
        if (!roots.isEmpty()) {
            text.add("fileRoots:");
            roots.forEach(root ->
                    text.add("  %s: { prefix: %s }".formatted(DraftLine.name(root), DraftLine.quoted(prefix(root)))));
        }
        types.ifPresent(generic -> text.addAll(generic.lines()));
        text.addAll(leaveOut());
        text.add("# groups:");
        text.add("#   users: [TABLES]  # Decide: the tables of users and their permissions, for --skip-users");
        text.add("tables:");
        drafts.forEach(draft -> draft.write(text, lines));
        return String.join("\n", text) + "\n";
    }

    private List<String> leaveOut() {
        List<String> left = new ArrayList<>();
        List<String> suspects = new ArrayList<>();
        for (Table table : tables) {
            Optional<String> framework = FrameworkTables.frameworkOf(table);
            framework.ifPresent(
                    name -> left.add("  - %s  # migrations of %s".formatted(DraftLine.name(table.name()), name)));
            if (framework.isEmpty() && TEMPORARY.matcher(table.name()).find()) {
                suspects.add("  # - %s  # Decide: does the application fill it again?"
                        .formatted(DraftLine.name(table.name())));
            }
        }
        if (left.isEmpty() && suspects.isEmpty()) {
            return List.of();
        }
        List<String> lines = new ArrayList<>();
        lines.add(left.isEmpty() ? "# leaveOut:" : "leaveOut:");
        lines.addAll(left);
        lines.addAll(suspects);
        return lines;
    }

    /** The tables with the most columns: names of tables of a framework are in many systems. */
    private List<String> tablesOfTheSystem() {
        return tables.stream()
                .filter(table -> FrameworkTables.frameworkOf(table).isEmpty())
                .filter(table ->
                        !table.name().startsWith("django_") && !table.name().startsWith("auth_"))
                .sorted(Comparator.<Table>comparingInt(table -> -table.columns().size())
                        .thenComparing(Table::name))
                .limit(MOST_TABLES_OF_A_SYSTEM)
                .map(Table::name)
                .sorted()
                .toList();
    }

    private long count(String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(query)) {
            result.next();
            return result.getLong(1);
        }
    }
}
