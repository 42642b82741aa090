package org.edms.backup.engine.backup;

import java.io.Closeable;
import java.io.IOException;
import java.util.Optional;
import org.edms.backup.engine.pack.PackageReader;
import org.edms.backup.engine.pack.manifest.Entry;
import org.edms.backup.engine.pack.manifest.ManifestStream;
import org.edms.backup.engine.pack.manifest.MemberKind;
import org.edms.backup.engine.source.FileTree;
import org.edms.backup.engine.source.SourceFile;
import org.edms.backup.model.id.PackageId;

/**
 * The files in the manifest of an earlier package, for comparison with the files found. Both are sorted, so neither is held in
 * memory.
 */
final class KnownFiles implements Closeable {

    private final PackageReader reader;
    private final ManifestStream manifest;
    private Optional<Entry> next = Optional.empty();

    private KnownFiles(PackageReader reader, ManifestStream manifest) {
        this.reader = reader;
        this.manifest = manifest;
    }

    static KnownFiles none() {
        return new KnownFiles(null, null);
    }

    /** @param reader the reader of the package, which is closed with this object */
    static KnownFiles of(PackageReader reader) throws IOException {
        KnownFiles known = new KnownFiles(reader, reader.openManifest());
        known.advance();
        return known;
    }

    /** Returns the entry of the file, if there is one. Files must be looked up in order. */
    Optional<Entry> find(String root, SourceFile file) throws IOException {
        while (next.isPresent() && compare(next.get(), root, file.path()) < 0) {
            advance();
        }
        boolean found = next.isPresent() && compare(next.get(), root, file.path()) == 0;
        return found ? Optional.of(next.get().inheritedFrom(holder())) : Optional.empty();
    }

    private PackageId holder() {
        return manifest.head().header().id();
    }

    private static int compare(Entry entry, String root, String path) {
        int roots = FileTree.compareBytes(entry.file().root(), root);
        return roots == 0 ? FileTree.compareBytes(entry.file().path(), path) : roots;
    }

    private void advance() throws IOException {
        do {
            next = manifest.next();
        } while (next.isPresent() && next.get().kind() != MemberKind.FILE);
    }

    @Override
    public void close() throws IOException {
        if (reader != null) {
            manifest.close();
            reader.close();
        }
    }
}
