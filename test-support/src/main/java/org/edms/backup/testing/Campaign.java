package org.edms.backup.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Random;

/**
 * Seeds and results of long, randomised test runs. Tests tagged {@code campaign} run in {@code ./mvnw verify -Pcampaign} only;
 * tests tagged {@code repeated} run in every build, and more often in the campaign. Each adds a row to one summary table,
 * {@code target/campaign.md}.
 */
public final class Campaign {

    private static final String HEADER = "| campaign | trials | outcome | seed |\n|---|--:|---|--:|\n";

    private Campaign() {}

    /** The seed of this run, {@code -Dedms.test.seed} or 1: the same seed repeats a failure. */
    public static long seed() {
        return Long.getLong("edms.test.seed", 1);
    }

    /** A source of random numbers that is the same for the same purpose and seed. */
    public static Random random(String purpose) {
        return new Random(seed() * 31 + purpose.hashCode());
    }

    /** Adds a row to the summary; does nothing outside a campaign. */
    public static void report(String campaign, long trials, String outcome) {
        String summary = System.getProperty("edms.test.campaign");
        if (summary == null) {
            return;
        }
        Path file = Path.of(summary);
        String row = "| %s | %d | %s | %d |%n".formatted(campaign, trials, outcome, seed());
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(
                    file,
                    Files.exists(file) ? row : HEADER + row,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write " + file, e);
        }
    }
}
