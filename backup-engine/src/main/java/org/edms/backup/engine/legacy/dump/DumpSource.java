package org.edms.backup.engine.legacy.dump;

import java.io.IOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.edms.backup.engine.catalog.Catalog;
import org.edms.backup.engine.legacy.archive.LegacyFile;
import org.edms.backup.engine.legacy.rows.ModelCounts;
import org.edms.backup.engine.legacy.rows.RowSource;
import org.edms.backup.engine.legacy.rows.TableMembers;
import org.edms.backup.engine.legacy.rows.TableMembers.TableId;
import org.edms.backup.engine.pack.PackageWriter;
import org.edms.backup.engine.pack.manifest.Manifest;
import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.error.ErrorCode;

/** Rows from an SQL dump. Its {@code COPY} blocks already have the row format of a package. */
public final class DumpSource implements RowSource {

    private final LegacyFile file;
    private final List<String> members;
    private final String database;
    private final DumpTables tables = new DumpTables();
    private final Map<TableId, Long> written = new HashMap<>();

    public DumpSource(LegacyFile file, List<String> members, String database) {
        this.file = file;
        this.members = List.copyOf(members);
        this.database = database;
    }

    @Override
    public void scan() throws IOException {
        read(new DumpReader.Sink() {
            private TableId current;

            @Override
            public void begin(String target) {
                current = tables.copied(target);
            }

            @Override
            public void row(byte[] line) {
                tables.count(current, line);
            }

            @Override
            public void alterTable(String statement) {
                tables.altered(statement);
            }
        });
        String names = String.join(" and ", members);
        if (tables.rows().values().stream().mapToLong(Long::longValue).sum() == 0) {
            throw new BackupException(ErrorCode.PACKAGE_WITHOUT_DATA, names + ": no table has a row");
        }
        if (!tables.sayKeys()) {
            throw new BackupException(ErrorCode.FORM_UNSUPPORTED, names + ": no statement declares a primary key");
        }
    }

    @Override
    public Catalog catalog() {
        return tables.catalog(database);
    }

    @Override
    public List<Manifest.Table> write(PackageWriter writer, Instant now) throws IOException {
        TableMembers parts = new TableMembers(writer, now, false);
        tables.rows().keySet().forEach(table -> parts.declare(table, tables.columns(table)));
        read(new DumpReader.Sink() {
            private TableId current;

            @Override
            public void begin(String target) {
                current = tables.copied(target);
            }

            @Override
            public void row(byte[] line) throws IOException {
                parts.row(current, line);
                written.merge(current, 1L, Long::sum);
            }

            @Override
            public void alterTable(String statement) {
                // The rows were already read by the scan.
            }
        });
        return parts.finish();
    }

    @Override
    public List<ModelCounts> counts() {
        return tables.rows().entrySet().stream()
                .map(table -> new ModelCounts(
                        table.getKey().schema() + "." + table.getKey().name(),
                        table.getKey().name(),
                        table.getValue(),
                        written.getOrDefault(table.getKey(), 0L),
                        0,
                        0))
                .toList();
    }

    private void read(DumpReader.Sink sink) throws IOException {
        for (String member : members) {
            file.read(member, content -> new DumpReader(member, sink).read(content));
        }
    }
}
