package org.edms.backup.engine.references;

/**
 * How likely values without a meaning match a key as often as some values do.
 *
 * <p>Values are compared with a key as if each was drawn from the range of all of them. If the key has gaps, each match makes chance
 * less likely. If it has none, matches say nothing, and only the range does: it is unlikely that the greatest of many values is
 * just below the greatest key. Each further key that is compared makes a match by chance more likely.
 */
final class Chance {

    private static final double MAGNITUDES = 21.5;
    private static final int ENOUGH_TO_SHOW_A_RANGE = 30;
    private static final double SHARE_THAT_SHOWS_A_RANGE = 0.3;
    private static final int CHARACTERS_OF_A_TEXT = 36;
    private static final double LOG_UUIDS = 122 * Math.log(2);

    private Chance() {}

    /** @param density the share of the integers in the range of the values that are keys */
    static double ofIntegers(long values, long found, double density, int keys) {
        return bounded(tail(values, found, Math.log(Math.max(density, 1e-12))), keys);
    }

    static double ofUuids(long values, long found, long rows, int keys) {
        return bounded(tail(values, found, Math.log((double) Math.max(1, rows)) - LOG_UUIDS), keys);
    }

    static double ofTexts(long values, long found, long rows, int length, int keys) {
        double log = Math.log((double) Math.max(1, rows)) - Math.min(12, length) * Math.log(CHARACTERS_OF_A_TEXT);
        return bounded(tail(values, found, Math.min(0, log)), keys);
    }

    /** The probability that the range of many different values ends just where the keys end; 1 if that says nothing. */
    static double ofRange(long values, long greatest, long greatestKey, int keys) {
        boolean shows = values >= ENOUGH_TO_SHOW_A_RANGE
                && greatest <= greatestKey
                && values >= SHARE_THAT_SHOWS_A_RANGE * greatestKey;
        return shows ? bounded(Math.log((greatestKey + 1.0) / greatest) / MAGNITUDES, keys) : 1;
    }

    /** A bound for the probability of at least so many matches (Chernoff). */
    private static double tail(long values, long found, double logProbability) {
        double share = (double) found / values;
        double probability = Math.exp(logProbability);
        if (values == 0 || share <= probability) {
            return 1;
        }
        double rest = share >= 1 ? 0 : (1 - share) * Math.log((1 - share) / (1 - probability));
        return Math.exp(-values * (share * (Math.log(share) - logProbability) + rest));
    }

    private static double bounded(double probability, int keys) {
        return Math.min(1, probability * Math.max(1, keys));
    }
}
