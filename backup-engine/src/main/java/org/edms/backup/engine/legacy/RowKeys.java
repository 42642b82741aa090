package org.edms.backup.engine.legacy;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.edms.backup.engine.model.FixtureModel.Shape;
import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.error.ErrorCode;

/** By which keys the rows of a fixture are known. */
final class RowKeys {

    private static final String PRIMARY = "p";
    private static final String NATURAL = "n";

    private final KeyMap map = new KeyMap();

    /** @return whether no other row has it */
    boolean addPrimary(Shape shape, String text, long key) {
        return map.putIfAbsent(List.of(PRIMARY, shape.table(), text), key).isEmpty();
    }

    OptionalLong byPrimary(Shape shape, String text) {
        return map.get(List.of(PRIMARY, shape.table(), text));
    }

    /** Of two rows with one natural key, neither is found by it. */
    void addNatural(Shape shape, List<String> parts, long key) {
        List<String> natural = natural(shape, parts);
        if (map.putIfAbsent(natural, key).isPresent()) {
            map.replace(natural, PrimaryKeys.AMBIGUOUS);
        }
    }

    OptionalLong byNatural(Shape shape, List<String> parts) {
        OptionalLong found = map.get(natural(shape, parts));
        if (found.isPresent() && found.getAsLong() == PrimaryKeys.AMBIGUOUS) {
            throw new BackupException(
                    ErrorCode.KEY_AMBIGUOUS,
                    "two records of %s are called %s, and another one points there".formatted(shape.label(), parts));
        }
        return found;
    }

    private static List<String> natural(Shape shape, List<String> parts) {
        List<String> natural = new ArrayList<>(parts.size() + 2);
        natural.add(NATURAL);
        natural.add(shape.table());
        natural.addAll(parts);
        return natural;
    }
}
