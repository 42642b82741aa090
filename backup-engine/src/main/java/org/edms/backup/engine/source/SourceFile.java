package org.edms.backup.engine.source;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Map;

/**
 * A file with its attributes at the time it was listed.
 *
 * @param path the path relative to the root
 * @param changed the time of the last inode change
 */
public record SourceFile(
        Path location, String path, Kind kind, long bytes, Instant modified, Instant changed, int mode) {

    /** The kind of a directory entry. */
    public enum Kind {
        FILE,
        DIRECTORY,
        LINK,
        OTHER
    }

    private static final int PERMISSIONS = 07777;
    private static final String WHAT_CHANGES = "unix:size,mode,lastModifiedTime,ctime";
    private static final String ATTRIBUTES = WHAT_CHANGES + ",isRegularFile,isDirectory,isSymbolicLink";

    public static SourceFile look(Path location, String path) throws IOException {
        Map<String, Object> attributes = Files.readAttributes(location, ATTRIBUTES, LinkOption.NOFOLLOW_LINKS);
        return of(attributes, location, path, kind(attributes));
    }

    private static SourceFile of(Map<String, Object> attributes, Path location, String path, Kind kind) {
        return new SourceFile(
                location,
                path,
                kind,
                (Long) attributes.get("size"),
                ((FileTime) attributes.get("lastModifiedTime")).toInstant(),
                ((FileTime) attributes.get("ctime")).toInstant(),
                (Integer) attributes.get("mode") & PERMISSIONS);
    }

    /** Writes the file in the format that {@link #readFrom} reads. */
    public void writeTo(DataOutput output) throws IOException {
        byte[] name = path.getBytes(StandardCharsets.UTF_8);
        output.writeInt(name.length);
        output.write(name);
        output.writeByte(kind.ordinal());
        output.writeLong(bytes);
        writeTime(modified, output);
        writeTime(changed, output);
        output.writeShort(mode);
    }

    /** @param root the root that the path is relative to */
    public static SourceFile readFrom(DataInput input, Path root) throws IOException {
        byte[] name = new byte[input.readInt()];
        input.readFully(name);
        String path = new String(name, StandardCharsets.UTF_8);
        return new SourceFile(
                root.resolve(path),
                path,
                Kind.values()[input.readByte()],
                input.readLong(),
                Instant.ofEpochSecond(input.readLong(), input.readInt()),
                Instant.ofEpochSecond(input.readLong(), input.readInt()),
                input.readShort());
    }

    private static void writeTime(Instant time, DataOutput output) throws IOException {
        output.writeLong(time.getEpochSecond());
        output.writeInt(time.getNano());
    }

    /** Returns the same file with its current attributes. Its kind is not checked again. */
    public SourceFile lookAgain() throws IOException {
        Map<String, Object> attributes = Files.readAttributes(location, WHAT_CHANGES, LinkOption.NOFOLLOW_LINKS);
        return of(attributes, location, path, kind);
    }

    /** Returns whether the file is unchanged between two reads of its attributes. */
    public boolean sameAs(SourceFile other) {
        return bytes == other.bytes && modified.equals(other.modified) && changed.equals(other.changed);
    }

    private static Kind kind(Map<String, Object> attributes) {
        if ((Boolean) attributes.get("isRegularFile")) {
            return Kind.FILE;
        }
        if ((Boolean) attributes.get("isDirectory")) {
            return Kind.DIRECTORY;
        }
        return (Boolean) attributes.get("isSymbolicLink") ? Kind.LINK : Kind.OTHER;
    }
}
