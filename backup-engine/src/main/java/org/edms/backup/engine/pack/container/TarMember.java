package org.edms.backup.engine.pack.container;

import java.time.Instant;
import org.edms.backup.engine.pack.manifest.MemberName;

/**
 * A member as described by the tar stream.
 *
 * @param offset the start of its header
 */
public record TarMember(MemberName name, long bytes, Instant modified, int mode, long offset) {}
