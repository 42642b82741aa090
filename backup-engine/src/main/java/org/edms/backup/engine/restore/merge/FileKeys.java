package org.edms.backup.engine.restore.merge;

import static org.edms.backup.engine.restore.target.Sql.quoted;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.edms.backup.engine.pack.manifest.Manifest;
import org.edms.backup.engine.restore.target.Sql;
import org.edms.backup.engine.restore.target.SqlTemplate;
import org.edms.backup.model.error.ErrorCode;
import org.edms.backup.model.error.Failure;
import org.edms.backup.model.restore.RestoreOptions;
import org.edms.backup.model.restore.RestoreScope;

/**
 * Compares the keys that encrypt files. A matched row keeps the target's key, because the files there need it. If the package has
 * another key, its files could not be read.
 */
final class FileKeys {

    private static final int MOST_NAMED = 20;

    private static final SqlTemplate OTHER = SqlTemplate.of("""
            FROM :from LEFT JOIN :target t ON t.ctid = i.at AND t.tableoid = i.tab
            WHERE (i.how = :stub OR (i.how IN (:matched) AND :packaged IS DISTINCT FROM t.:column)) AND :notTaken
            """);

    private static final SqlTemplate NAMES =
            SqlTemplate.of("SELECT concat_ws(', ', :name) :other ORDER BY 1 LIMIT :limit");

    private final Sql sql;
    private final KeyMaps maps;
    private final Quarantine quarantine;

    FileKeys(Sql sql, KeyMaps maps, Quarantine quarantine) {
        this.sql = sql;
        this.maps = maps;
        this.quarantine = quarantine;
    }

    /** @return why the files of the package must not be restored */
    Optional<Failure> conflict(Manifest manifest, RestoreOptions options) throws SQLException {
        boolean restoresFiles = options.scope() != RestoreScope.DATABASE
                && manifest.roots().stream().anyMatch(root -> root.files() > 0);
        List<String> differing = new ArrayList<>();
        for (MatchedTable table : maps.tables()) {
            for (String column : table.meaning().files().keys()) {
                boolean isCompared = restoresFiles
                        && table.hasKeyMap()
                        && table.target().column(column).isPresent();
                if (isCompared) {
                    compare(table, column).ifPresent(differing::add);
                }
            }
        }
        return differing.isEmpty()
                ? Optional.empty()
                : Optional.of(new Failure(ErrorCode.FILE_KEY_DIFFERS, String.join("; ", differing)));
    }

    private Optional<String> compare(MatchedTable table, String column) throws SQLException {
        KeyRemapping remapping = KeyRemapping.ofMatched(table, maps);
        String other = other(table, column, remapping);
        long rows = sql.count("SELECT count(*) " + other);
        if (rows == 0) {
            return Optional.empty();
        }
        List<String> names = sql.list(names(table, remapping, other), row -> row.getString(1));
        return Optional.of("the package has another %s, or none, for %d rows of %s: %s%s"
                .formatted(column, rows, table.name(), String.join("; ", names), rows > MOST_NAMED ? "; ..." : ""));
    }

    private String other(MatchedTable table, String column, KeyRemapping remapping) {
        return OTHER.with("from", remapping.from())
                .with("target", table.scanTarget())
                .with("stub", MatchKind.STUB.literal())
                .with("matched", MatchKind.matched())
                .with("packaged", remapping.packagedValue(table, column))
                .with("column", quoted(column))
                .with("notTaken", quarantine.notTaken(table))
                .sql();
    }

    private static String names(MatchedTable table, KeyRemapping remapping, String other) {
        List<String> key = table.keyColumns().isEmpty() ? table.primaryKey() : table.keyColumns();
        String name = key.stream()
                .filter(table::has)
                .map(column -> remapping.packagedValue(table, column))
                .collect(Collectors.joining(", "));
        return NAMES.with("name", name.isEmpty() ? "t.ctid" : name)
                .with("other", other)
                .with("limit", MOST_NAMED)
                .sql();
    }
}
