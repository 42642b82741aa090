package org.edms.backup.engine.restore.merge;

import static org.edms.backup.engine.restore.target.Sql.quoted;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.edms.backup.engine.restore.target.Sql;
import org.edms.backup.engine.restore.target.SqlTemplate;
import org.edms.backup.model.error.ErrorCode;
import org.edms.backup.model.error.Failure;

/** Counts the values that the model puts in the place of NULL. */
final class NullReplacements {

    private static final SqlTemplate COUNT =
            SqlTemplate.of("SELECT count(*) FROM :staging s WHERE :restorable AND :missing");

    private final Sql sql;
    private final KeyMaps maps;
    private final StreamedTables streamed;

    NullReplacements(Sql sql, KeyMaps maps, StreamedTables streamed) {
        this.sql = sql;
        this.maps = maps;
        this.streamed = streamed;
    }

    List<Failure> warnings() throws SQLException {
        List<Failure> warnings = new ArrayList<>();
        for (MatchedTable table : maps.tables().where(PlannedTable::isWritten).toList()) {
            for (Map.Entry<String, String> onNull : table.meaning().onNull().entrySet()) {
                String column = onNull.getKey();
                if (table.target().column(column).isEmpty()) {
                    continue;
                }
                long rows =
                        table.isStreamed() ? streamed.replacedNulls(table, column) : sql.count(count(table, column));
                if (rows > 0) {
                    warnings.add(new Failure(
                            ErrorCode.VALUE_SUBSTITUTED,
                            "%d rows of %s have no %s; the model replaces it with '%s'"
                                    .formatted(rows, table.name(), column, onNull.getValue())));
                }
            }
        }
        return warnings;
    }

    static String count(StagedTable table, String column) {
        return COUNT.with("staging", table.staging())
                .with("restorable", table.restorableRows())
                .with("missing", table.has(column) ? "s." + quoted(column) + " IS NULL" : "true")
                .sql();
    }
}
