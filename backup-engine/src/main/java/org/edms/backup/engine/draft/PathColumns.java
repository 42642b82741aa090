package org.edms.backup.engine.draft;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.edms.backup.engine.catalog.sql.Identifier;
import org.edms.backup.engine.catalog.table.Table;
import org.edms.backup.engine.model.DigestAlgorithm;
import org.edms.backup.engine.model.TableModel;
import org.edms.backup.engine.source.FileRoot;
import org.edms.backup.engine.source.FileTree;
import org.edms.backup.engine.source.SourceFile;

/** Finds the columns that name files, by comparing their values with the files in directories. */
final class PathColumns {

    private static final int SAMPLE = 500;
    private static final int LONGEST_PATH = 1024;
    private static final int MOST_HASHED = 5;
    private static final double LEAST_SHARE = 0.5;
    private static final Pattern TEXT = Pattern.compile("text|citext|character( varying)?(\\([0-9]+\\))?");
    private static final Pattern DIGEST = Pattern.compile(TEXT.pattern() + "|bytea|uuid|character\\([0-9]+\\)");
    private static final Pattern INTEGER = Pattern.compile("integer|bigint");

    /**
     * A column that names files.
     *
     * @param prefix what its values have before the path below the root
     * @param below the directory below the root in which the files are; empty for the root itself
     * @param size the column with the size; null if there is none
     * @param digest the column with the digest; null if there is none
     */
    record PathColumn(
            String table,
            String column,
            String root,
            String prefix,
            String below,
            String size,
            TableModel.DigestColumn digest,
            long values,
            long found) {}

    private record Location(String root, String prefix, String below) {}

    /** A value of a column with its row, and the file that it names. */
    private record Hit(Location location, Map<String, String> row, SourceFile file) {}

    private final Connection connection;
    private final List<FileRoot> roots;
    private final Map<String, Map<String, SourceFile>> files = new HashMap<>();
    private final Map<String, Map<String, List<SourceFile>>> byName = new HashMap<>();

    PathColumns(Connection connection, List<FileRoot> roots) throws IOException {
        this.connection = connection;
        this.roots = roots;
        for (FileRoot root : roots) {
            Map<String, SourceFile> paths = files.computeIfAbsent(root.name(), any -> new HashMap<>());
            Map<String, List<SourceFile>> names = byName.computeIfAbsent(root.name(), any -> new HashMap<>());
            new FileTree(root).walk(new FileTree.Visitor() {
                @Override
                public void file(SourceFile file) {
                    paths.put(file.path(), file);
                    names.computeIfAbsent(nameOf(file.path()), any -> new ArrayList<>())
                            .add(file);
                }

                @Override
                public void leftOut(String path, String why) {
                    // A backup reports it. Here, only files that rows name matter.
                }
            });
        }
    }

    List<PathColumn> in(Table table) throws SQLException, IOException {
        List<PathColumn> found = new ArrayList<>();
        if (files.values().stream().allMatch(Map::isEmpty)) {
            return found;
        }
        for (Table.Column column : table.storedColumns()) {
            if (TEXT.matcher(column.type()).matches()) {
                find(table, column.name()).ifPresent(found::add);
            }
        }
        return found;
    }

    private Optional<PathColumn> find(Table table, String column) throws SQLException, IOException {
        List<Map<String, String>> rows = rows(table, column);
        Map<Location, List<Hit>> hits = new HashMap<>();
        for (Map<String, String> row : rows) {
            Set<Location> seen = new HashSet<>();
            for (FileRoot root : roots) {
                for (Hit hit : hits(root.name(), row.get(column), row)) {
                    if (seen.add(hit.location())) {
                        hits.computeIfAbsent(hit.location(), any -> new ArrayList<>())
                                .add(hit);
                    }
                }
            }
        }
        Optional<List<Hit>> best = hits.values().stream()
                .max(Comparator.<List<Hit>>comparingInt(List::size)
                        .thenComparing(all -> -all.get(0).location().below().length()));
        if (best.isEmpty() || best.get().size() < LEAST_SHARE * rows.size()) {
            return Optional.empty();
        }
        Location location = best.get().get(0).location();
        return Optional.of(new PathColumn(
                table.name(),
                column,
                location.root(),
                location.prefix(),
                location.below(),
                columnWithSize(table, best.get()),
                columnWithDigest(table, best.get()),
                rows.size(),
                best.get().size()));
    }

