package org.edms.backup.engine.restore.merge;

import static org.edms.backup.engine.restore.target.Sql.quoted;

import java.io.IOException;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.edms.backup.engine.catalog.table.Table;
import org.edms.backup.engine.pack.manifest.Manifest;
import org.edms.backup.engine.restore.input.RestoredPackage;
import org.edms.backup.engine.restore.load.RowLoader;
import org.edms.backup.engine.restore.target.Sql;
import org.edms.backup.engine.work.Meter;
import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.error.ErrorCode;

/**
 * Copies rows straight into the target's own tables and remaps their references on the way. If anything is wrong with a row, it
 * leaves finding out what to a restore with staging: {@link StagingRequiredException}.
 */
final class RowStreamer {

    private final Sql sql;
    private final KeyMaps maps;
    private final Meter meter;

    RowStreamer(Sql sql, KeyMaps maps, Meter meter) {
        this.sql = sql;
        this.maps = maps;
        this.meter = meter;
    }

    StreamedTables write(RestoredPackage source) throws IOException, SQLException {
        Map<Table.Name, StreamedTables.Rows> rows = new LinkedHashMap<>();
        for (MatchedTable table : maps.tables().where(StagedTable::isStreamed).toList()) {
            if (table.rowsBefore() > 0) {
                throw new StagingRequiredException("another session has written rows to " + table.name());
            }
            rows.put(table.tableName(), write(table, source));
        }
        return new StreamedTables(rows);
    }

    private StreamedTables.Rows write(MatchedTable table, RestoredPackage source) throws IOException, SQLException {
        FieldRewrites rewrites = FieldRewrites.of(table, maps, sql);
        RowChecksum checksum = new RowChecksum();
        for (Manifest.Table each : table.sources()) {
            int columns = each.columns().size();
            for (String member : each.members()) {
                RowLoader.Part part = new RowLoader.Part(
                        source.entry(member), table.target().quotedName(), each.columns(), table.name());
                try {
                    new RowLoader(meter)
                            .load(
                                    part,
                                    source,
                                    sql.connection(),
                                    rows -> new RewritingInputStream(rows, rewrites.byPosition(), columns, checksum));
                } catch (BackupException e) {
                    if (isAboutARow(e)) {
                        throw new StagingRequiredException(e.getMessage(), e);
                    }
                    throw e;
                }
            }
        }
        return rewrites.result(checksum.value());
    }

    private static boolean isAboutARow(BackupException refused) {
        ErrorCode code = refused.failure().code();
        return code == ErrorCode.VALUE_REFUSED || code == ErrorCode.CONSTRAINT_VIOLATED;
    }

    /** The checksum over the rows that the target has. */
    static long readBack(StagedTable table, Sql sql) throws SQLException {
        RowChecksum checksum = new RowChecksum();
        sql.copyOut(copyOut(table), row -> checksum.add(row, 0, row.length));
        return checksum.value();
    }

    static String copyOut(StagedTable table) {
        return "COPY %s (%s) TO STDOUT".formatted(table.target().quotedName(), quoted(table.packagedColumns()));
    }
}
