package org.edms.backup.engine.source;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import org.edms.backup.engine.spool.Spool;

/**
 * The sorted content of one directory. A directory with millions of entries is sorted in runs that are written to disk and merged
 * when they are read.
 */
final class SortedDirectory implements Closeable {

    private static final int BUFFER_BYTES = 1 << 14;

    /** The number of entries in memory at a time. */
    private static final int PIECE_SIZE = 20_000;

    private static final Comparator<SourceFile> BY_PATH =
            Comparator.comparing(SortedDirectory::sortKey, FileTree::compareBytes);

    private final Path root;
    private final int pieceSize;
    private final List<SourceFile> piece = new ArrayList<>();
    private final List<Piece> putAside = new ArrayList<>();

    SortedDirectory(Path root) {
        this(root, PIECE_SIZE);
    }

    SortedDirectory(Path root, int pieceSize) {
        this.root = root;
        this.pieceSize = pieceSize;
    }

    private record Piece(Spool spool, int size) {}

    /** Receives the files in order. */
    @FunctionalInterface
    interface Visitor {
        void file(SourceFile file) throws IOException;
    }

    void add(SourceFile file) throws IOException {
        piece.add(file);
        if (piece.size() == pieceSize) {
            putAside();
        }
    }

    void forEach(Visitor visitor) throws IOException {
        if (putAside.isEmpty()) {
            piece.sort(BY_PATH);
            for (SourceFile file : piece) {
                visitor.file(file);
            }
            return;
        }
        putAside();
        PriorityQueue<Cursor> cursors = new PriorityQueue<>(Comparator.comparing(cursor -> cursor.current, BY_PATH));
        for (Piece each : putAside) {
            Cursor cursor = new Cursor(each);
            if (cursor.advance()) {
                cursors.add(cursor);
            }
        }
        while (!cursors.isEmpty()) {
            Cursor next = cursors.remove();
            visitor.file(next.current);
            if (next.advance()) {
                cursors.add(next);
            }
        }
    }

    private void putAside() throws IOException {
        piece.sort(BY_PATH);
        Spool spool = new Spool();
        putAside.add(new Piece(spool, piece.size()));
        try (DataOutputStream output = new DataOutputStream(new BufferedOutputStream(spool.output(), BUFFER_BYTES))) {
            for (SourceFile file : piece) {
                file.writeTo(output);
            }
        }
        piece.clear();
    }

    @Override
    public void close() throws IOException {
        for (Piece each : putAside) {
            each.spool().close();
        }
    }

    /** The read position in a run. */
    private final class Cursor {

        private final DataInputStream input;
        private int remaining;
        private SourceFile current;

        Cursor(Piece piece) throws IOException {
            this.input =
                    new DataInputStream(new BufferedInputStream(piece.spool().read(), BUFFER_BYTES));
            this.remaining = piece.size();
        }

        boolean advance() throws IOException {
            if (remaining == 0) {
                return false;
            }
            remaining--;
            current = SourceFile.readFrom(input, root);
            return true;
        }
    }

    /** A directory sorts like its content. */
    private static String sortKey(SourceFile file) {
        return file.kind() == SourceFile.Kind.DIRECTORY ? file.path() + "/" : file.path();
    }
}
