package org.edms.backup.engine.backup;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.edms.backup.engine.catalog.table.Table;
import org.edms.backup.engine.pack.PackageWriter;
import org.edms.backup.engine.pack.container.GrowingMember;
import org.edms.backup.engine.pack.manifest.Entry;
import org.edms.backup.engine.pack.manifest.Manifest;
import org.edms.backup.engine.pack.manifest.MemberKind;
import org.edms.backup.engine.pack.manifest.MemberName;
import org.edms.backup.engine.pack.manifest.MemberNames;
import org.edms.backup.engine.source.DatabaseFailure;
import org.edms.backup.engine.source.RowReader;
import org.edms.backup.engine.work.Meter;
import org.edms.backup.engine.work.Parallel;

/**
 * Writes the rows of all tables over all connections in parallel. The largest table comes first and very large tables are split
 * into slices, so that no single connection is left with a long table at the end.
 */
final class RowBackup {

    /** The size of a slice in pages on disk. Older servers scan the whole table for each slice. */
    private static final long PAGES_OF_A_SLICE = 8192;

    private static final int FIRST_VERSION_WITH_SLICES = 14;

    /** The size of a part in the package before compression. A connection keeps a part in memory until it is appended. */
    private static final long BYTES_OF_A_PART = 32L << 20;

    private static final int MODE = 0600;

    private final PackageWriter writer;
    private final Meter meter;
    private final Instant now;
    private final Map<Table, Written> written = new LinkedHashMap<>();

    RowBackup(PackageWriter writer, Meter meter, Instant now) {
        this.writer = writer;
        this.meter = meter;
        this.now = now;
    }

    private record Slice(TableSelection.Chosen chosen, Written written, long start, long end, boolean whole) {

        String copyStatement() {
            return whole ? CopyStatement.all(chosen) : CopyStatement.pages(chosen, start, end);
        }
    }

    /** The part of a table written so far. */
    private static final class Written {
        private final boolean inSlices;
        private final List<String> members = Collections.synchronizedList(new ArrayList<>());
        private long rows;
        private long bytes;
        private int parts;

        Written(boolean inSlices) {
            this.inSlices = inSlices;
        }

        synchronized int nextPart() {
            return ++parts;
        }

        synchronized void count(long moreRows, long moreBytes, String member) {
            rows += moreRows;
            bytes += moreBytes;
            members.add(member);
        }
    }

    List<Manifest.Table> write(List<TableSelection.Chosen> tables, List<Connection> connections)
            throws IOException, SQLException {
        Queue<Slice> slices = new ConcurrentLinkedQueue<>(slices(tables, connections.get(0)));
        List<Callable<Void>> readers = new ArrayList<>();
        for (Connection connection : connections) {
            readers.add(() -> {
                for (Slice slice = slices.poll(); slice != null; slice = slices.poll()) {
                    read(slice, connection);
                }
                return null;
            });
        }
        Parallel.run("read rows", readers);
        return tables.stream().map(this::inManifest).toList();
    }

    private List<Slice> slices(List<TableSelection.Chosen> tables, Connection connection) throws SQLException {
        boolean mayCut = connection.getMetaData().getDatabaseMajorVersion() >= FIRST_VERSION_WITH_SLICES;
        List<TableSelection.Chosen> largestFirst = tables.stream()
                .sorted(Comparator.comparingLong((TableSelection.Chosen chosen) ->
                                chosen.table().here().bytes())
                        .reversed())
                .toList();
        List<Slice> slices = new ArrayList<>();
        for (TableSelection.Chosen chosen : largestFirst) {
            long pages = chosen.table().here().pages();
            boolean cut =
                    mayCut && pages > PAGES_OF_A_SLICE && chosen.table().here().extensionFilter() == null;
            Written state = new Written(cut);
            written.put(chosen.table(), state);
            for (long start = 0; start < (cut ? pages : 1); start += PAGES_OF_A_SLICE) {
                boolean last = start + PAGES_OF_A_SLICE >= pages;
                slices.add(new Slice(chosen, state, start, last ? -1 : start + PAGES_OF_A_SLICE, !cut));
            }
        }
        return slices;
    }

    private void read(Slice slice, Connection connection) throws IOException {
        Table table = slice.chosen().table();
        meter.subject(table.qualifiedName());
        Parts parts = new Parts(table, slice.written());
        try {
            long rows = new RowReader(connection).read(slice.copyStatement(), parts::row);
            parts.finish(rows);
        } catch (SQLException e) {
            throw DatabaseFailure.of(e, table.qualifiedName());
        }
    }

    /** Writes the rows of one slice into members of bounded size. */
    private final class Parts {

        private final Table table;
        private final Written written;
        private GrowingMember current = writer.newMember();
        private long rows;
        private long rowsBefore;

        Parts(Table table, Written written) {
            this.table = table;
            this.written = written;
        }

        void row(byte[] line) throws IOException {
            if (current.bytes() >= BYTES_OF_A_PART) {
                append(MemberNames.rows(table.schema(), table.name(), written.nextPart()));
                current = writer.newMember();
            }
            current.write(line, 0, line.length);
            rows++;
        }

        void finish(long counted) throws IOException {
            if (rowsBefore + rows != counted) {
                throw new IOException("%s: received %d rows, but the server counted %d"
                        .formatted(table.qualifiedName(), rowsBefore + rows, counted));
            }
            boolean whole = rowsBefore == 0 && !written.inSlices;
            append(
                    whole
                            ? MemberNames.rows(table.schema(), table.name())
                            : MemberNames.rows(table.schema(), table.name(), written.nextPart()));
        }

        private void append(MemberName name) throws IOException {
            Entry entry =
                    Entry.of(MemberKind.ROWS, name, current.bytes(), now, MODE).withRows(rows);
            writer.append(current.seal(entry));
            written.count(rows, entry.bytes(), name.value());
            meter.count(rows, entry.bytes());
            rowsBefore += rows;
            rows = 0;
        }
    }

    private Manifest.Table inManifest(TableSelection.Chosen chosen) {
        Table table = chosen.table();
        Written state = written.get(table);
        return new Manifest.Table(
                table.schema(),
                table.name(),
                state.rows,
                state.bytes,
                table.storedColumns().stream().map(Table.Column::name).toList(),
                chosen.blanked().keySet().stream().sorted().toList(),
                state.members.stream().sorted().toList(),
                false);
    }
}
