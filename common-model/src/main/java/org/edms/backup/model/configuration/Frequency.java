package org.edms.backup.model.configuration;

/** How often a configuration is due. */
public enum Frequency {
    HOURLY,
    DAILY,

    /** On the schedule days: 0 is Monday, 6 is Sunday. */
    WEEKLY,

    /** On the schedule days: 1 is the first of the month. */
    MONTHLY,

    /** Only on request. */
    ON_DEMAND,

    /** By a cron expression. */
    CRON
}
