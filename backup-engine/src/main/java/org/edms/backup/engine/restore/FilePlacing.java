package org.edms.backup.engine.restore;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.security.DigestInputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.edms.backup.engine.pack.Entry;
import org.edms.backup.engine.source.FileRoot;
import org.edms.backup.engine.source.FileTree;
import org.edms.backup.engine.store.Sha256;
import org.edms.backup.engine.work.Meter;
import org.edms.backup.engine.work.Parallel;
import org.edms.backup.model.Json;
import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.error.ErrorCode;
import org.edms.backup.model.error.Failure;
import org.edms.backup.model.id.RestoreJobId;
import org.edms.backup.model.restore.Account;
import org.edms.backup.model.restore.FilesAccount;
import org.edms.backup.model.restore.OnMatch;

/**
 * Brings the files of a package into their directories. They are made ready beside their places first, whole and compared with
 * their digests; then, when the rows are committed, moved into place one by one. What they take the place of is set aside
 * beside them. What lies ready is also the journal: a move that was cut off is gone on with by whoever comes next.
 *
 * <pre>
 * .edms-restore-ID/new/..      files that wait for the commit
 * .edms-restore-ID/before/..   files whose places were taken
 * .edms-restore-ID/added       the paths that were free, one in a line as JSON
 * </pre>
 */
final class FilePlacing {

    private static final ObjectMapper JSON = Json.newMapper();
    private static final int SMALL_FILE_BYTES = 4 << 20;
    private static final int MOST_UNDER_WAY = 32;
    private static final int MOST_TOLD = 20;
    private static final int PERMISSIONS = 0777;

    private final Map<String, Path> roots = new LinkedHashMap<>();
    private final String directory;
    private final OnMatch onMatch;
    private final boolean dryRun;
    private final Meter meter;
    private final Map<String, Counts> counts = new LinkedHashMap<>();
    private final Queue<Future<Void>> underWay = new ArrayDeque<>();

