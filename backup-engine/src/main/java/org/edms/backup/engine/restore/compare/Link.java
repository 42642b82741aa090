package org.edms.backup.engine.restore.compare;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.edms.backup.engine.catalog.table.Table;
import org.edms.backup.engine.model.DeclaredReference;
import org.edms.backup.engine.model.Place;
import org.edms.backup.engine.model.UnreadableValueException;
import org.edms.backup.engine.restore.merge.Destination;
import org.edms.backup.engine.restore.merge.PlannedTable;

/** A reference of a table, found by a foreign key or declared in the model. */
sealed interface Link {

    /** The columns with the ids. */
    List<String> columns();

    /** The hash of the natural keys that a row references; {@link Identities#NONE} if it references nothing. */
    long of(CopyRow row, Identities side);

    /** The columns of other tables that it can name rows by. */
    Stream<Target> targets();

    /** A table and the columns that references name its rows by. */
    record Target(Table table, List<String> columns) {}

    /** A foreign key, of any number of columns. */
    record ForeignKey(PlannedTable.ParentReference reference) implements Link {

        @Override
        public List<String> columns() {
            return reference.columns();
        }

        @Override
        public long of(CopyRow row, Identities side) {
            List<String> ids = new ArrayList<>();
            for (String column : columns()) {
                String id = row.text(column);
                if (id == null) {
                    return Identities.NONE;
                }
                ids.add(id);
            }
            return side.of(reference.parent().tableName(), reference.referencedColumns(), ids);
        }

        @Override
        public Stream<Target> targets() {
            return Stream.of(new Target(reference.parent(), reference.referencedColumns()));
        }
    }

    /**
     * Ids in the values of a column.
     *
     * @param possible the tables that they can reference
     * @param others the other references of the column
     */
    record Declared(DeclaredReference reference, List<Table> possible, Destinations destinations, List<Declared> others)
            implements Link {

        private static final ObjectMapper SORTED = JsonMapper.builder()
                .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
                .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                .build();

        /** Which tables a row can reference: one, or several whose ids are different. */
        @FunctionalInterface
        interface Destinations {
            List<Table> of(CopyRow row, Identities side);
        }

        @Override
        public List<String> columns() {
            return List.of(reference.column());
        }

        @Override
        public long of(CopyRow row, Identities side) {
            String value = row.text(reference.column());
            if (value == null) {
                return Identities.NONE;
            }
            return identities(row, ordered(value, row, side), destinations(row, side), side);
        }

        /** The order of the members in JSON depends on their names, which may be ids. */
        private String ordered(String value, CopyRow row, Identities side) {
            String ordered = value;
            for (Declared other : isOfNames() ? List.<Declared>of() : others) {
                ordered = other.isOfNames() ? other.withKeysAsNames(ordered, row, side) : ordered;
            }
            return ordered;
        }

        private List<Destination> destinations(CopyRow row, Identities side) {
            return destinations.of(row, side).stream()
                    .flatMap(table ->
                            reference.referencedColumn(table).stream().map(column -> new Destination(table, column)))
                    .toList();
        }

        /** The ids as they are, because they reference nothing. The rest of the value may have ids of other references. */
        private static long plain(List<String> ids) {
            RowHash hash = new RowHash();
            ids.forEach(hash::add);
            return hash.end();
        }

        /** The names of members in JSON have no order that means anything. */
        private long identities(CopyRow row, String value, List<Destination> to, Identities side) {
            long sum = Identities.NONE;
            int position = 1;
            List<String> ids;
            try {
                ids = ids(value);
            } catch (UnreadableValueException e) {
                return new RowHash().add(value).end();
            }
            if (to.isEmpty()) {
                return plain(ids);
            }
            for (String id : ids) {
                long identity = identity(row, id, to, side);
                if (identity != Identities.NONE) {
                    sum += new RowHash()
                            .add(identity)
                            .add(isOfNames() ? 0 : position++)
                            .end();
                }
            }
            return sum;
        }

        private List<String> ids(String value) throws UnreadableValueException {
            List<String> ids = new ArrayList<>();
            reference.place().replace(value, id -> {
                ids.add(id);
                return id;
            });
            return ids;
        }

        /** What another reference of the column resolves is compared there. */
        private long identity(CopyRow row, String id, List<Destination> destinations, Identities side) {
            Destination to = destinations.get(0);
            for (Destination other : destinations.subList(1, destinations.size())) {
                to = has(id, other, side) ? other : to;
            }
            boolean cleared = reference.missing() == DeclaredReference.Missing.CLEAR;
            boolean elsewhere = (cleared || !others.isEmpty())
                    && !has(id, to, side)
                    && (cleared || others.stream().anyMatch(other -> other.resolves(row, id, side)));
            return elsewhere
                    ? Identities.NONE
                    : side.of(to.table().tableName(), List.of(to.column()), canonical(id, to));
        }

        private boolean resolves(CopyRow row, String id, Identities side) {
            try {
                return ids(row.text(reference.column())).contains(id)
                        && destinations(row, side).stream().anyMatch(to -> has(id, to, side));
            } catch (UnreadableValueException e) {
                return false;
            }
        }

        private static boolean has(String id, Destination to, Identities side) {
            return side.has(to.table().tableName(), List.of(to.column()), canonical(id, to));
        }

        private static List<String> canonical(String id, Destination to) {
            String canonical = to.canonical(id);
            return List.of(canonical == null ? id : canonical);
        }

        boolean isOfNames() {
            return isOfNames(reference);
        }

        static boolean isOfNames(DeclaredReference reference) {
            return reference.place() instanceof Place.JsonPath json
                    && json.path().endsWith("~");
        }

        /** The document with natural keys instead of ids as names, its members in an order that depends on nothing else. */
        String withKeysAsNames(String value, CopyRow row, Identities side) {
            List<Destination> to = destinations(row, side);
            Map<String, Integer> seen = new HashMap<>();
            try {
                String named = to.isEmpty()
                        ? value
                        : reference.place().replace(value, id -> {
                            String key = Long.toHexString(identity(row, id, to, side));
                            return key + "#" + seen.merge(key, 1, Integer::sum);
                        });
                return SORTED.writeValueAsString(SORTED.readValue(named, Object.class));
            } catch (UnreadableValueException | JsonProcessingException e) {
                return value;
            }
        }

        /** The value with the same id in each place: what it says apart from its references. */
        String remainder(String value) throws UnreadableValueException {
            return reference
                    .place()
                    .replace(value, id -> id.indexOf('-') < 0 ? "0" : "00000000-0000-0000-0000-000000000000");
        }

        @Override
        public Stream<Target> targets() {
            return possible.stream()
                    .flatMap(table -> reference.referencedColumn(table).stream()
                            .map(column -> new Target(table, List.of(column))));
        }
    }
}
