package org.edms.backup.engine.restore.files;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.edms.backup.engine.model.EdmsModel;
import org.edms.backup.engine.model.TableModel;
import org.edms.backup.engine.model.TableModel.FileColumns.OnConflict;
import org.edms.backup.engine.pack.manifest.Entry;
import org.edms.backup.engine.pack.manifest.Manifest;
import org.edms.backup.engine.pack.manifest.ManifestStream;
import org.edms.backup.engine.pack.manifest.MemberKind;
import org.edms.backup.engine.restore.input.RestoredPackage;
import org.edms.backup.engine.store.Sha256;
import org.edms.backup.engine.work.Meter;
import org.edms.backup.engine.work.Parallel;
import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.error.ErrorCode;
import org.edms.backup.model.restore.FilesAccount;
import org.edms.backup.model.restore.OnMatch;

/**
 * Decides for each file of a package whether it is restored, and stages it beside its destination if so. A staged file is
 * complete and has the digest that the manifest declares.
 */
public final class FileStaging {

    private static final int SMALL_FILE_BYTES = 4 << 20;
    private static final int MAX_QUEUED_FILES = 32;

    private static final Set<OnConflict> NEED_KEPT_FILES = Set.of(OnConflict.RENAME, OnConflict.REPLACE);

    private final RestoreAreas files;
    private final OnMatch onMatch;
    private final boolean dryRun;
    private final Meter meter;
    private final Map<String, FileCounts> counts = new LinkedHashMap<>();
    private final ContestedFiles contested;
    private FilesById filesById = new FilesById(List.of());
    private final Map<TableModel.FilesById, OnMatch> onMatchById = new LinkedHashMap<>();
    private final Set<String> rootsOfKeptFiles = new HashSet<>();
    private final Map<Path, String> inSharedRoots = new HashMap<>();
    private final Queue<Future<Void>> queued = new ArrayDeque<>();

    /** @param files the destination of the staged files; the caller closes it */
    public FileStaging(RestoreAreas files, OnMatch onMatch, boolean dryRun, Meter meter) {
        this.files = files;
        this.onMatch = onMatch;
        this.dryRun = dryRun;
        this.meter = meter;
        this.contested = new ContestedFiles(files, counts, dryRun);
    }

    /** Returns the files whose destinations have other content. */
    public ContestedFiles contested() {
        return contested;
    }

    /** Compares the files of the package that go to some places, besides those whose destinations have other content. */
    public void compare(Set<Path> places, RestoredPackage source) throws IOException {
        try (ManifestStream members = source.members()) {
            for (Optional<Entry> next = members.next(); next.isPresent(); next = members.next()) {
                Entry entry = next.get();
                if (entry.kind() == MemberKind.FILE && !filesById.contains(entry)) {
                    contested.find(entry, places);
                }
            }
        }
    }

    /** Returns the counts of each root, in the order in which their files appear. */
    public List<FilesAccount> accounts() {
        List<FilesAccount> accounts = new ArrayList<>();
        counts.forEach((root, count) -> accounts.add(count.account(root)));
        return accounts;
    }

    /**
     * Prepares for a merge. Files whose names contain ids wait until {@link #nameFiles}. A file that is not going to replace the
     * target's is staged all the same if a conflict may decide otherwise.
     */
    public void expect(EdmsModel model) {
        for (TableModel table : model.tables().values()) {
            OnMatch ofTable = table.onMatch(onMatch);
            table.files().byId().forEach(each -> onMatchById.put(each, ofTable));
            table.files().byColumns().stream()
                    .filter(columns -> NEED_KEPT_FILES.contains(columns.onConflict()) || ofTable != onMatch)
                    .map(TableModel.FileColumns::root)
                    .forEach(rootsOfKeptFiles::add);
        }
        filesById = new FilesById(List.copyOf(onMatchById.keySet()));
    }

    /**
     * The files of rows that the package does not have; they are not restored.
     *
     * @param example one of them; null if there are none
     */
    public record FilesWithoutRow(long count, String example) {

