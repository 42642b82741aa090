package org.edms.backup.engine.restore.files;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.edms.backup.engine.source.FileRoot;
import org.edms.backup.engine.work.Parallel;
import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.error.ErrorCode;
import org.edms.backup.model.error.Failure;
import org.edms.backup.model.id.RestoreJobId;
import org.edms.backup.model.restore.RestoreReport;

/**
 * The files of one restore in all roots. Staged files are moved into place after the rows are committed. Files that they replace
 * are kept for undo.
 */
public final class RestoreAreas implements Closeable {

    private static final int MAX_PATHS_SHOWN = 20;

    private final RestoreJobId id;
    private final JournalSeal seal = JournalSeal.random();
    private final Map<String, RestoreArea> areas = new LinkedHashMap<>();
    private final Map<String, Path> places = new HashMap<>();

    /** For each root, the areas of interrupted restores into other databases, whose files are still staged. */
    private final Map<String, List<RestoreArea>> otherAreas = new LinkedHashMap<>();

    private RestoreArea commitArea;

    public RestoreAreas(List<FileRoot> roots, RestoreJobId id) throws IOException {
        this.id = id;
        for (FileRoot root : roots) {
            Path directory = root.directory().toAbsolutePath().normalize();
            areas.put(root.name(), areaIn(directory));
            places.put(root.name(), real(directory));
        }
    }

    /** Returns where a directory really is, even if it does not exist yet. */
    private static Path real(Path directory) throws IOException {
        for (Path above = directory; above != null; above = above.getParent()) {
            if (Files.exists(above)) {
                return above.toRealPath().resolve(above.relativize(directory));
            }
        }
        return directory;
    }

    /** Returns one area per directory, even if several roots use the same directory. */
    private RestoreArea areaIn(Path directory) {
        return areas.values().stream()
                .filter(area -> area.root().equals(directory))
                .findFirst()
                .orElseGet(() -> new RestoreArea(directory, id));
    }

    /** Work on one area. */
    @FunctionalInterface
    private interface AreaWork {
        void run(RestoreArea area) throws IOException;
    }

    private void forEachArea(AreaWork work) throws IOException {
        for (RestoreArea area : areas.values()) {
            work.run(area);
        }
    }

    /** A question about one area. */
    @FunctionalInterface
    private interface AreaLookup<T> {
        Optional<T> find(RestoreArea area) throws IOException;
    }

