package org.edms.backup.engine.restore.files;

import java.io.ByteArrayInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.edms.backup.engine.pack.manifest.Entry;
import org.edms.backup.engine.restore.input.RestoredPackage;
import org.edms.backup.engine.source.FileRoot;
import org.edms.backup.engine.store.Sha256;
import org.edms.backup.engine.work.Meter;
import org.edms.backup.engine.work.Parallel;
import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.error.ErrorCode;
import org.edms.backup.model.error.Failure;
import org.edms.backup.model.id.RestoreJobId;
import org.edms.backup.model.restore.Account;
import org.edms.backup.model.restore.FilesAccount;
import org.edms.backup.model.restore.OnMatch;
import org.edms.backup.model.restore.RestoreReport;

/**
 * Restores the files of a package to their directories.
 *
 * <p>Files are first staged beside their destinations, complete and verified against their digests. After the rows are
 * committed, the files are moved into place one by one. Files that they replace are kept for undo.
 */
public final class FilePlacing implements Closeable {

    private static final int SMALL_FILE_BYTES = 4 << 20;
    private static final int MOST_UNDER_WAY = 32;
    private static final int MOST_TOLD = 20;

    private final Map<String, Path> roots = new LinkedHashMap<>();
    private final Map<String, RestoreArea> areas = new LinkedHashMap<>();
    private final RestoreJobId id;
    private final OnMatch onMatch;
    private final boolean dryRun;
    private final Meter meter;
    private final Map<String, Counts> counts = new LinkedHashMap<>();
    private final Map<String, List<RestoreArea>> others = new LinkedHashMap<>();
    private final JournalSeal seal = JournalSeal.random();
    private final Queue<Future<Void>> underWay = new ArrayDeque<>();
    private RestoreArea commitArea;

    public FilePlacing(List<FileRoot> roots, RestoreJobId id, OnMatch onMatch, boolean dryRun, Meter meter) {
        roots.forEach(root -> {
            Path directory = root.directory().toAbsolutePath().normalize();
            this.roots.put(root.name(), directory);
            this.areas.put(root.name(), areaOf(directory, id));
        });
        this.id = id;
        this.onMatch = onMatch;
        this.dryRun = dryRun;
        this.meter = meter;
    }

    /** Returns one area per directory, even if several roots use the same directory. */
    private RestoreArea areaOf(Path directory, RestoreJobId restore) {
        return areas.values().stream()
                .filter(area -> area.directory().getParent().equals(directory))
                .findFirst()
                .orElseGet(() -> new RestoreArea(directory, restore));
    }

    private static final class Counts {
        private long inPackage;
        private long inserted;
        private long matched;
        private long updated;
        private long left;
        private long bytes;

        Account account() {
            return new Account(inPackage, inserted, matched, updated, left, 0);
        }
    }

    public List<FilesAccount> accounts() {
        List<FilesAccount> accounts = new ArrayList<>();
        counts.forEach((root, count) -> accounts.add(new FilesAccount(root, count.account(), count.bytes)));
        return accounts;
    }

    /**
     * Stages the files whose destination does not exist or has other content.
     *
     * @param database the identity of the database that the files belong to; null for a restore that only restores files
     */
    public void stage(RestoredPackage source, int parallelism, String database) throws IOException {
        refuseUnknownRoots(source);
        if (!dryRun) {
            begin(source, database);
        }
        ExecutorService threads = Executors.newFixedThreadPool(parallelism, task -> new Thread(task, "stage files"));
        try {
            source.forEachFile((entry, content) -> take(entry, content, threads));
            while (!underWay.isEmpty()) {
                Parallel.await(underWay.remove());
            }
        } finally {
            Parallel.stop(threads);
        }
    }

    private void begin(RestoredPackage source, String database) throws IOException {
        commitArea = source.manifest().roots().stream()
                .map(root -> areas.get(root.name()))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
        if (commitArea == null) {
            return;
        }
        RestoreArea.Owner owner = new RestoreArea.Owner(
                database, commitArea.directory().resolve("report").toString());
        for (var root : source.manifest().roots()) {
            if (areas.containsKey(root.name())) {
                areas.get(root.name()).begin(owner, seal);
                others.put(root.name(), others(root.name()));
            }
        }
    }

    /** Returns the areas of interrupted restores into other databases, whose files are still staged. */
    private List<RestoreArea> others(String root) throws IOException {
        List<RestoreArea> found = new ArrayList<>();
        for (RestoreJobId other : RestoreArea.in(roots.get(root))) {
            if (!other.equals(id)) {
                found.add(new RestoreArea(roots.get(root), other));
            }
        }
        return found;
    }

