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

    /** Takes one file after the other. */
    @FunctionalInterface
    interface Visitor {
        void file(SourceFile file) throws IOException;
    }

    /** As often as wanted: what is read from is closed with the list, and not here. */
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
