package org.edms.backup.model.configuration;

/**
 * How long packages are kept. Null sets no limit. A package is kept if any rule keeps it.
 *
 * @param retentionDays the age in days from which packages are deleted
 * @param maxBackups the number of the newest packages to keep
 * @param keepDaily the number of days whose last package is kept; weekly and monthly likewise
 */
public record Retention(
        Integer retentionDays, Integer maxBackups, Integer keepDaily, Integer keepWeekly, Integer keepMonthly) {

    public Retention {
        requireAtLeast(0, retentionDays, "retention_days");
        requireAtLeast(1, maxBackups, "max_backups");
        requireAtLeast(0, keepDaily, "keep_daily");
        requireAtLeast(0, keepWeekly, "keep_weekly");
        requireAtLeast(0, keepMonthly, "keep_monthly");
    }

    private static void requireAtLeast(int least, Integer value, String name) {
        if (value != null && value < least) {
            throw new IllegalArgumentException("%s must be at least %d, not %d".formatted(name, least, value));
        }
    }
}
