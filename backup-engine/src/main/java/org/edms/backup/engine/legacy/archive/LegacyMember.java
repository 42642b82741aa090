package org.edms.backup.engine.legacy.archive;

import java.time.Instant;

/**
 * A file in a legacy package.
 *
 * @param name the name without a leading {@code ./}
 * @param bytes the size; negative if it is unknown until the member is read
 */
public record LegacyMember(String name, long bytes, Instant modified, int mode) {}
