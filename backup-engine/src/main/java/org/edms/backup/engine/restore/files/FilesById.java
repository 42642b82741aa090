package org.edms.backup.engine.restore.files;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.edms.backup.engine.model.TableModel;
import org.edms.backup.engine.model.UnreadableValueException;
import org.edms.backup.engine.pack.manifest.Entry;
import org.edms.backup.engine.source.FileTree;

/** The files of a package whose names contain ids of rows: they get their names when it is known which ids the target has. */
public final class FilesById {

    /** Where they are staged until then. No file of a package can have this name. */
    private static final Path UNNAMED = Path.of(FileTree.RESTORES + "unnamed");

    private final List<TableModel.FilesById> declared;
    private final Map<TableModel.FilesById, List<Unnamed>> waiting = new HashMap<>();

    /** A file with the id in its name. */
    private record Unnamed(Path path, Entry entry, String id) {}

    FilesById(List<TableModel.FilesById> declared) {
        this.declared = declared;
    }

    /** Looks up the ids that the target has for rows of the package. */
    @FunctionalInterface
    public interface Lookup<E extends Exception> {
        /** @return the target's ids by those of the package; none for a row that is not there */
        Map<String, String> find(TableModel.FilesById files, Set<String> ids) throws E;
    }

    /** Takes a file, if its name contains an id, and returns where to stage it. */
    Optional<Path> add(Path path, Entry entry) {
        for (TableModel.FilesById files : declared) {
            String id = files.root().equals(entry.file().root()) ? idIn(path, files) : null;
            if (id != null) {
                waiting.computeIfAbsent(files, any -> new ArrayList<>()).add(new Unnamed(path, entry, id));
                return Optional.of(UNNAMED.resolve(path));
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
    interface Named {
        /** @param path null if the package does not have the row of the file */
        void file(Path staged, Path path, Entry entry) throws IOException;
    }

    <E extends Exception> void name(Lookup<E> lookup, Named consumer) throws IOException, E {
        for (Map.Entry<TableModel.FilesById, List<Unnamed>> each : waiting.entrySet()) {
            Set<String> ids = new HashSet<>();
            each.getValue().forEach(file -> ids.add(file.id()));
            Map<String, String> inTarget = lookup.find(each.getKey(), ids);
            for (Unnamed file : each.getValue()) {
                String id = inTarget.get(file.id());
                consumer.file(
                        UNNAMED.resolve(file.path()),
                        id == null ? null : renamed(file.path(), each.getKey(), id),
                        file.entry());
            }
        }
        waiting.clear();
    }

    private static Path renamed(Path path, TableModel.FilesById files, String id) {
        try {
            return PathInRoot.parse(files.name().replace(path.toString(), any -> id));
        } catch (UnreadableValueException e) {
            throw new IllegalStateException(path + " matched " + files.name(), e);
        }
    }
}
