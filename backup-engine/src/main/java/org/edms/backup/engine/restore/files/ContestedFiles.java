package org.edms.backup.engine.restore.files;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.edms.backup.engine.pack.manifest.Entry;
import org.edms.backup.engine.store.Sha256;
import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.error.ErrorCode;
import org.edms.backup.model.restore.OnMatch;

/**
 * The files of a package that may not go to their destinations, because rows of the target name these, too. Before the rows are
 * matched, these are all files whose destinations have other content.
 */
public final class ContestedFiles {

    private static final int DIGITS_IN_NAME = 8;

    private final RestoreAreas files;
    private final Map<String, FileCounts> counts;
    private final boolean dryRun;
    private final Map<Path, Contested> byPlace = new HashMap<>();
    private final Set<String> rootsWithKept = new HashSet<>();
    private final Set<Path> same = new HashSet<>();
    private final Set<Path> newNames = new HashSet<>();

    private record Contested(FileDecision decision, Entry entry, boolean staged) {

        String root() {
            return entry.file().root();
        }

        Path path() {
            return PathInRoot.parse(entry.file().path());
        }
    }

    /** How the file of the package and the one at its destination differ. */
    public enum Difference {
        /** They do not. */
        NONE,

        /** The file of the package is going to be at the destination, where none is, or another one. */
        PACKAGE_WINS,

        /** The other file at the destination is going to stay. */
        TARGET_WINS,

        /** The package does not have the file. */
        NOT_PACKAGED
    }

    ContestedFiles(RestoreAreas files, Map<String, FileCounts> counts, boolean dryRun) {
        this.files = files;
        this.counts = counts;
        this.dryRun = dryRun;
    }

    void add(FileDecision decision, Entry entry, boolean staged) {
        if (decision == FileDecision.KEEP) {
            rootsWithKept.add(entry.file().root());
        }
        files.place(entry.file().root(), entry.file().path())
                .ifPresent(place -> byPlace.putIfAbsent(place, new Contested(decision, entry, staged)));
    }

    /**
     * Looks at a file of the package whose place rows of the target may name.
     *
     * @throws BackupException if the file in the target has changed since it was compared: it was the same, so the package's file
     *     was not staged
     */
    void find(Entry entry, Set<Path> places) throws IOException {
        String root = entry.file().root();
        Optional<Path> place = files.place(root, entry.file().path());
        if (place.isEmpty() || !places.contains(place.get()) || byPlace.containsKey(place.get())) {
            return;
        }
        RestoreArea area = files.area(root);
        Path path = PathInRoot.parse(entry.file().path());
        boolean isAdded = dryRun ? area.existing(path).isEmpty() : area.isStaged(path);
        if (isAdded) {
            add(FileDecision.ADD, entry, !dryRun);
        } else if (hasContent(area, path, entry)) {
            same.add(place.get());
        } else {
            throw new BackupException(
                    ErrorCode.FILE_CONFLICT, area.destination(path) + " was changed while the restore was running");
        }
    }

    /** Compares the file of a place that was looked at. */
    public Difference difference(Path place) {
        if (same.contains(place)) {
            return Difference.NONE;
        }
        Contested contested = byPlace.get(place);
        if (contested == null) {
            return Difference.NOT_PACKAGED;
        }
        return contested.decision().writes() ? Difference.PACKAGE_WINS : Difference.TARGET_WINS;
    }

    /** Returns whether other files are going to stay in a root. */
    public boolean keepsAnyIn(String root) {
        return rootsWithKept.stream().anyMatch(other -> files.overlap(root, other));
    }

    /** Returns the places of all files that differ. */
    public Set<Path> places() {
        return Set.copyOf(byPlace.keySet());
    }