    private void refuseUnknownRoots(RestoredPackage source) {
        source.manifest().roots().stream()
                .filter(root -> root.files() > 0 && !roots.containsKey(root.name()))
                .findFirst()
                .ifPresent(root -> {
                    throw new BackupException(
                            ErrorCode.WRONG_USAGE,
                            "the package has %d files of \"%s\": say where they go with --files %s=DIR, or --skip-files"
                                    .formatted(root.files(), root.name(), root.name()));
                });
    }

    private void take(Entry entry, InputStream content, ExecutorService threads) throws IOException {
        String root = entry.file().root();
        if (!roots.containsKey(root)) {
            throw new BackupException(ErrorCode.PACKAGE_HOSTILE, entry.name() + " is of a root that is not declared");
        }
        Counts count = counts.computeIfAbsent(root, any -> new Counts());
        count.inPackage++;
        meter.subject(root);
        meter.count(0, entry.bytes());
        Path place = RestoreArea.placeOf(entry.file().path());
        Optional<BasicFileAttributes> present = present(root, place);
        if (present.isPresent()) {
            if (isSame(root, place, present.get(), entry)) {
                count.matched++;
                return;
            }
            if (onMatch == OnMatch.FAIL) {
                throw new BackupException(
                        ErrorCode.CONSTRAINT_VIOLATED,
                        roots.get(root).resolve(place) + " is there and is another file");
            }
            boolean isNewer =
                    entry.modified().isAfter(present.get().lastModifiedTime().toInstant());
            if (onMatch == OnMatch.KEEP || (onMatch == OnMatch.NEWER && !isNewer)) {
                count.left++;
                return;
            }
            count.updated++;
        } else {
            count.inserted++;
        }
        count.bytes += entry.bytes();
        if (dryRun) {
            compare(entry, content);
        } else {
            refuseWaitingElsewhere(root, place);
            stage(root, place, entry, content, threads);
        }
    }

    /** Detects a damaged file in a dry run too, so that the dry run does not promise a restore that would fail. */
    private static void compare(Entry entry, InputStream content) throws IOException {
        if (!Sha256.of(content).equals(entry.sha256())) {
            throw new BackupException(ErrorCode.PACKAGE_CORRUPT, entry.name() + " is not what the manifest says");
        }
    }

    private Optional<BasicFileAttributes> present(String root, Path place) throws IOException {
        return Files.isDirectory(roots.get(root)) ? areas.get(root).tree().attributes(place) : Optional.empty();
    }

    private boolean isSame(String root, Path place, BasicFileAttributes present, Entry entry) throws IOException {
        if (!present.isRegularFile()) {
            throw new BackupException(
                    ErrorCode.FILE_UNREADABLE, roots.get(root).resolve(place) + " is there, and is no file");
        }
        if (present.size() != entry.bytes()) {
            return false;
        }
        try (InputStream file = areas.get(root).tree().read(place)) {
            return Sha256.of(file).equals(entry.sha256());
        }
    }

    /** When the other restore is completed later, its file would overwrite the file of this restore. */
    private void refuseWaitingElsewhere(String root, Path place) throws IOException {
        for (RestoreArea other : others.getOrDefault(root, List.of())) {
            if (other.isStaged(place)) {
                throw new BackupException(
                        ErrorCode.FILES_OF_ANOTHER_DATABASE, "%s waits in %s".formatted(place, other.directory()));
            }
        }
    }

    private void stage(String root, Path place, Entry entry, InputStream content, ExecutorService threads)
            throws IOException {
        if (entry.bytes() > SMALL_FILE_BYTES) {
            areas.get(root).stage(place, entry, content);
            return;
        }
        byte[] whole = content.readAllBytes();
        underWay.add(threads.submit(() -> {
            areas.get(root).stage(place, entry, new ByteArrayInputStream(whole));
            return null;
        }));
        if (underWay.size() > MOST_UNDER_WAY) {
            Parallel.await(underWay.remove());
        }
    }

    public boolean knows(String root) {
        return roots.containsKey(root);
    }

