package org.edms.backup.engine.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.edms.backup.engine.catalog.table.Table;

/** Compares a declared reference with the tables of a database. */
final class ReferenceCheck {

    private static final Set<String> INTEGERS = Set.of("smallint", "integer", "bigint");
    private static final String UUID = "uuid";
    private static final String ARRAY = "[]";
    private static final Pattern TEXT = Pattern.compile("text|citext|name|character( varying)?(\\([0-9]+\\))?");
    private static final Pattern JSON = Pattern.compile("jsonb?");

    private final EdmsModel model;
    private final Map<String, Table> tables;
    private final Table table;
    private final DeclaredReference reference;
    private final String type;
    private final List<String> misfits = new ArrayList<>();

    /** @param table the table with the columns of the reference */
    ReferenceCheck(EdmsModel model, Map<String, Table> tables, Table table, DeclaredReference reference) {
        this.model = model;
        this.tables = tables;
        this.table = table;
        this.reference = reference;
        this.type = table.column(reference.column()).orElseThrow().type();
    }

    List<String> misfits() {
        if (reference.type() != null && reference.tables() == null && model.genericTypes() == null) {
            misfits.add("%s needs \"tables\", because the model has no genericTypes".formatted(reference));
        }
        if (!canHold()) {
            misfits.add("%s has the type %s, which cannot contain such references".formatted(reference, type));
        }
        boolean generic = reference.type() != null && reference.tables() == null;
        for (String name : reference.targets(model.genericTypes())) {
            Table referenced = tables.get(name);
            if (referenced != null) {
                compare(referenced);
            } else if (!generic) {
                misfits.add("%s references %s.%s, which does not exist".formatted(reference, model.schema(), name));
            }
        }
        if (reference.missing() == DeclaredReference.Missing.CLEAR && !canBeCleared(table, reference)) {
            misfits.add("%s cannot be cleared, because the column is NOT NULL".formatted(reference));
        }
        if (reference.candidates().size() > 1) {
            compareCandidates();
        }
        return misfits;
    }

    /** An id is looked up in all of them, so it must mean the same in each. */
    private void compareCandidates() {
        List<String> types = reference.candidates().stream()
                .map(tables::get)
                .filter(Objects::nonNull)
                .flatMap(candidate ->
                        reference
                                .referencedColumn(candidate)
                                .flatMap(candidate::column)
                                .map(Table.Column::type)
                                .stream())
                .distinct()
                .toList();
        if (types.stream().anyMatch(INTEGERS::contains)) {
            misfits.add("%s references one of several tables, but integers are ids of all of them; name the type"
                    .formatted(reference));
        } else if (types.size() > 1 && !types.stream().allMatch(ReferenceCheck::isText)) {
            misfits.add("%s references tables whose keys have different types: %s"
                    .formatted(reference, String.join(", ", types)));
        }
    }

    private boolean canHold() {
        Place place = reference.place();
        if (place instanceof Place.Element) {
            return type.endsWith(ARRAY) && isId(type.substring(0, type.length() - ARRAY.length()));
        }
        if (place instanceof Place.JsonPath) {
            return isText(type) || JSON.matcher(type).matches();
        }
        boolean isTextInJson = place instanceof Place.Template template
                && template.anywhere()
                && JSON.matcher(type).matches();
        return place instanceof Place.Whole ? isId(type) : isText(type) || isTextInJson;
    }

    private void compare(Table referenced) {
        Optional<String> column = reference.referencedColumn(referenced);
        if (column.isEmpty()) {
            misfits.add("%s references %s, whose primary key is not a single column; name one with \"to\""
                    .formatted(reference, referenced.qualifiedName()));
            return;
        }
        String key = referenced.column(column.get()).map(Table.Column::type).orElse(null);
        if (key == null) {
            misfits.add("%s references %s.%s, which does not exist"
                    .formatted(reference, referenced.qualifiedName(), column.get()));
            return;
        }
        if (!isUnique(referenced, column.get())) {
            misfits.add("%s references %s.%s, which no constraint makes unique"
                    .formatted(reference, referenced.qualifiedName(), column.get()));
        }
        String held = type.endsWith(ARRAY) ? type.substring(0, type.length() - ARRAY.length()) : type;
        boolean comparable = isText(held)
                || JSON.matcher(held).matches()
                || held.equals(key)
                || (INTEGERS.contains(held) && INTEGERS.contains(key));
        if (!isId(key) || !comparable) {
            misfits.add("%s has the type %s, but %s.%s has the type %s"
                    .formatted(reference, type, referenced.qualifiedName(), column.get(), key));
        }
    }

    private static boolean isUnique(Table referenced, String column) {
        return Stream.concat(referenced.uniqueKeys().stream(), Optional.ofNullable(referenced.primaryKey()).stream())
                .map(Table.Key::columns)
                .collect(Collectors.toSet())
                .contains(List.of(column));
    }

    /** Returns whether a value without its reference can be written: NULL, or the empty text. */
    static boolean canBeCleared(Table table, DeclaredReference reference) {
        Table.Column column = table.column(reference.column()).orElseThrow();
        boolean remains = !(reference.place() instanceof Place.Whole);
        return remains || !column.notNull() || isText(column.type());
    }

    private static boolean isId(String type) {
        return INTEGERS.contains(type) || type.equals(UUID) || isText(type);
    }

    private static boolean isText(String type) {
        return TEXT.matcher(type).matches();
    }
}
