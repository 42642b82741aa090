package org.edms.backup.engine.model;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A path with wildcards into a JSON document.
 *
 * @param steps names of members and indexes of elements, or wildcards
 * @param names whether it selects the names of members instead of their values
 */
record JsonPattern(String path, List<Step> steps, boolean names) {

    private static final Pattern STEP = Pattern.compile(
            "\\.(?<deep>\\*\\*)|\\.(?<any>\\*)|\\[(?<each>\\*)]|\\[(?<index>[0-9]+)]|\\[\"(?<quoted>[^\"]+)\"]|\\.(?<name>[^.\\[\\]*~\"]+)");

    /** A step of a path. */
    sealed interface Step {

        /** The member of an object, or the element of an array with this number. */
        record Named(String name) implements Step {}

        /** Any member of an object. */
        record AnyMember() implements Step {}

        /** Any element of an array. */
        record AnyElement() implements Step {}

        /** Any number of steps. */
        record AnyDepth() implements Step {}
    }

    JsonPattern {
        steps = List.copyOf(steps);
    }

    /** @throws IllegalArgumentException if it is not a path */
    static JsonPattern parse(String path) {
        boolean names = path.endsWith("~");
        String end = names ? path.substring(0, path.length() - 1) : path;
        if (!end.startsWith("$")) {
            throw new IllegalArgumentException("a path begins with $: " + path);
        }
        List<Step> steps = new ArrayList<>();
        Matcher step = STEP.matcher(end);
        int at = 1;
        while (at < end.length()) {
            if (!step.find(at) || step.start() != at) {
                throw new IllegalArgumentException("not a path from \"%s\" on: %s".formatted(end.substring(at), path));
            }
            steps.add(step(step));
            at = step.end();
        }
        if (names && steps.isEmpty()) {
            throw new IllegalArgumentException("~ follows a member: " + path);
        }
        return new JsonPattern(path, steps, names);
    }

    private static Step step(Matcher found) {
        if (found.group("deep") != null) {
            return new Step.AnyDepth();
        }
        if (found.group("any") != null) {
            return new Step.AnyMember();
        }
        if (found.group("each") != null) {
            return new Step.AnyElement();
        }
        String index = found.group("index");
        if (index != null) {
            return new Step.Named("[" + index + "]");
        }
        return new Step.Named(found.group("quoted") != null ? found.group("quoted") : found.group("name"));
    }

    /** @param place the names of the members, and the indexes of the elements in brackets, that lead to a value */
    boolean selects(List<String> place) {
        return selects(place, 0, 0);
    }

    private boolean selects(List<String> place, int at, int step) {
        if (step == steps.size()) {
            return at == place.size();
        }
        Step next = steps.get(step);
        if (next instanceof Step.AnyDepth) {
            return selects(place, at, step + 1) || (at < place.size() && selects(place, at + 1, step));
        }
        return at < place.size() && fits(next, place.get(at)) && selects(place, at + 1, step + 1);
    }

    private static boolean fits(Step step, String place) {
        boolean element = place.startsWith("[");
        if (step instanceof Step.Named named) {
            return named.name().equals(place);
        }
        return step instanceof Step.AnyElement == element;
    }
}
