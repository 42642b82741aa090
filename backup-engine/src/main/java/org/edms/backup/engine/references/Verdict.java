package org.edms.backup.engine.references;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.edms.backup.engine.catalog.table.Table;
import org.edms.backup.engine.model.Place;

/**
 * Decides whether a place is a reference.
 *
 * <p>A UUID or a random text that is a key is no coincidence. A small integer lies in the keys of every table, so that it needs
 * further evidence: a name, a type beside it, the id of its own row, gaps in the key, or a range that ends where the keys end.
 */
final class Verdict {

    static final double SHARE_WITH_NAME = 0.5;
    static final double SHARE_WITHOUT_NAME = 0.9;
    static final double SHARE_OF_RANDOM_IDS = 0.2;
    static final double SMALL_CHANCE = 1e-6;
    private static final double CHANCE_OF_A_RANGE = 0.02;
    private static final String RANGE = "range";
    private static final int FEW_VALUES = 3;
    private static final int VALUES_OF_A_RANGE = 30;
    private static final int MOST_TARGETS = 3;

    /**
     * A place that is a reference, before all its rows were read.
     *
     * @param typed null if no type selects the key
     * @param found the values that are keys
     */
    record Suspect(
            IdOccurrences place,
            List<CandidateKey> keys,
            TypedIds.Typed typed,
            Match match,
            Set<String> found,
            String reason) {

        /** The share of all values that must be keys: a range without a name is evidence only if it has no exception. */
        double leastShare() {
            if (match.key().kind() != IdKind.INTEGER) {
                return 0;
            }
            return reason.equals(RANGE) ? 1 : SHARE_WITH_NAME;
        }

        static Suspect of(Match match, String reason) {
            return new Suspect(match.place(), List.of(match.key()), null, match, match.found(), reason);
        }
    }

    private Verdict() {}

    /** @param found for each key, those of the place's values that are in it */
    static Optional<Suspect> of(IdOccurrences place, Map<CandidateKey, Set<String>> found, TypedIds types)
            throws SQLException {
        Match.Values values = Match.Values.of(place.values());
        List<Match> matches = found.entrySet().stream()
                .map(each -> Match.of(place, values, each.getKey(), each.getValue(), found.size()))
                .filter(match -> !match.found().isEmpty() || match.name() == Names.Strength.TABLE)
                .sorted(Match.BEST_FIRST)
                .toList();
        if (matches.isEmpty()) {
            return Optional.empty();
        }
        if (place.isTemplate()) {
            return ofText(place, matches);
        }
        Optional<RowCorrelation.Column> own = isPathOfIds(place) ? RowCorrelation.of(place) : Optional.empty();
        if (own.isPresent()) {
            return correlated(own.get(), matches);
        }
        Optional<Suspect> typed = typed(place, found, matches, types);
        return typed.isPresent() ? typed : plain(place, matches);
    }

    private static boolean isPathOfIds(IdOccurrences place) {
        return place.place().place() instanceof Place.Delimited;
    }

    private static Optional<Suspect> typed(
            IdOccurrences place, Map<CandidateKey, Set<String>> found, List<Match> matches, TypedIds types)
            throws SQLException {
        boolean whole = place.place().place() instanceof Place.Whole && !isIdOfItsRow(place);
        if (!whole || matches.stream().allMatch(match -> match.name() == Names.Strength.MEASURE)) {
            return Optional.empty();
        }
        Match best = matches.get(0);
        boolean id = best.name() == Names.Strength.SOME_ID || isRandom(best);
        if (!id) {
            return Optional.empty();
        }
        return types.find(place, found).map(typed -> {
            List<CandidateKey> keys =
                    List.copyOf(new LinkedHashSet<>(typed.keys().values()));
            Match first = matches.stream()
                    .filter(match -> match.key().equals(keys.get(0)))
                    .findFirst()
                    .orElse(best);
            return new Suspect(place, keys, typed, first, first.found(), "type in " + typed.column());
        });
    }

    private static boolean isRandom(Match match) {
        return match.key().kind() != IdKind.INTEGER && match.chance() <= SMALL_CHANCE;
    }

    private static Optional<Suspect> plain(IdOccurrences place, List<Match> matches) {
        boolean named = matches.stream().anyMatch(match -> match.name() == Names.Strength.TABLE);
        List<Match> accepted = matches.stream()
                .filter(match -> !match.key().isShared() || match.name() == Names.Strength.TABLE)
                .filter(match -> isReference(place, match, named))
                .toList();
        if (accepted.isEmpty()) {
            return Optional.empty();
        }
        Match best = accepted.get(0);
        List<Match> several = competing(accepted);
        Set<String> all = new HashSet<>();
        several.forEach(match -> all.addAll(match.found()));
        return Optional.of(
                new Suspect(place, several.stream().map(Match::key).toList(), null, best, all, reason(best)));
    }

