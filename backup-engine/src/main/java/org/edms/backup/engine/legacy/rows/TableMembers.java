package org.edms.backup.engine.legacy.rows;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.edms.backup.engine.pack.PackageWriter;
import org.edms.backup.engine.pack.container.GrowingMember;
import org.edms.backup.engine.pack.manifest.Entry;
import org.edms.backup.engine.pack.manifest.Manifest;
import org.edms.backup.engine.pack.manifest.MemberKind;
import org.edms.backup.engine.pack.manifest.MemberName;
import org.edms.backup.engine.pack.manifest.MemberNames;

/** Writes rows of many tables, in any order, into members of bounded size. */
public final class TableMembers {

    /** The limit for all tables together, before compression. It bounds the memory that open parts use. */
    private static final long MOST_BYTES_OPEN = 48L << 20;

    private static final int MODE = 0600;

    private final PackageWriter writer;
    private final Instant now;
    private final boolean references;
    private final Map<TableId, Part> parts = new LinkedHashMap<>();
    private long open;

    public record TableId(String schema, String name) {}

    /** The current part of a table. */
    private static final class Part {
        private final List<String> columns;
        private final List<String> members = new ArrayList<>();
        private GrowingMember current;
        private long rowsOfCurrent;
        private long rows;
        private long bytes;

        Part(List<String> columns) {
            this.columns = columns;
        }

        long open() {
            return current == null ? 0 : current.bytes();
        }
    }

    /** @param references whether the rows are only the keys of referenced rows */
    public TableMembers(PackageWriter writer, Instant now, boolean references) {
        this.writer = writer;
        this.now = now;
        this.references = references;
    }

    /** Declares the columns of a table. The manifest also lists declared tables that have no rows. */
    public void declare(TableId table, List<String> columns) {
        parts.putIfAbsent(table, new Part(List.copyOf(columns)));
    }

    /** @param line a row of a declared table */
    public void row(TableId table, byte[] line) throws IOException {
        Part part = parts.get(table);
        if (part.current == null) {
            part.current = writer.newMember();
        }
        part.current.write(line, 0, line.length);
        part.rowsOfCurrent++;
        open += line.length;
        if (open >= MOST_BYTES_OPEN) {
            Map.Entry<TableId, Part> largest = parts.entrySet().stream()
                    .max(Comparator.comparingLong(entry -> entry.getValue().open()))
                    .orElseThrow();
            Part full = largest.getValue();
            append(full, nameOfPart(largest.getKey(), full.members.size() + 1));
        }
    }

    public List<Manifest.Table> finish() throws IOException {
        List<Manifest.Table> tables = new ArrayList<>();
        for (Map.Entry<TableId, Part> entry : parts.entrySet()) {
            TableId table = entry.getKey();
            Part part = entry.getValue();
            if (part.members.isEmpty() && part.current == null) {
                part.current = writer.newMember();
            }
            if (part.current != null) {
                append(part, part.members.isEmpty() ? name(table) : nameOfPart(table, part.members.size() + 1));
            }
            tables.add(new Manifest.Table(
                    table.schema(),
                    table.name(),
                    part.rows,
                    part.bytes,
                    part.columns,
                    List.of(),
                    part.members,
                    references));
        }
        return tables;
    }

    private void append(Part part, MemberName name) throws IOException {
        open -= part.open();
        MemberKind kind = references ? MemberKind.REFERENCES : MemberKind.ROWS;
        Entry entry = Entry.of(kind, name, part.current.bytes(), now, MODE).withRows(part.rowsOfCurrent);
        writer.append(part.current.seal(entry));
        part.members.add(name.value());
        part.rows += part.rowsOfCurrent;
        part.bytes += entry.bytes();
        part.rowsOfCurrent = 0;
        part.current = null;
    }

    private MemberName name(TableId table) {
        return references
                ? MemberNames.references(table.schema(), table.name())
                : MemberNames.rows(table.schema(), table.name());
    }

    /** Reference rows never fill a part. */
    private MemberName nameOfPart(TableId table, int part) {
        return MemberNames.rows(table.schema(), table.name(), part);
    }
}
