package org.edms.backup.engine.pack.manifest;

import java.time.Instant;
import java.util.Objects;
import org.edms.backup.model.id.PackageId;

/**
 * The manifest entry of a member.
 *
 * @param sha256 the digest of the content, in hexadecimal; null until it is written
 * @param mode the permissions, as in {@code chmod}
 * @param offset the start of its header in the tar stream
 * @param in the package that contains the content; null for this package
 * @param rows the number of rows in a part of a table
 * @param file the file of the system, if the member is one; {@code changed} is the time of its last inode change
 */
public record Entry(
        MemberKind kind,
        MemberName name,
        long bytes,
        String sha256,
        Instant modified,
        int mode,
        long offset,
        PackageId in,
        Long rows,
        FileId file,
        Instant changed) {

    public Entry {
        Objects.requireNonNull(kind);
        Objects.requireNonNull(name);
        Objects.requireNonNull(modified);
    }

    public static Entry of(MemberKind kind, MemberName name, long bytes, Instant modified, int mode) {
        return new Entry(kind, name, bytes, null, modified, mode, 0, null, null, null, null);
    }

    /** Returns the entry of a file of the system. */
    public static Entry of(MemberName name, FileId file, long bytes, Instant modified, Instant changed, int mode) {
        return new Entry(MemberKind.FILE, name, bytes, null, modified, mode, 0, null, null, file, changed);
    }

    public Entry withRows(long count) {
        return new Entry(kind, name, bytes, sha256, modified, mode, offset, in, count, file, changed);
    }

    public Entry written(long size, String digest, long position) {
        return new Entry(kind, name, size, digest, modified, mode, position, in, rows, file, changed);
    }

    public Entry movedBy(long distance) {
        return written(bytes, sha256, offset + distance);
    }

    /** Returns the entry for a later package, which refers to the content in this one. */
    public Entry inheritedFrom(PackageId holder) {
        return new Entry(
                kind, name, bytes, sha256, modified, mode, offset, in == null ? holder : in, rows, file, changed);
    }

    /** Returns the entry of a file whose content is the same but whose attributes have changed. */
    public Entry touched(Instant nowModified, Instant nowChanged, int nowMode) {
        return new Entry(kind, name, bytes, sha256, nowModified, nowMode, offset, in, rows, file, nowChanged);
    }

    /** Returns the entry marked as torn: its content is known to differ from the file in the system. */
    public Entry torn() {
        return new Entry(MemberKind.TORN, name, bytes, sha256, modified, mode, offset, in, rows, file, changed);
    }
}
