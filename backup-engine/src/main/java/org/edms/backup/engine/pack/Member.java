package org.edms.backup.engine.pack;

import java.time.Instant;

/**
 * A member of a package.
 *
 * @param bytes of content, and {@code sha256} of it in hexadecimal
 * @param mode the permissions, as of {@code chmod}
 * @param offset where its header starts in the tar stream
 */
public record Member(MemberName name, long bytes, String sha256, Instant modified, int mode, long offset) {}
