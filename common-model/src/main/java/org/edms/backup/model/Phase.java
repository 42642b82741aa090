package org.edms.backup.model;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;

/** A step of a job, as its progress reports it. JSON and output contain its {@link #text}. */
public enum Phase {
    WAITING("waiting"),
    WAITING_FOR_TARGET("waiting for the target"),
    WAITING_FOR_RETRY("waiting for another attempt"),
    UPLOADING("uploading"),
    DOWNLOADING("downloading"),
    STARTING("starting"),

    SURVEYING("looking"),
    READING_DATABASE("database"),
    READING_FILES("files"),
    PUBLISHING("publishing"),

    OPENING("opening"),
    SAFETY_BACKUP("making safe"),
    STAGING_FILES("staging files"),
    PLANNING("planning"),
    STAGING("staging"),
    MATCHING("identifying"),
    STREAMING("streaming", true),
    RESOLVING("completing", true),
    WRITING("writing", true),
    CREATING_TABLES("making tables", true),
    LOADING_ROWS("loading rows", true),
    CREATING_KEYS("making keys", true),
    CREATING_INDEXES("making indexes", true),
    REFRESHING_VIEWS("refreshing views", true),

    /** Of a restore: before the commit, so that a failure rolls back what was written. */
    VERIFYING("verifying", true),
    CHECKING_FILES("looking for files", true),
    COMMITTING("committing", true),
    UNDOING("undoing", true),
    PLACING_FILES("placing files", true),

    /** A phase of another version. */
    UNKNOWN("unknown");

    private final String text;
    private final boolean writesTarget;

    Phase(String text) {
        this(text, false);
    }

    Phase(String text, boolean writesTarget) {
        this.text = text;
        this.writesTarget = writesTarget;
    }

    /** The phase with this text, or {@link #UNKNOWN}: a stored or received document may come from another version. */
    @JsonCreator
    public static Phase of(String text) {
        return Arrays.stream(values())
                .filter(phase -> phase.text.equals(text))
                .findFirst()
                .orElse(UNKNOWN);
    }

    @JsonValue
    public String text() {
        return text;
    }

    /** Whether the target may have been written to, so that a failure rolls something back. */
    public boolean writesTarget() {
        return writesTarget;
    }
}
