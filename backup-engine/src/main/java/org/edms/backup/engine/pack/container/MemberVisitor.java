package org.edms.backup.engine.pack.container;

import java.io.IOException;
import java.io.InputStream;

/** Receives a member with its content. Unread content is skipped. */
@FunctionalInterface
public interface MemberVisitor {
    void visit(TarMember member, InputStream content) throws IOException;
}
