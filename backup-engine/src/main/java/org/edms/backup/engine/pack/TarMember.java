package org.edms.backup.engine.pack;

import java.time.Instant;

/**
 * A member as the tar stream itself tells it.
 *
 * @param offset where its header starts
 */
public record TarMember(MemberName name, long bytes, Instant modified, int mode, long offset) {}