    FilePlacing(List<FileRoot> roots, RestoreJobId id, OnMatch onMatch, boolean dryRun, Meter meter) {
        roots.forEach(root ->
                this.roots.put(root.name(), root.directory().toAbsolutePath().normalize()));
        this.directory = FileTree.RESTORES + id;
        this.onMatch = onMatch;
        this.dryRun = dryRun;
        this.meter = meter;
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

    List<FilesAccount> accounts() {
        List<FilesAccount> accounts = new ArrayList<>();
        counts.forEach((root, count) -> accounts.add(new FilesAccount(root, count.account(), count.bytes)));
        return accounts;
    }

    /** Makes ready what is not there as it should be. */
    void stage(RestoredPackage source, int parallelism) throws IOException {
        refuseUnknownRoots(source);
        ExecutorService threads = Executors.newFixedThreadPool(parallelism, task -> new Thread(task, "stage files"));
        try {
            source.forEachFile((entry, content) -> take(entry, content, threads));
            while (!underWay.isEmpty()) {
                Parallel.await(underWay.remove());
            }
        } finally {
            threads.shutdownNow();
        }
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
        Counts count = counts.computeIfAbsent(root, any -> new Counts());
        count.inPackage++;
        meter.subject(root);
        meter.count(0, entry.bytes());
        Path place = placeOf(entry);
        if (Files.exists(place, LinkOption.NOFOLLOW_LINKS)) {
            if (isSame(place, entry)) {
                count.matched++;
                return;
            }
            if (onMatch == OnMatch.FAIL) {
                throw new BackupException(ErrorCode.CONSTRAINT_VIOLATED, place + " is there and is another file");
            }
            if (onMatch == OnMatch.KEEP || (onMatch == OnMatch.NEWER && !isNewer(entry, place))) {
                count.left++;
                return;
            }
            count.updated++;
        } else {
            count.inserted++;
        }
        count.bytes += entry.bytes();
        if (!dryRun) {
            write(entry, content, threads);
        }
    }

    /** Inside the root, whatever the package says: a link on the way leads out of it. */
    private Path placeOf(Entry entry) throws IOException {
        Path root = roots.get(entry.file().root());
        Path place = root.resolve(entry.file().path()).normalize();
        if (!place.startsWith(root) || place.equals(root)) {
            throw new BackupException(ErrorCode.PACKAGE_HOSTILE, entry.name().value());
        }
        for (Path above = place.getParent(); above.startsWith(root); above = above.getParent()) {
            boolean isOther = Files.exists(above, LinkOption.NOFOLLOW_LINKS)
                    && !Files.isDirectory(above, LinkOption.NOFOLLOW_LINKS);
            if (isOther && !above.equals(root)) {
                throw new BackupException(ErrorCode.FILE_UNREADABLE, above + " is no directory");
            }
        }
        return place;
    }

    private static boolean isSame(Path place, Entry entry) throws IOException {
        if (!Files.isRegularFile(place, LinkOption.NOFOLLOW_LINKS)) {
            throw new BackupException(ErrorCode.FILE_UNREADABLE, place + " is there, and is no file");
        }
        if (Files.size(place) != entry.bytes()) {
            return false;
        }
        try (InputStream file = Files.newInputStream(place)) {
            return Sha256.of(file).equals(entry.sha256());
        }
    }

    private static boolean isNewer(Entry entry, Path place) throws IOException {
        return entry.modified().isAfter(Files.getLastModifiedTime(place).toInstant());
    }

    private void write(Entry entry, InputStream content, ExecutorService threads) throws IOException {
        if (entry.bytes() > SMALL_FILE_BYTES) {
            write(entry, content);
            return;
        }
        byte[] whole = content.readAllBytes();
        underWay.add(threads.submit(() -> {
            write(entry, new ByteArrayInputStream(whole));
            return null;
        }));
        if (underWay.size() > MOST_UNDER_WAY) {
            Parallel.await(underWay.remove());
        }
    }

    private void write(Entry entry, InputStream content) throws IOException {
        Path waiting =
                area(roots.get(entry.file().root()), "new").resolve(entry.file().path());
        Files.createDirectories(waiting.getParent());
        DigestInputStream digested = new DigestInputStream(content, Sha256.newDigest());
        try (FileChannel file = FileChannel.open(
                        waiting,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.TRUNCATE_EXISTING,
                        StandardOpenOption.WRITE);
                OutputStream output = Channels.newOutputStream(file)) {
            digested.transferTo(output);
            file.force(true);
        } catch (IOException e) {
            if (Failure.isOfFullDisk(e)) {
                throw new BackupException(ErrorCode.TARGET_FULL, waiting.toString(), e);
            }
            throw e;
        }
        if (!HexFormat.of().formatHex(digested.getMessageDigest().digest()).equals(entry.sha256())) {
            throw new BackupException(ErrorCode.PACKAGE_CORRUPT, entry.name() + " is not what the manifest says");
        }
        Files.setAttribute(waiting, "unix:mode", entry.mode() & PERMISSIONS);
        Files.setLastModifiedTime(waiting, FileTime.from(entry.modified()));
    }

    boolean knows(String root) {
        return roots.containsKey(root);
    }

    /** Whether a file is in its place or waits to be put there. */
    boolean holds(String rootName, String path) {
        Path root = roots.get(rootName);
        try {
            return Files.isRegularFile(root.resolve(path))
                    || Files.isRegularFile(area(root, "new").resolve(path));
        } catch (InvalidPathException e) {
            return false;
        }
    }

    private Path area(Path root, String name) {
        return root.resolve(directory).resolve(name);
    }

    /** Moves into place whatever waits for it; nothing else can fail any more but the disk. */
    void place() throws IOException {
        for (Path root : roots.values()) {
            Path waiting = area(root, "new");
            if (!Files.isDirectory(waiting)) {
                continue;
            }
            forEachFile(waiting, file -> {
                Path path = waiting.relativize(file);
                Path place = root.resolve(path);
                Files.createDirectories(place.getParent());
                if (Files.exists(place, LinkOption.NOFOLLOW_LINKS)) {
                    Path before = area(root, "before").resolve(path);
                    Files.createDirectories(before.getParent());
                    Files.move(place, before, StandardCopyOption.ATOMIC_MOVE);
                } else {
                    Files.writeString(
                            area(root, "added"),
                            JSON.writeValueAsString(path.toString()) + "\n",
                            StandardOpenOption.CREATE,
                            StandardOpenOption.APPEND);
                }
                Files.move(file, place, StandardCopyOption.ATOMIC_MOVE);
            });
            FileTree.delete(waiting);
            deleteIfEmpty(root.resolve(directory));
        }
    }

    /** What waits to be put into place, one for each root, and what kept it from that; none when all is placed. */
    List<Failure> waiting(Exception why) {
        List<Failure> told = new ArrayList<>();
        roots.forEach((name, root) -> {
            Path waiting = area(root, "new");
            List<String> paths = new ArrayList<>();
            try {
                if (Files.isDirectory(waiting)) {
                    forEachFile(
                            waiting, file -> paths.add(waiting.relativize(file).toString()));
                }
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
                                        waiting,
                                        why,
                                        String.join(", ", paths.subList(0, Math.min(paths.size(), MOST_TOLD))),
                                        paths.size() > MOST_TOLD ? ", ..." : "")));
            }
        });
        return told;
    }

    /** Puts back what was set aside, and takes away what was put where nothing was; what waits is put nowhere. */
    void undo() throws IOException {
        for (Path root : roots.values()) {
            Path added = area(root, "added");
            if (Files.exists(added)) {
                for (String line : Files.readAllLines(added)) {
                    Files.deleteIfExists(root.resolve(JSON.readValue(line, String.class)));
                }
                Files.delete(added);
            }
            Path before = area(root, "before");
            if (Files.isDirectory(before)) {
                forEachFile(
                        before,
                        file -> Files.move(
                                file, root.resolve(before.relativize(file)), StandardCopyOption.ATOMIC_MOVE));
                FileTree.delete(before);
            }
            FileTree.delete(area(root, "new"));
            deleteIfEmpty(root.resolve(directory));
        }
    }

    /** Whether a restore's directory tells what was there before it. */
    static boolean hasBefore(Path area) {
        return Files.isDirectory(area.resolve("before")) || Files.exists(area.resolve("added"));
    }

    /** Takes that away; what waits to be put into place goes on waiting. */
    static void discardBefore(Path area) throws IOException {
        FileTree.delete(area.resolve("before"));
        Files.deleteIfExists(area.resolve("added"));
        deleteIfEmpty(area);
    }

    /** Whether it can be undone what was done in a root. */
    boolean canUndo(String root) {
        return roots.containsKey(root) && hasBefore(roots.get(root).resolve(directory));
    }

    /** Nothing was committed: what lies ready is of no use. */
    void discard() throws IOException {
        for (Path root : roots.values()) {
            FileTree.delete(area(root, "new"));
            deleteIfEmpty(root.resolve(directory));
        }
    }

    /** Restores of which something lies in a root. */
    static List<RestoreJobId> begun(List<FileRoot> roots) throws IOException {
        List<RestoreJobId> found = new ArrayList<>();
        for (FileRoot root : roots) {
            if (!Files.isDirectory(root.directory())) {
                continue;
            }
            try (DirectoryStream<Path> areas = Files.newDirectoryStream(root.directory(), FileTree.RESTORES + "*")) {
                for (Path area : areas) {
                    if (Files.isDirectory(area.resolve("new"))) {
                        found.add(RestoreJobId.parse(
                                area.getFileName().toString().substring(FileTree.RESTORES.length())));
                    }
                }
            } catch (NoSuchFileException e) {
                continue;
            }
        }
        return found.stream().distinct().toList();
    }

    @FunctionalInterface
    private interface FileUse {
        void of(Path file) throws IOException;
    }

    private static void forEachFile(Path directory, FileUse use) throws IOException {
        try {
            Files.walkFileTree(directory, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    use.of(file);
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static void deleteIfEmpty(Path directory) throws IOException {
        if (!Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        try (DirectoryStream<Path> content = Files.newDirectoryStream(directory)) {
            if (content.iterator().hasNext()) {
                return;
            }
        }
        Files.delete(directory);
    }
}
