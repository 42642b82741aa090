package org.edms.backup.engine.references;

import java.util.Comparator;
import java.util.Set;

/**
 * The values of a place compared with a key.
 *
 * @param values the number of distinct values
 * @param chance the probability that values without a meaning match as often
 */
record Match(
        IdOccurrences place, CandidateKey key, Names.Strength name, Set<String> found, long values, double chance) {

    /** Few values that are far away, such as years among days, must not make the others look rare. */
    private static final double USUALLY = 0.9;

    static final Comparator<Match> BEST_FIRST = Comparator.comparing(Match::name)
            .thenComparing(match -> -match.nameWords())
            .thenComparing(match -> -match.share())
            .thenComparing(Match::chance)
            .thenComparing(match -> match.key().rows())
            .thenComparing(match -> match.key().table().qualifiedName());

    /**
     * The distinct values of a place.
     *
     * @param usual most integers are not greater
     */
    record Values(Set<String> all, long greatest, long usual, int shortest) {

        static Values of(Set<String> values) {
            long[] numbers = values.stream()
                    .filter(value -> IdKind.of(value) == IdKind.INTEGER)
                    .mapToLong(Long::parseLong)
                    .sorted()
                    .toArray();
            int last = numbers.length - 1;
            return new Values(
                    values,
                    last < 0 ? 0 : numbers[last],
                    last < 0 ? 0 : numbers[(int) (USUALLY * last)],
                    values.stream().mapToInt(String::length).min().orElse(0));
        }

        int size() {
            return all.size();
        }
    }

    static Match of(IdOccurrences place, Values values, CandidateKey key, Set<String> found, int keys) {
        return new Match(
                place,
                key,
                Names.strength(place.names(), place.table(), key.table().tableName()),
                found,
                values.size(),
                chance(values, key, found.size(), keys));
    }

    private static double chance(Values values, CandidateKey key, int found, int keys) {
        return switch (key.kind()) {
            case INTEGER ->
                Math.min(
                        Chance.ofIntegers(values.size(), found, key.density(1, Math.max(1, values.usual())), keys),
                        found == values.size() ? Chance.ofRange(found, values.greatest(), key.most(), keys) : 1);
            case UUID -> Chance.ofUuids(values.size(), found, key.rows(), keys);
            case TEXT -> Chance.ofTexts(values.size(), found, key.rows(), values.shortest(), keys);
        };
    }

    double share() {
        return values == 0 ? 0 : (double) found.size() / values;
    }

    /** How many words the place has in common with the name of the table; 0 if it has no name of an id. */
    int nameWords() {
        return name == Names.Strength.TABLE || name == Names.Strength.SOME_ID
                ? Names.commonWords(place.names(), key.table().tableName())
                : 0;
    }
}
