package org.edms.backup.engine.pack.manifest;

import java.time.Instant;
import java.util.Objects;
import org.edms.backup.model.id.PackageId;

/**
 * The manifest entry of a member.
 *
 * @param sha256 of the content, in hexadecimal; null until it is written
 * @param mode the permissions, as of {@code chmod}
 * @param offset where its header starts in the tar stream
 * @param in the package that holds the content; null when it is this one
 * @param rows of a part of a table
 * @param file which file of the system this is, if it is one, and {@code changed} when its inode last changed
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

    /** A file of the system. */
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

    /** The same, told by a later package: its content stays where it is. */
    public Entry inheritedFrom(PackageId holder) {
        return new Entry(
                kind, name, bytes, sha256, modified, mode, offset, in == null ? holder : in, rows, file, changed);
    }

    /** The same content of a file whose attributes are others by now. */
    public Entry touched(Instant nowModified, Instant nowChanged, int nowMode) {
        return new Entry(kind, name, bytes, sha256, nowModified, nowMode, offset, in, rows, file, nowChanged);
    }

    /** The same member, known not to be what the system holds. */
    public Entry torn() {
        return new Entry(MemberKind.TORN, name, bytes, sha256, modified, mode, offset, in, rows, file, changed);
    }
}
