package org.edms.backup.engine.model;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.edms.backup.model.error.BackupException;

/** The named parts of a node of a YAML file, of which each may be missing. */
final class YamlParts {

    private final YamlNode node;
    private final Map<String, YamlNode> parts;

    /** @param known the allowed names */
    YamlParts(YamlNode node, Set<String> known) {
        this.node = node;
        this.parts = node.map(known);
    }

    boolean has(String name) {
        return parts.containsKey(name);
    }

    /** Returns the names of the parts that are present. */
    Set<String> names() {
        return parts.keySet();
    }

    /** Returns a part; null if it is missing. */
    YamlNode get(String name) {
        return parts.get(name);
    }

    /** @param why the message of the error if the part is missing */
    YamlNode required(String name, String why) {
        if (!has(name)) {
            throw wrong(why);
        }
        return get(name);
    }

    /** Returns the value of a part; null if it is missing. */
    String text(String name) {
        return has(name) ? get(name).text() : null;
    }

    boolean flag(String name) {
        return has(name) && get(name).flag();
    }

    List<String> texts(String name) {
        return list(name, YamlNode::text);
    }

    <T> List<T> list(String name, Function<YamlNode, T> each) {
        return has(name) ? get(name).list().stream().map(each).toList() : List.of();
    }

    <T> Map<String, T> values(String name, Function<YamlNode, T> each) {
        Map<String, T> values = new HashMap<>();
        if (has(name)) {
            get(name).map().forEach((key, value) -> values.put(key, each.apply(value)));
        }
        return values;
    }

    /** Returns the constant that a part names in lower case; the first one if the part is missing. */
    <E extends Enum<E>> E constant(String name, Class<E> type) {
        List<E> all = List.of(type.getEnumConstants());
        return has(name) ? constant(name, all) : all.get(0);
    }

    /** Returns the constant that a part names in lower case; null if the part is missing. */
    <E extends Enum<E>> E constant(String name, List<E> possible) {
        if (!has(name)) {
            return null;
        }
        return possible.stream()
                .filter(each -> nameOf(each).equals(text(name)))
                .findFirst()
                .orElseThrow(() -> get(name).wrong("expected %s, not \"%s\"".formatted(choice(possible), text(name))));
    }

    private static String choice(List<? extends Enum<?>> possible) {
        int last = possible.size() - 1;
        return possible.subList(0, last).stream().map(YamlParts::nameOf).collect(Collectors.joining(", ")) + " or "
                + nameOf(possible.get(last));
    }

    private static String nameOf(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    BackupException wrong(String why) {
        return node.wrong(why);
    }
}