    /** Returns whether a file exists in its destination or is staged. */
    public boolean holds(String rootName, String path) throws IOException {
        Path root = roots.get(rootName);
        try {
            Path named = root.resolve(path).normalize();
            boolean isInside = named.startsWith(root) && !named.equals(root);
            return Files.isRegularFile(root.resolve(path))
                    || (isInside && areas.get(rootName).isStaged(root.relativize(named)));
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
        for (RestoreArea area : areas.values()) {
            area.trust(key);
        }
    }

    /** Does the same for a restore that only restored files. Its key is stored in one of its areas. */
    public void trustOwnKey() throws IOException {
        for (RestoreArea area : areas.values()) {
            Optional<JournalSeal> key = area.ownKey();
            if (key.isPresent()) {
                trust(key.get());
                return;
            }
        }
        throw new BackupException(ErrorCode.JOURNAL_UNTRUSTED, "restore " + id + " has no key of this user");
    }

    /** Moves all staged files into place. */
    public void place() throws IOException {
        Parallel.uninterrupted("place files", () -> {
            for (RestoreArea area : areas.values()) {
                area.place();
            }
        });
    }

    /** Commits a restore that only restores files. The report in the first root is the commit. */
    public void commit(RestoreReport report) throws IOException {
        if (hasStaged()) {
            commitArea.commit(report);
        }
    }

    /** Returns the report of this restore if it only restored files and was committed. */
    public Optional<RestoreReport> committedAlone() throws IOException {
        for (RestoreArea area : areas.values()) {
            Optional<RestoreReport> report = area.report();
            if (report.isPresent()) {
                return report;
            }
        }
        return Optional.empty();
    }

    /** Returns the owner that the areas claim to have. The claim is not verified. */
    Optional<RestoreArea.Owner> claimedOwner() throws IOException {
        for (RestoreArea area : areas.values()) {
            Optional<RestoreArea.Owner> owner = area.claimedOwner();
            if (owner.isPresent()) {
                return owner;
            }
        }
        return Optional.empty();
    }

    boolean hasStaged() throws IOException {
        for (RestoreArea area : areas.values()) {
            if (area.hasStaged()) {
                return true;
            }
        }
        return false;
    }

    /** Returns a warning for each root with files that are still staged, with the cause; empty if all files are in place. */
    public List<Failure> waiting(Exception why) {
        List<Failure> told = new ArrayList<>();
        areas.forEach((name, area) -> {
            List<String> paths = new ArrayList<>();
            try {
                paths.addAll(area.waiting());
            } catch (IOException e) {
                paths.add("unknown ones: " + e.getMessage());
            }
            if (!paths.isEmpty()) {
                told.add(new Failure(
                        ErrorCode.FILES_WAITING,
                        "%d of %s in %s (%s): %s%s"
                                .formatted(
                                        paths.size(),
                                        name,
                                        area.directory().resolve("new"),
                                        why,
                                        String.join(", ", paths.subList(0, Math.min(paths.size(), MOST_TOLD))),
                                        paths.size() > MOST_TOLD ? ", ..." : "")));
            }
        });
        return told;
    }

    /**
     * Puts back the replaced files, deletes the added files, and discards the staged files.
     *
     * <p>All areas are marked before the first file is moved, and unmarked only after the last one: after a crash in between,
     * the recovery finds the mark and completes the undo.
     */
    public void undo() throws IOException {
        Parallel.uninterrupted("undo files", () -> {
            for (RestoreArea area : areas.values()) {
                area.beginUndo();
            }
            for (RestoreArea area : areas.values()) {
                area.undo();
            }
            for (RestoreArea area : areas.values()) {
                area.endUndo();
            }
        });
    }

    /** Returns whether the changes in a root can be undone. */
    public boolean canUndo(String root) throws IOException {
        return areas.containsKey(root) && areas.get(root).canUndo();
    }

    boolean isUndoing() throws IOException {
        for (RestoreArea area : areas.values()) {
            if (area.isUndoing()) {
                return true;
            }
        }
        return false;
    }

    /** Does the same for an interrupted restore. */
    void discardAbandoned() throws IOException {
        for (RestoreArea area : areas.values()) {
            area.discardAbandoned();
        }
    }

    /** Discards the staged files of a restore that was not committed. */
    public void discard() throws IOException {
        for (RestoreArea area : areas.values()) {
            area.discard();
        }
    }

    /** Returns the restores that have an area in one of the roots. */
    static List<RestoreJobId> begun(List<FileRoot> roots) throws IOException {
        List<RestoreJobId> found = new ArrayList<>();
        for (FileRoot root : roots) {
            for (RestoreJobId id : RestoreArea.in(root.directory())) {
                if (!found.contains(id)) {
                    found.add(id);
                }
            }
        }
        return found;
    }

    @Override
    public void close() throws IOException {
        for (RestoreArea area : areas.values()) {
            area.close();
        }
        for (List<RestoreArea> some : others.values()) {
            for (RestoreArea area : some) {
                area.close();
            }
        }
    }
}
