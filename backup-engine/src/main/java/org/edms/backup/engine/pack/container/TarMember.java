package org.edms.backup.engine.pack.container;

import java.time.Instant;
import org.edms.backup.engine.pack.manifest.MemberName;

/**
 * A member as the tar stream itself tells it.
 *
 * @param offset where its header starts
 */
public record TarMember(MemberName name, long bytes, Instant modified, int mode, long offset) {}