        static final FilesWithoutRow NONE = new FilesWithoutRow(0, null);

        private FilesWithoutRow and(Entry entry) {
            return new FilesWithoutRow(
                    count + 1,
                    example == null ? entry.file().root() + "/" + entry.file().path() : example);
        }
    }

    /** Gives the files whose names contain ids the names that they have in the target, and decides about them. */
    public <E extends Exception> FilesWithoutRow nameFiles(RestoredPackage source, FilesById.Lookup<E> lookup)
            throws IOException, E {
        if (!filesById.areDeclared()) {
            return FilesWithoutRow.NONE;
        }
        FilesWithoutRow[] withoutRow = {FilesWithoutRow.NONE};
        filesById.name(source, lookup, (declared, staged, path, entry) -> {
            if (path == null) {
                withoutRow[0] = withoutRow[0].and(entry);
            }
            name(staged, path, entry, onMatchById.get(declared));
        });
        return withoutRow[0];
    }

    private void name(Path staged, Path path, Entry entry, OnMatch ofTable) throws IOException {
        String root = entry.file().root();
        RestoreArea area = files.area(root);
        FileDecision decision = path == null ? FileDecision.KEEP : decide(path, entry, ofTable);
        counts.get(root).count(decision, entry.bytes());
        if (dryRun) {
            return;
        }
        if (!decision.writes()) {
            area.unstage(staged);
            return;
        }
        files.refuseStagedByOthers(root, path);
        if (area.isStaged(path)) {
            throw new BackupException(ErrorCode.PACKAGE_HOSTILE, path + " would be restored twice");
        }
        area.renameStaged(staged, path);
    }

    /**
     * Stages the files whose destination does not exist or has other content.
     *
     * @param database the identity of the database that the files belong to; null for a restore that only restores files
     */
    public void stage(RestoredPackage source, int parallelism, String database) throws IOException {
        List<Manifest.Root> roots = source.manifest().roots();
        refuseUnknownRoots(roots);
        if (!dryRun) {
            files.begin(roots.stream().map(Manifest.Root::name).toList(), database);
        }
        ExecutorService threads = Executors.newFixedThreadPool(parallelism, task -> new Thread(task, "stage files"));
        try {
            source.forEachFile((entry, content) -> process(entry, content, threads));
            while (!queued.isEmpty()) {
                Parallel.await(queued.remove());
            }
        } finally {
            Parallel.stop(threads);
        }
    }

    private void refuseUnknownRoots(List<Manifest.Root> roots) {
        roots.stream()
                .filter(root -> root.files() > 0 && !files.hasRoot(root.name()))
                .findFirst()
                .ifPresent(root -> {
                    throw new BackupException(
                            ErrorCode.WRONG_USAGE,
                            "no directory for the %d files of \"%s\": pass --files %s=DIR or --skip-files"
                                    .formatted(root.files(), root.name(), root.name()));
                });
    }

    private void process(Entry entry, InputStream content, ExecutorService threads) throws IOException {
        String root = entry.file().root();
        if (!files.hasRoot(root)) {
            throw new BackupException(
                    ErrorCode.PACKAGE_HOSTILE, entry.name() + ": the manifest does not declare its root");
        }
        FileCounts count = counts.computeIfAbsent(root, any -> new FileCounts());
        count.countPackaged();
        meter.subject(root);
        meter.count(0, entry.bytes());
        Path path = PathInRoot.parse(entry.file().path());
        Optional<Path> unnamed = filesById.staged(entry);
        if (unnamed.isPresent()) {
            verifyOrStage(root, unnamed.get(), entry, content, threads);
            return;
        }
        FileDecision decision = decide(path, entry, onMatch);
        count.count(decision, entry.bytes());
        boolean staged = decision.writes() || (decision == FileDecision.KEEP && mayNeedKeptFiles(root));
        if (decision == FileDecision.REPLACE || decision == FileDecision.KEEP) {
            contested.add(decision, entry, staged && !dryRun);
        }
        if (!staged) {
            return;
        }
        files.refuseStagedByOthers(root, path);
        verifyOrStage(root, path, entry, content, threads);
    }