    /** Keys that contain the values no less than the best one, unless a name or chance decides. */
    private static List<Match> competing(List<Match> accepted) {
        Match best = accepted.get(0);
        if (best.name() == Names.Strength.TABLE || best.nameWords() > 0) {
            return List.of(best);
        }
        List<Match> several = new ArrayList<>(List.of(best));
        Set<String> found = new HashSet<>(best.found());
        for (Match other : accepted.subList(1, accepted.size())) {
            boolean adds = found.addAll(other.found());
            boolean undecided = other.key().kind() == IdKind.INTEGER && best.chance() > SMALL_CHANCE;
            if ((adds || undecided) && several.size() < MOST_TARGETS) {
                several.add(other);
            }
        }
        return several;
    }

    private static boolean isReference(IdOccurrences place, Match match, boolean anyTableNamed) {
        if (match.key().kind() != IdKind.INTEGER) {
            boolean many = match.share() >= SHARE_OF_RANDOM_IDS || match.found().size() >= FEW_VALUES;
            return match.chance() <= SMALL_CHANCE && many && !isKeyOfItsRow(place, match);
        }
        return switch (match.name()) {
            case TABLE -> match.share() >= SHARE_WITH_NAME;
            case SOME_ID ->
                match.share() >= SHARE_WITHOUT_NAME
                        && match.values() >= 2
                        && !isIdOfItsRow(place)
                        && (!anyTableNamed || match.chance() <= SMALL_CHANCE);
            case NONE ->
                match.share() >= SHARE_WITHOUT_NAME
                        && match.values() >= FEW_VALUES
                        && !isIdOfItsRow(place)
                        && (match.chance() <= SMALL_CHANCE || endsWithKeys(place, match));
            case MEASURE -> false;
        };
    }

    private static boolean endsWithKeys(IdOccurrences place, Match match) {
        return match.chance() <= CHANCE_OF_A_RANGE
                && match.values() >= VALUES_OF_A_RANGE
                && match.share() == 1
                && !isUnique(place);
    }

    /** Numbers without a reference may count the rows of their table. */
    private static boolean isUnique(IdOccurrences place) {
        return place.values().size() == place.rows().size();
    }

    private static boolean isIdOfItsRow(IdOccurrences place) {
        Table table = place.sample().table();
        return table.primaryKey() != null
                && table.primaryKey().columns().equals(List.of(place.place().column()));
    }

    /** Two keys with the same values: the one that is no primary key references the other. */
    private static boolean isKeyOfItsRow(IdOccurrences place, Match match) {
        Table target = match.key().table();
        boolean primary = target.primaryKey() != null
                && target.primaryKey().columns().equals(List.of(match.key().column()));
        return isIdOfItsRow(place) && !primary;
    }

    private static Optional<Suspect> ofText(IdOccurrences place, List<Match> matches) {
        Optional<Match> random = matches.stream()
                .filter(match -> match.key().kind() != IdKind.INTEGER && isReference(place, match, false))
                .findFirst();
        if (random.isPresent()) {
            return Optional.of(Suspect.of(random.get(), reason(random.get())));
        }
        Optional<RowCorrelation.Column> own = RowCorrelation.of(place);
        if (own.isPresent()) {
            return correlated(own.get(), matches);
        }
        String template = ((Place.Template) place.place().place()).template();
        String before = template.substring(0, template.indexOf("{id")).replaceAll("[^A-Za-z]+$", "");
        return matches.stream()
                .filter(match -> match.share() >= SHARE_WITHOUT_NAME && match.values() >= FEW_VALUES)
                .filter(match -> namesTable(before, match.key().table()))
                .findFirst()
                .map(match -> Suspect.of(match, "text before it names the table"));
    }

    private static boolean namesTable(String before, Table table) {
        String[] words = before.split("[^A-Za-z_]+", -1);
        String last = words.length == 0 ? "" : words[words.length - 1];
        return !last.isEmpty() && Names.isTypeOf(last, table.tableName());
    }

    private static Optional<Suspect> correlated(RowCorrelation.Column own, List<Match> matches) {
        return matches.stream()
                .filter(match -> match.key().table().tableName().equals(own.table())
                        && match.key().column().equals(own.key()))
                .findFirst()
                .map(match -> Suspect.of(match, "same as " + own.name() + " of its row"));
    }

    private static String reason(Match match) {
        return switch (match.name()) {
            case TABLE -> "name";
            case SOME_ID -> "name of an id";
            case NONE, MEASURE ->
                match.key().kind() == IdKind.INTEGER && match.chance() > SMALL_CHANCE ? RANGE : "values";
        };
    }

    /** The keys of a suspect, each with the types that stand for it. */
    static Map<CandidateKey, List<String>> typesByKey(TypedIds.Typed typed) {
        Map<CandidateKey, List<String>> types = new HashMap<>();
        typed.keys()
                .forEach((type, key) ->
                        types.computeIfAbsent(key, any -> new ArrayList<>()).add(type));
        return types;
    }
}
