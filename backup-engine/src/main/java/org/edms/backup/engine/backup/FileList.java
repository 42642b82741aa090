package org.edms.backup.engine.backup;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.edms.backup.engine.pack.Finding;
import org.edms.backup.engine.pack.Spool;
import org.edms.backup.engine.source.FileRoot;
import org.edms.backup.engine.source.FileTree;
import org.edms.backup.engine.source.SourceFile;

/**
 * The files of a root as they were found, in their order: looked at once, to know how much there is, and gone through again
 * when they are read. Millions of them are kept in no memory.
 */
final class FileList implements Closeable {

    private static final int BUFFER_BYTES = 1 << 16;

    private final FileRoot root;
    private final Spool spool = new Spool();
    private long files;
    private long bytes;

    private FileList(FileRoot root) throws IOException {
        this.root = root;
    }

    static FileList of(FileRoot root, Findings findings) throws IOException {
        FileList list = new FileList(root);
        try (DataOutputStream output =
                new DataOutputStream(new BufferedOutputStream(list.spool.output(), BUFFER_BYTES))) {
            new FileTree(root).walk(new FileTree.Visitor() {
                @Override
                public void file(SourceFile file) throws IOException {
                    list.write(file, output);
                }

                @Override
                public void leftOut(String path, String why) {
                    findings.add(Finding.Kind.FILE_LEFT_OUT, root.name() + "/" + path, why);
                }
            });
        }
        return list;
    }

    FileRoot root() {
        return root;
    }

    long bytes() {
        return bytes;
    }

    /** Takes one file after the other. */
    @FunctionalInterface
    interface Visitor {
        void file(SourceFile file) throws IOException;
    }

    void forEach(Visitor visitor) throws IOException {
        try (DataInputStream input = new DataInputStream(new BufferedInputStream(spool.read(), BUFFER_BYTES))) {
            for (long i = 0; i < files; i++) {
                visitor.file(read(input));
            }
        }
    }

    private void write(SourceFile file, DataOutputStream output) throws IOException {
        byte[] path = file.path().getBytes(StandardCharsets.UTF_8);
        output.writeInt(path.length);
        output.write(path);
        output.writeLong(file.bytes());
        writeTime(file.modified(), output);
        writeTime(file.changed(), output);
        output.writeShort(file.mode());
        files++;
        bytes += file.bytes();
    }

    private SourceFile read(DataInputStream input) throws IOException {
        String path = new String(input.readNBytes(input.readInt()), StandardCharsets.UTF_8);
        return new SourceFile(
                root.directory().resolve(path),
                path,
                SourceFile.Kind.FILE,
                input.readLong(),
                Instant.ofEpochSecond(input.readLong(), input.readInt()),
                Instant.ofEpochSecond(input.readLong(), input.readInt()),
                input.readShort());
    }

    private static void writeTime(Instant time, DataOutputStream output) throws IOException {
        output.writeLong(time.getEpochSecond());
        output.writeInt(time.getNano());
    }

    @Override
    public void close() throws IOException {
        spool.close();
    }
}
