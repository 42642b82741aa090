package org.edms.backup.engine.legacy.archive;

import java.time.Instant;

/**
 * A file in a legacy package.
 *
 * @param name without the {@code ./} that it may begin with
 * @param bytes negative when nobody knows before it is read
 */
public record LegacyMember(String name, long bytes, Instant modified, int mode) {}
