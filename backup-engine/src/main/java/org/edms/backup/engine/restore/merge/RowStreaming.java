package org.edms.backup.engine.restore.merge;

import java.io.IOException;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.edms.backup.engine.model.EdmsModel;
import org.edms.backup.engine.pack.manifest.Manifest;
import org.edms.backup.engine.restore.input.RestoredPackage;
import org.edms.backup.engine.restore.load.RowLoader;
import org.edms.backup.engine.restore.target.Sql;
import org.edms.backup.engine.work.Meter;
import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.error.ErrorCode;

/**
 * Brings rows straight into the target's own tables, through the maps that are known by then, each row once. Whatever is not
 * right with them then is left to staging, which finds out and tells of each row: {@link StagingNeeded}.
 */
final class RowStreaming {

    private final MergePlan plan;
    private final EdmsModel model;
    private final Sql sql;
    private final Meter meter;
    private final Map<StagedTable, RowChecksum> sums = new LinkedHashMap<>();

    RowStreaming(MergePlan plan, EdmsModel model, Sql sql, Meter meter) {
        this.plan = plan;
        this.model = model;
        this.sql = sql;
        this.meter = meter;
    }

    void write(RestoredPackage source) throws IOException, SQLException {
        for (StagedTable table : plan.streamed().toList()) {
            if (!table.fresh()) {
                throw new StagingNeeded(table + " has rows by now");
            }
            write(table, source);
        }
    }

    private void write(StagedTable table, RestoredPackage source) throws IOException, SQLException {
        Map<Integer, RewrittenRows.Field> fields = new RowRewriter(table, plan.tables(), model, sql).fields();
        RowChecksum sum = new RowChecksum();
        for (Manifest.Table each : table.sources()) {
            for (String member : each.members()) {
                RowLoader.Part part = new RowLoader.Part(
                        source.entry(member), table.target().quotedName(), each.columns(), table.name());
                try {
                    new RowLoader(meter)
                            .load(
                                    part,
                                    source,
                                    sql.connection(),
                                    rows -> new RewrittenRows(
                                            rows, fields, each.columns().size(), sum));
                } catch (BackupException e) {
                    if (isOfARow(e)) {
                        throw new StagingNeeded(e.getMessage(), e);
                    }
                    throw e;
                }
            }
        }
        sums.put(table, sum);
    }

    private static boolean isOfARow(BackupException refused) {
        ErrorCode code = refused.failure().code();
        return code == ErrorCode.VALUE_REFUSED || code == ErrorCode.CONSTRAINT_VIOLATED;
    }

    /** Reads all of them back. */
    void verify(MergeCheck check) throws IOException, SQLException {
        for (Map.Entry<StagedTable, RowChecksum> written : sums.entrySet()) {
            StagedTable table = written.getKey();
            meter.subject(table.name());
            if (readBack(table) != written.getValue().value()) {
                throw new StagingNeeded(table + " is not what was written");
            }
            check.readBack(table);
        }
    }

    private long readBack(StagedTable table) throws SQLException {
        RowChecksum sum = new RowChecksum();
        sql.copyOut(
                "COPY %s (%s) TO STDOUT"
                        .formatted(table.target().quotedName(), Sql.quoted(List.copyOf(table.packaged()))),
                row -> sum.add(row, 0, row.length));
        return sum.value();
    }
}
