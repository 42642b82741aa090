package org.edms.backup.engine.restore.files;

import java.io.IOException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.edms.backup.engine.pack.manifest.Entry;

/** The files of a package whose destinations have other content: which of the two a row means is not known from the path. */
public final class ContestedFiles {

    private static final int DIGITS_IN_NAME = 8;

    private final RestoreAreas files;
    private final Map<String, FileCounts> counts;
    private final boolean dryRun;
    private final Map<String, Map<String, Contested>> byRoot = new HashMap<>();
    private final Set<Path> newNames = new HashSet<>();

    private record Contested(FileDecision decision, Entry entry, boolean staged) {}

    ContestedFiles(RestoreAreas files, Map<String, FileCounts> counts, boolean dryRun) {
        this.files = files;
        this.counts = counts;
        this.dryRun = dryRun;
    }

    void add(String root, Path path, FileDecision decision, Entry entry, boolean staged) {
        byRoot.computeIfAbsent(root, any -> new HashMap<>())
                .put(path.toString(), new Contested(decision, entry, staged));
    }

    /** Returns whether the destination of a file has other content. */
    public boolean contains(String root, String path) {
        return byRoot.getOrDefault(root, Map.of()).containsKey(path);
    }

    /** Returns whether all destinations were free, or had the same content. */
    public boolean isEmpty() {
        return byRoot.isEmpty();
    }

    /**
     * Gives a file of the package a name that is free, or that an earlier restore has given it, and returns its new path. The file
     * at its destination stays.
     */
    public String rename(String root, String named) throws IOException {
        Contested contested = byRoot.get(root).remove(named);
        Entry entry = contested.entry();
        RestoreArea area = files.area(root);
        Path path = PathInRoot.parse(named);
        Path renamed = named(path, entry.sha256().substring(0, DIGITS_IN_NAME));
        if (!isFree(area, renamed) && !hasContent(area, renamed, entry)) {
            renamed = named(path, entry.sha256());
        }
        boolean exists = hasContent(area, renamed, entry);
        counts.get(root).renamed(contested.decision(), exists ? FileDecision.SKIP : FileDecision.ADD, entry.bytes());
        if (exists && !dryRun) {
            area.unstage(path);
        } else if (!dryRun) {
            area.renameStaged(path, renamed);
        }
        newNames.add(renamed);
        return renamed.toString();
    }

    private boolean isFree(RestoreArea area, Path path) throws IOException {
        return !newNames.contains(path) && area.existing(path).isEmpty() && !area.isStaged(path);
    }

    private static boolean hasContent(RestoreArea area, Path path, Entry entry) throws IOException {
        Optional<BasicFileAttributes> existing = area.existing(path);
        return existing.isPresent() && FileStaging.isSame(area, path, existing.get(), entry);
    }

    private static Path named(Path path, String digits) {
        String name = path.getFileName().toString();
        int dot = name.lastIndexOf('.');
        String renamed = dot <= 0 ? name + "-" + digits : name.substring(0, dot) + "-" + digits + name.substring(dot);
        return path.resolveSibling(renamed);
    }

    /** Discards the files that were staged only in case that they get another name. */
    public void discardKept() throws IOException {
        for (Map.Entry<String, Map<String, Contested>> root : byRoot.entrySet()) {
            for (Map.Entry<String, Contested> each : root.getValue().entrySet()) {
                if (each.getValue().decision() == FileDecision.KEEP
                        && each.getValue().staged()) {
                    files.area(root.getKey()).unstage(PathInRoot.parse(each.getKey()));
                }
            }
        }
    }
}