    /** Decides again about a file whose row is matched with its counterpart: the model can say something else than the options. */
    public void decide(Path place, OnMatch onMatch) throws IOException {
        Contested contested = byPlace.get(place);
        if (contested == null || contested.decision() == FileDecision.ADD) {
            return;
        }
        Optional<BasicFileAttributes> existing = files.area(contested.root()).existing(contested.path());
        boolean replaces = existing.isEmpty() || FileStaging.isReplaced(contested.entry(), existing.get(), onMatch);
        if (replaces && contested.decision() == FileDecision.KEEP) {
            replace(place);
        } else if (!replaces && contested.decision() == FileDecision.REPLACE) {
            keep(place);
        }
    }

    /** Leaves the file at a place as it is. */
    public void keep(Path place) throws IOException {
        Contested contested = byPlace.get(place);
        decide(contested, FileDecision.KEEP);
        if (contested.staged()) {
            files.area(contested.root()).unstage(contested.path());
        }
        byPlace.remove(place);
    }

    /**
     * Leaves the file at a place as it is, if there is one. Otherwise that of the package is placed.
     *
     * @return whether it is left
     */
    public boolean keepExisting(Path place) throws IOException {
        Contested contested = byPlace.get(place);
        boolean exists = files.area(contested.root()).existing(contested.path()).isPresent();
        if (exists) {
            keep(place);
        }
        return exists;
    }

    /** Replaces the file at a place, although it was going to stay. */
    public void replace(Path place) {
        decide(byPlace.remove(place), FileDecision.REPLACE);
    }

    /**
     * Gives a file of the package a name that is free, or that an earlier restore has given it, and returns the new name. The file
     * at its destination stays.
     */
    public String rename(Path place) throws IOException {
        Contested contested = byPlace.remove(place);
        Entry entry = contested.entry();
        RestoreArea area = files.area(contested.root());
        Path path = contested.path();
        Path renamed = renamed(path, entry.sha256().substring(0, DIGITS_IN_NAME));
        if (!isFree(area, renamed) && !hasContent(area, renamed, entry)) {
            renamed = renamed(path, entry.sha256());
        }
        boolean exists = hasContent(area, renamed, entry);
        decide(contested, exists ? FileDecision.SKIP : FileDecision.ADD);
        if (exists && !dryRun) {
            area.unstage(path);
        } else if (!dryRun) {
            area.renameStaged(path, renamed);
        }
        newNames.add(area.destination(renamed));
        return renamed.getFileName().toString();
    }

    /** Returns the new name of a file that the package does not have, so that no other row names it. */
    public static String renamedMissing(Path place, String database) {
        String digest = HexFormat.of()
                .formatHex(Sha256.newDigest()
                        .digest((database + '\0' + place.getFileName()).getBytes(StandardCharsets.UTF_8)));
        return renamed(place.getFileName().toString(), digest.substring(0, DIGITS_IN_NAME));
    }

    private void decide(Contested contested, FileDecision instead) {
        counts.get(contested.root())
                .changed(contested.decision(), instead, contested.entry().bytes());
    }

    private boolean isFree(RestoreArea area, Path path) throws IOException {
        return !newNames.contains(area.destination(path)) && area.existing(path).isEmpty() && !area.isStaged(path);
    }

    private static boolean hasContent(RestoreArea area, Path path, Entry entry) throws IOException {
        Optional<BasicFileAttributes> existing = area.existing(path);
        return existing.isPresent() && FileStaging.isSame(area, path, existing.get(), entry);
    }

    /** Returns the path with some digits at the end of its name, before the extension. */
    private static Path renamed(Path path, String digits) {
        return path.resolveSibling(renamed(path.getFileName().toString(), digits));
    }

    private static String renamed(String name, String digits) {
        int dot = name.lastIndexOf('.');
        return dot <= 0 ? name + "-" + digits : name.substring(0, dot) + "-" + digits + name.substring(dot);
    }

    /** Discards the files that were staged only in case that they get another name. */
    public void discardKept() throws IOException {
        for (Contested each : byPlace.values()) {
            if (each.decision() == FileDecision.KEEP && each.staged()) {
                files.area(each.root()).unstage(each.path());
            }
        }
    }
}