    /** Returns the first answer, in the order of the roots. */
    private <T> Optional<T> findFirst(AreaLookup<T> lookup) throws IOException {
        for (RestoreArea area : areas.values()) {
            Optional<T> found = lookup.find(area);
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    /** A condition of one area. */
    @FunctionalInterface
    private interface AreaCondition {
        boolean test(RestoreArea area) throws IOException;
    }

    private boolean anyArea(AreaCondition condition) throws IOException {
        for (RestoreArea area : areas.values()) {
            if (condition.test(area)) {
                return true;
            }
        }
        return false;
    }

    /** Creates the areas of a restore in those of the named roots that are known. */
    void begin(List<String> roots, String database) throws IOException {
        List<String> known = roots.stream().filter(areas::containsKey).toList();
        if (known.isEmpty()) {
            return;
        }
        commitArea = areas.get(known.get(0));
        AreaOwner owner = new AreaOwner(database, commitArea.reportFile().toString());
        for (String root : known) {
            RestoreArea area = areas.get(root);
            area.begin(owner, seal);
            otherAreas.put(root, otherAreasIn(area.root()));
        }
    }

    private List<RestoreArea> otherAreasIn(Path root) throws IOException {
        return RestoreArea.in(root).stream()
                .filter(area -> !area.id().equals(id))
                .toList();
    }

    /** When the other restore is completed later, its file would overwrite the file of this restore. */
    void refuseStagedByOthers(String root, Path path) throws IOException {
        for (RestoreArea other : otherAreas.getOrDefault(root, List.of())) {
            if (other.isStaged(path)) {
                throw new BackupException(
                        ErrorCode.FILES_OF_ANOTHER_DATABASE,
                        "%s is already staged in %s".formatted(path, other.directory()));
            }
        }
    }

    /**
     * Returns where a file ends up: paths that differ, and paths in different roots, can lead to the same place. Empty if the path
     * leads out of the root, or the root has no directory.
     */
    public Optional<Path> place(String rootName, String path) {
        Path root = places.get(rootName);
        try {
            return Optional.ofNullable(root)
                    .map(each -> each.resolve(path).normalize())
                    .filter(place -> place.startsWith(root) && !place.equals(root));
        } catch (InvalidPathException e) {
            // No file can have this name.
            return Optional.empty();
        }
    }

    /** Returns the name of a place in messages. */
    public String name(Path place) {
        return places.entrySet().stream()
                .filter(root -> place.startsWith(root.getValue()))
                .map(root -> root.getKey() + "/" + root.getValue().relativize(place))
                .min(Comparator.comparing(String::length))
                .orElseGet(place::toString);
    }

    /** Returns whether two roots can have the same files, because they have one directory, or one is within the other. */
    public boolean overlap(String rootName, String otherName) {
        Path root = places.get(rootName);
        Path other = places.get(otherName);
        return root != null && other != null && (root.startsWith(other) || other.startsWith(root));
    }

    /** Returns whether another root can have files of this root. */
    boolean isShared(String root) {
        return areas.keySet().stream().anyMatch(other -> !other.equals(root) && overlap(root, other));
    }

    public boolean hasRoot(String root) {
        return areas.containsKey(root);
    }

    RestoreArea area(String root) {
        return areas.get(root);
    }

    /** Returns whether a file exists in its destination or is staged. */
    public boolean contains(String rootName, String path) throws IOException {
        RestoreArea area = areas.get(rootName);
        Path root = area.root();
        try {
            Path named = root.resolve(path).normalize();
            boolean isInside = named.startsWith(root) && !named.equals(root);
            return Files.isRegularFile(root.resolve(path)) || (isInside && area.isStaged(root.relativize(named)));
        } catch (InvalidPathException | BackupException e) {
            // An invalid file name, or a path below a regular file, cannot exist.
            return false;
        }
    }

    /** Returns the key that authenticates what this restore keeps in the roots. */
    public JournalSeal seal() {
        return seal;
    }

    /**
     * Verifies that the areas in the roots belong to the restore with this key, and uses the key from here on.
     *
     * @throws BackupException {@link ErrorCode#JOURNAL_UNTRUSTED} if they do not
     */
    public void trust(JournalSeal key) throws IOException {
        forEachArea(area -> area.trust(key));
    }

    /** Does the same for a restore that only restored files. Its key is stored in one of its areas. */
    public void trustOwnKey() throws IOException {
        trust(findFirst(RestoreArea::ownKey)
                .orElseThrow(() -> new BackupException(
                        ErrorCode.JOURNAL_UNTRUSTED,
                        "restore " + id + " has no key that only this user can have written")));
    }

    /** Moves all staged files into place. */
    public void place() throws IOException {
        Parallel.uninterrupted("place files", () -> forEachArea(RestoreArea::place));
    }

    /** Commits a restore that only restores files. The report in the first root is the commit. */
    public void commit(RestoreReport report) throws IOException {
        if (hasStaged()) {
            commitArea.commit(report);
        }
    }

    /** Returns the report of this restore if it only restored files and was committed. */
    public Optional<RestoreReport> committedReport() throws IOException {
        return findFirst(RestoreArea::report);
    }

    /** Returns the owner that the areas claim to have. The claim is not verified. */
    Optional<AreaOwner> claimedOwner() throws IOException {
        return findFirst(RestoreArea::claimedOwner);
    }

    boolean hasStaged() throws IOException {
        return anyArea(RestoreArea::hasStaged);
    }

    boolean isUndoing() throws IOException {
        return anyArea(RestoreArea::isUndoing);
    }

    /** Returns a warning for each root with files that are still staged, with the cause; empty if all files are in place. */
    public List<Failure> warningsForStaged(Exception cause) {
        List<Failure> warnings = new ArrayList<>();
        areas.forEach((root, area) -> {
            String where = "\"%s\" in %s (%s)".formatted(root, area.directory().resolve(StagedFiles.DIRECTORY), cause);
            try {
                List<String> paths = area.stagedPaths();
                if (!paths.isEmpty()) {
                    warnings.add(new Failure(
                            ErrorCode.FILES_WAITING,
                            "%d files of %s: %s".formatted(paths.size(), where, abbreviated(paths))));
                }
            } catch (IOException e) {
                warnings.add(new Failure(
                        ErrorCode.FILES_WAITING,
                        "an unknown number of files of %s: cannot list them: %s".formatted(where, e.getMessage())));
            }
        });
        return warnings;
    }

    private static String abbreviated(List<String> paths) {
        String shown = paths.stream().limit(MAX_PATHS_SHOWN).collect(Collectors.joining(", "));
        return paths.size() > MAX_PATHS_SHOWN ? shown + ", ..." : shown;
    }

    /**
     * Puts back the replaced files, deletes the added files, and discards the staged files.
     *
     * <p>All areas are marked before the first file is moved, and unmarked only after the last one: after a crash in between,
     * the recovery finds the mark and completes the undo.
     */
    public void undo() throws IOException {
        Parallel.uninterrupted("undo files", () -> {
            forEachArea(RestoreArea::beginUndo);
            forEachArea(RestoreArea::undo);
            forEachArea(RestoreArea::endUndo);
        });
    }

    /** Returns whether the changes in a root can be undone. */
    public boolean canUndo(String root) throws IOException {
        return areas.containsKey(root) && areas.get(root).canUndo();
    }

    /** Discards the staged files of a restore that was not committed. */
    public void discard() throws IOException {
        forEachArea(RestoreArea::discard);
    }

    /** Does the same for an interrupted restore. */
    void discardAbandoned() throws IOException {
        forEachArea(RestoreArea::discardAbandoned);
    }

    @Override
    public void close() throws IOException {
        forEachArea(RestoreArea::close);
        for (List<RestoreArea> others : otherAreas.values()) {
            for (RestoreArea other : others) {
                other.close();
            }
        }
    }
}