    private boolean mayNeedKeptFiles(String root) {
        return rootsOfKeptFiles.stream().anyMatch(other -> files.overlap(root, other));
    }

    /** Returns whether another root of the package has brought the same file to the same place. */
    private boolean isRepeated(Path path, Entry entry) {
        String root = entry.file().root();
        if (!files.isShared(root)) {
            return false;
        }
        Path place = files.place(root, path.toString()).orElseThrow();
        String other = inSharedRoots.putIfAbsent(place, entry.sha256());
        if (other != null && !other.equals(entry.sha256())) {
            throw new BackupException(
                    ErrorCode.FILE_CONFLICT, "two file roots of the package have different files for " + place);
        }
        return other != null;
    }

    private void verifyOrStage(String root, Path path, Entry entry, InputStream content, ExecutorService threads)
            throws IOException {
        if (dryRun) {
            verify(entry, content);
        } else {
            stage(files.area(root), path, entry, content, threads);
        }
    }

    private FileDecision decide(Path path, Entry entry, OnMatch wanted) throws IOException {
        if (isRepeated(path, entry)) {
            return FileDecision.SKIP;
        }
        RestoreArea area = files.area(entry.file().root());
        Optional<BasicFileAttributes> existing = area.existing(path);
        if (existing.isEmpty()) {
            return FileDecision.ADD;
        }
        if (isSame(area, path, existing.get(), entry)) {
            return FileDecision.SKIP;
        }
        if (wanted == OnMatch.FAIL) {
            throw new BackupException(
                    ErrorCode.CONSTRAINT_VIOLATED, area.destination(path) + " exists and has other content");
        }
        return isReplaced(entry, existing.get(), wanted) ? FileDecision.REPLACE : FileDecision.KEEP;
    }

    static boolean isSame(RestoreArea area, Path path, BasicFileAttributes existing, Entry entry) throws IOException {
        if (!existing.isRegularFile()) {
            throw new BackupException(
                    ErrorCode.FILE_UNREADABLE, area.destination(path) + " exists and is not a regular file");
        }
        if (existing.size() != entry.bytes()) {
            return false;
        }
        try (InputStream file = area.readExisting(path)) {
            return Sha256.of(file).equals(entry.sha256());
        }
    }

    /** Returns whether a file of the package replaces the existing one, which differs. */
    static boolean isReplaced(Entry entry, BasicFileAttributes existing, OnMatch onMatch) {
        return switch (onMatch) {
            case UPDATE -> true;
            case NEWER -> isNewer(entry, existing);
            case KEEP, FAIL -> false;
        };
    }

    private static boolean isNewer(Entry entry, BasicFileAttributes existing) {
        return entry.modified().isAfter(existing.lastModifiedTime().toInstant());
    }

    /** Detects a damaged file in a dry run too, so that the dry run does not promise a restore that would fail. */
    private static void verify(Entry entry, InputStream content) throws IOException {
        if (!Sha256.of(content).equals(entry.sha256())) {
            throw new BackupException(
                    ErrorCode.PACKAGE_CORRUPT, entry.name() + " does not match its digest in the manifest");
        }
    }

    private void stage(RestoreArea area, Path path, Entry entry, InputStream content, ExecutorService threads)
            throws IOException {
        if (entry.bytes() > SMALL_FILE_BYTES) {
            area.stage(path, entry, content);
            return;
        }
        byte[] whole = content.readAllBytes();
        queued.add(threads.submit(() -> {
            area.stage(path, entry, new ByteArrayInputStream(whole));
            return null;
        }));
        if (queued.size() > MAX_QUEUED_FILES) {
            Parallel.await(queued.remove());
        }
    }
}
