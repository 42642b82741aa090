package org.edms.backup.engine.restore.files;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.edms.backup.engine.model.TableModel;
import org.edms.backup.engine.model.UnreadableValueException;
import org.edms.backup.engine.pack.manifest.Entry;
import org.edms.backup.engine.pack.manifest.ManifestStream;
import org.edms.backup.engine.pack.manifest.MemberKind;
import org.edms.backup.engine.restore.input.RestoredPackage;
import org.edms.backup.engine.source.FileTree;

/**
 * The files of a package whose names contain ids of rows: they get their names when it is known which ids the target has. Until then
 * the manifest is the list of them, so that none is held in memory.
 */
public final class FilesById {

    /** Where they are staged until then. No file of a package can have this name. */
    private static final Path UNNAMED = Path.of(FileTree.RESTORES + "unnamed");

    private static final int FILES_AT_A_TIME = 10_000;

    private final List<TableModel.FilesById> declared;

    /** A file with the id in its name. */
    private record Unnamed(TableModel.FilesById files, Path path, Entry entry, String id) {

        Path staged() {
            return UNNAMED.resolve(entry.file().root()).resolve(path);
        }
    }

    public FilesById(List<TableModel.FilesById> declared) {
        this.declared = declared;
    }

    /** Looks up the ids that the target has for rows of the package. */
    @FunctionalInterface
    public interface Lookup<E extends Exception> {
        /** @return the target's ids by those of the package; none for a row that is not there */
        Map<String, String> find(TableModel.FilesById files, Set<String> ids) throws E;
    }

    boolean areDeclared() {
        return !declared.isEmpty();
    }

    /** Returns whether the name of a file contains an id. */
    boolean contains(Entry entry) {
        return find(entry).isPresent();
    }

    /** Returns where to stage a file whose name contains an id. */
    Optional<Path> staged(Entry entry) {
        return find(entry).map(Unnamed::staged);
    }

    private Optional<Unnamed> find(Entry entry) {
        if (entry.kind() != MemberKind.FILE) {
            return Optional.empty();
        }
        for (TableModel.FilesById files : declared) {
            if (files.root().equals(entry.file().root())) {
                Path path = PathInRoot.parse(entry.file().path());
                String id = idIn(path, files);
                if (id != null) {
                    return Optional.of(new Unnamed(files, path, entry, id));
                }
            }
        }
        return Optional.empty();
    }

    private static String idIn(Path path, TableModel.FilesById files) {
        String[] found = new String[1];
        try {
            files.name().replace(path.toString(), id -> {
                found[0] = id;
                return id;
            });
        } catch (UnreadableValueException e) {
            return null;
        }
        return found[0];
    }

    /** Receives a file that has got its name. */
    @FunctionalInterface
    public interface Named {
        /** @param path null if the package does not have the row of the file */
        void file(TableModel.FilesById files, Path staged, Path path, Entry entry) throws IOException;
    }

    /** Passes each file on with the name that it has in the target. */
    public <E extends Exception> void name(RestoredPackage source, Lookup<E> lookup, Named consumer)
            throws IOException, E {
        Map<TableModel.FilesById, List<Unnamed>> waiting = new HashMap<>();
        try (ManifestStream members = source.members()) {
            for (Optional<Entry> next = members.next(); next.isPresent(); next = members.next()) {
                Optional<Unnamed> file = find(next.get());
                if (file.isPresent()) {
                    List<Unnamed> files = waiting.computeIfAbsent(file.get().files(), any -> new ArrayList<>());
                    files.add(file.get());
                    if (files.size() >= FILES_AT_A_TIME) {
                        name(files, lookup, consumer);
                        files.clear();
                    }
                }
            }
        }
        for (List<Unnamed> files : waiting.values()) {
            name(files, lookup, consumer);
        }
    }

    private static <E extends Exception> void name(List<Unnamed> files, Lookup<E> lookup, Named consumer)
            throws IOException, E {
        if (files.isEmpty()) {
            return;
        }
        TableModel.FilesById declared = files.get(0).files();
        Map<String, String> inTarget =
                lookup.find(declared, files.stream().map(Unnamed::id).collect(Collectors.toSet()));
        for (Unnamed file : files) {
            String id = inTarget.get(file.id());
            consumer.file(
                    declared, file.staged(), id == null ? null : renamed(file.path(), declared, id), file.entry());
        }
    }

    private static Path renamed(Path path, TableModel.FilesById files, String id) {
        try {
            return PathInRoot.parse(files.name().replace(path.toString(), any -> id));
        } catch (UnreadableValueException e) {
            throw new IllegalStateException(path + " matched " + files.name(), e);
        }
    }
}
