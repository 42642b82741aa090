package org.edms.backup.model.configuration;

/**
 * How long packages are kept. What is null sets no limit; a package that any rule keeps stays.
 *
 * @param retentionDays the age from which packages go
 * @param maxBackups the number above which the oldest go
 * @param keepDaily of how many days the last package stays; weekly and monthly likewise
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
            throw new IllegalArgumentException("%s: at least %d, not %d".formatted(name, least, value));
        }
    }
}
