package org.edms.backup.model;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Suggests the known name that is nearest to an unknown one. */
public final class Suggestion {

    private Suggestion() {}

    /** @return the end of a message, such as {@code . Did you mean "dry_run"?}; empty if no name is close */
    public static String of(String given, Collection<String> names) {
        return nearest(given, names)
                .map(name -> ". Did you mean \"" + name + "\"?")
                .orElse("");
    }

    private static Optional<String> nearest(String given, Collection<String> names) {
        String plain = plain(given);
        return names.stream()
                .min(Comparator.comparingInt((String name) -> distance(plain, plain(name)))
                        .thenComparing(Comparator.naturalOrder()))
                .filter(name ->
                        distance(plain, plain(name)) <= Math.max(1, Math.min(plain.length(), name.length()) / 3));
    }

    /** {@code dryRun}, {@code dry-run} and {@code dry_run} count as the same name. */
    private static String plain(String name) {
        return name.replaceAll("[_-]", "").toLowerCase(Locale.ROOT);
    }

    /** The Levenshtein distance. */
    private static int distance(String one, String other) {
        int[] previous = new int[other.length() + 1];
        for (int j = 0; j <= other.length(); j++) {
            previous[j] = j;
        }
        for (int i = 1; i <= one.length(); i++) {
            int[] current = new int[other.length() + 1];
            current[0] = i;
            for (int j = 1; j <= other.length(); j++) {
                int replaced = previous[j - 1] + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                current[j] = Math.min(replaced, Math.min(previous[j], current[j - 1]) + 1);
            }
            previous = current;
        }
        return previous[other.length()];
    }
}
