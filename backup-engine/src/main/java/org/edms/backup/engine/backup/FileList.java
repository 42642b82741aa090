package org.edms.backup.engine.backup;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import org.edms.backup.engine.pack.manifest.Finding;
import org.edms.backup.engine.pack.manifest.Findings;
import org.edms.backup.engine.source.FileRoot;
import org.edms.backup.engine.source.FileTree;
import org.edms.backup.engine.source.SourceFile;
import org.edms.backup.engine.spool.Spool;

/**
 * The files of a root in order. The directory is listed once to determine the total size, and the list is read again when the
 * files are backed up. It is kept on disk because it may have millions of entries.
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
                    file.writeTo(output);
                    list.files++;
                    list.bytes += file.bytes();
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

    /** Receives the files in order. */
    @FunctionalInterface
    interface Visitor {
        void file(SourceFile file) throws IOException;
    }

    /** May be called repeatedly: closing the list closes the underlying stream, and this method does not. */
    void forEach(Visitor visitor) throws IOException {
        DataInputStream input = new DataInputStream(new BufferedInputStream(spool.read(), BUFFER_BYTES));
        for (long i = 0; i < files; i++) {
            visitor.file(SourceFile.readFrom(input, root.directory()));
        }
    }

    @Override
    public void close() throws IOException {
        spool.close();
    }
}