    /** A value names a file by its path below the root, after a prefix, or by the end of it. */
    private List<Hit> hits(String root, String value, Map<String, String> row) {
        int start = 0;
        while (start >= 0) {
            SourceFile file = files.get(root).get(value.substring(start));
            if (file != null) {
                return List.of(new Hit(new Location(root, value.substring(0, start), ""), row, file));
            }
            int slash = value.indexOf('/', start);
            start = slash < 0 ? -1 : slash + 1;
        }
        return byName.get(root).getOrDefault(nameOf(value), List.of()).stream()
                .filter(file -> file.path().endsWith("/" + value))
                .map(file -> new Hit(
                        new Location(
                                root, "", file.path().substring(0, file.path().length() - value.length() - 1)),
                        row,
                        file))
                .toList();
    }

    private List<Map<String, String>> rows(Table table, String column) throws SQLException {
        String quoted = new Identifier(column).quoted();
        List<String> columns = table.storedColumns().stream()
                .filter(each -> INTEGER.matcher(each.type()).matches()
                        || DIGEST.matcher(each.type()).matches())
                .map(Table.Column::name)
                .toList();
        String values = columns.stream()
                .map(each -> "left(%s::text, %d)".formatted(new Identifier(each).quoted(), LONGEST_PATH))
                .collect(Collectors.joining(", "));
        List<Map<String, String>> rows = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet result =
                        statement.executeQuery("SELECT %s FROM %s WHERE %s <> '' AND length(%s) <= %d LIMIT %d"
                                .formatted(values, table.quotedName(), quoted, quoted, LONGEST_PATH, SAMPLE))) {
            while (result.next()) {
                Map<String, String> row = new HashMap<>();
                for (int i = 0; i < columns.size(); i++) {
                    row.put(columns.get(i), result.getString(i + 1));
                }
                rows.add(row);
            }
        }
        return rows;
    }

    private static String columnWithSize(Table table, List<Hit> hits) {
        return columnWith(
                table,
                hits,
                hits.stream().map(hit -> String.valueOf(hit.file().bytes())).toList());
    }

    /** The length of the values says which algorithm it can be; the digests of some files say whether it is. */
    private static TableModel.DigestColumn columnWithDigest(Table table, List<Hit> hits) throws IOException {
        List<Hit> some = hits.subList(0, Math.min(hits.size(), MOST_HASHED));
        for (DigestAlgorithm algorithm : DigestAlgorithm.values()) {
            List<String> possible = table.storedColumns().stream()
                    .filter(column -> DIGEST.matcher(column.type()).matches())
                    .map(Table.Column::name)
                    .filter(column -> some.stream()
                            .allMatch(hit -> algorithm.digits(hit.row().get(column)) != null))
                    .toList();
            for (String column : possible) {
                if (areDigests(algorithm, column, some)) {
                    return new TableModel.DigestColumn(algorithm, column);
                }
            }
        }
        return null;
    }

    private static boolean areDigests(DigestAlgorithm algorithm, String column, List<Hit> hits) throws IOException {
        for (Hit hit : hits) {
            MessageDigest digest = algorithm.newDigest();
            try (InputStream content = Files.newInputStream(hit.file().location())) {
                content.transferTo(new DigestOutputStream(OutputStream.nullOutputStream(), digest));
            }
            if (!HexFormat.of()
                    .formatHex(digest.digest())
                    .equals(algorithm.digits(hit.row().get(column)))) {
                return false;
            }
        }
        return true;
    }

    private static String columnWith(Table table, List<Hit> hits, List<String> expected) {
        return table.storedColumns().stream()
                .filter(column -> INTEGER.matcher(column.type()).matches())
                .map(Table.Column::name)
                .filter(column -> IntStream.range(0, hits.size())
                        .allMatch(i -> expected.get(i)
                                .equalsIgnoreCase(hits.get(i).row().get(column))))
                .findFirst()
                .orElse(null);
    }

    private static String nameOf(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }
}
