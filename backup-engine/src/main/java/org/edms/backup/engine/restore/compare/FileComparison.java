package org.edms.backup.engine.restore.compare;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.edms.backup.engine.model.EdmsModel;
import org.edms.backup.engine.model.TableModel;
import org.edms.backup.engine.pack.manifest.Entry;
import org.edms.backup.engine.pack.manifest.ManifestStream;
import org.edms.backup.engine.pack.manifest.MemberKind;
import org.edms.backup.engine.restore.files.FilesById;
import org.edms.backup.engine.restore.files.PathInRoot;
import org.edms.backup.engine.restore.input.RestoredPackage;
import org.edms.backup.engine.restore.merge.Destination;
import org.edms.backup.engine.source.FileRoot;
import org.edms.backup.engine.store.Sha256;
import org.edms.backup.engine.work.LongMap;
import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.error.ErrorCode;

/**
 * Compares the files of the rows in a package with those of the rows in a database, by the digests in the manifest. The two may have
 * other paths: what counts is the file that the row with the same natural key names.
 *
 * <p>It needs about 80 bytes of memory for each file, and about 120 for each row of a table whose files are named by id.
 */
final class FileComparison {

    private static final int MOST_EXAMPLES = 3;

    private final RestoredPackage source;
    private final EdmsModel model;
    private final Sides sides;
    private final Map<String, Path> roots;
    private final List<ComparedFiles> results = new ArrayList<>();
    private final List<String> findings = new ArrayList<>();
    private final RowHash hash = new RowHash();

    /** The rows of both sides, and what their ids mean. */
    record Sides(Side packaged, Identities packagedIds, Side database, Identities databaseIds) {}

    FileComparison(RestoredPackage source, EdmsModel model, Sides sides, List<FileRoot> roots) {
        this.source = source;
        this.model = model;
        this.sides = sides;
        this.roots = roots.stream().collect(Collectors.toMap(FileRoot::name, FileRoot::directory));
        roots.forEach(root -> refuseUnlessPackaged(root.name()));
    }

    private void refuseUnlessPackaged(String root) {
        if (source.manifest().roots().stream().noneMatch(each -> each.name().equals(root))) {
            throw new BackupException(ErrorCode.WRONG_USAGE, "the package has no files named " + root);
        }
    }

    List<ComparedFiles> results() {
        return results;
    }

    List<String> findings() {
        return findings;
    }

    void run(List<RowReading> tables) throws IOException, SQLException {
        if (roots.isEmpty()) {
            return;
        }
        LongMap digests = digests();
        for (RowReading table : tables) {
            if (!table.table().isWritten()) {
                continue;
            }
            for (TableModel.FileColumns files : table.table().meaning().files().byColumns()) {
                if (roots.containsKey(files.root()) && table.table().has(files.path())) {
                    compare(table, files, digests);
                }
            }
            for (TableModel.FilesById files : table.table().meaning().files().byId()) {
                if (roots.containsKey(files.root())) {
                    compare(table, files);
                }
            }
        }
    }

    /** The digests of all files, by hashes of their paths. */
    private LongMap digests() throws IOException {
        LongMap digests = new LongMap();
        try (ManifestStream members = source.members()) {
            for (Optional<Entry> next = members.next(); next.isPresent(); next = members.next()) {
                Entry entry = next.get();
                if (entry.kind() == MemberKind.FILE
                        && roots.containsKey(entry.file().root())) {
                    digests.put(place(entry.file().root(), entry.file().path()), hashOf(entry.sha256()));
                }
            }
        }
        return digests;
    }

    private long place(String root, String path) {
        return hash.add(root).add(path).end();
    }

    private long hashOf(String digest) {
        return hash.add(digest).end();
    }

    private void compare(RowReading table, TableModel.FileColumns files, LongMap digests)
            throws IOException, SQLException {
        LongMap expected = new LongMap();
        sides.packaged().read(table.table(), row -> {
            String path = row.isReferencedOnly() ? null : row.text(files.path());
            if (path != null && !path.isEmpty()) {
                long digest = digests.get(place(files.root(), model.pathInRoot(files.root(), path)), Identities.NONE);
                if (digest != Identities.NONE) {
                    long identity = table.read(row, sides.packagedIds()).identity();
                    expected.put(identity, digest);
                    expected.put(withDigest(identity, digest), digest);
                }
            }
        });
        Outcome outcome = new Outcome(table.table().name(), files.root());
        sides.database().read(table.table(), row -> {
            long identity = table.read(row, sides.databaseIds()).identity();
            if (expected.get(identity, Identities.NONE) != Identities.NONE) {
                String path = row.text(files.path());
                String digest = path == null || path.isEmpty()
                        ? null
                        : digest(files.root(), model.pathInRoot(files.root(), path));
                outcome.add(
                        "%s of the row with %s is %s".formatted(files.path(), Examples.name(table, row), path),
                        digest,
                        digest != null
                                && expected.get(withDigest(identity, hashOf(digest)), Identities.NONE)
                                        != Identities.NONE);
            }
        });
        results.add(outcome.result());
    }

    /** Rows with the same natural key may have any of their files. */
    private long withDigest(long identity, long digest) {
        return hash.add(identity).add(digest).end();
    }

    private void compare(RowReading table, TableModel.FilesById files) throws IOException, SQLException {
        String id = files.idColumn(table.table().target());
        List<String> key = List.of(id);
        Map<Long, String> inDatabase = new HashMap<>();
        sides.database().read(table.table(), row -> {
            String value = row.text(id);
            inDatabase.put(sides.databaseIds().of(table.table().tableName(), key, List.of(value)), value);
        });
        Outcome outcome = new Outcome(table.table().name(), files.root());
        new FilesById(List.of(files))
                .name(source, (any, ids) -> targetIds(table, key, ids, inDatabase), (declared, staged, path, entry) -> {
                    if (path != null) {
                        String digest = digest(files.root(), path.toString());
                        outcome.add(
                                "%s in the package is %s in the database"
                                        .formatted(entry.file().path(), path),
                                digest,
                                entry.sha256().equals(digest));
                    }
                });
        results.add(outcome.result());
    }

    private Map<String, String> targetIds(
            RowReading table, List<String> key, Iterable<String> ids, Map<Long, String> inDatabase) {
        Map<String, String> found = new HashMap<>();
        Destination column = new Destination(table.table().target(), key.get(0));
        for (String id : ids) {
            List<String> value = List.of(Objects.requireNonNullElse(column.canonical(id), id));
            if (sides.packagedIds().has(table.table().tableName(), key, value)) {
                String target =
                        inDatabase.get(sides.packagedIds().of(table.table().tableName(), key, value));
                if (target != null) {
                    found.put(id, target);
                }
            }
        }
        return found;
    }

    /** The digest of a file; null if it is not there. */
    private String digest(String root, String path) throws IOException {
        Path file;
        try {
            file = roots.get(root).resolve(PathInRoot.parse(path));
        } catch (BackupException e) {
            return null;
        }
        if (!Files.isRegularFile(file)) {
            return null;
        }
        try (InputStream content = Files.newInputStream(file)) {
            return Sha256.of(content);
        }
    }

    /** The result for the files of one table while they are counted. */
    private final class Outcome {

        private final String table;
        private final String root;
        private int named;
        private long same;
        private long different;
        private long missing;

        Outcome(String table, String root) {
            this.table = table;
            this.root = root;
        }

        private void add(String file, String digest, boolean isSame) {
            if (isSame) {
                same++;
                return;
            }
            missing += digest == null ? 1 : 0;
            different += digest == null ? 0 : 1;
            if (named++ < MOST_EXAMPLES) {
                findings.add("%s: %s: %s"
                        .formatted(
                                table,
                                file,
                                digest == null ? "there is no such file in " + root : "the file has other content"));
            }
        }

        private ComparedFiles result() {
            return new ComparedFiles(table, root, same + different + missing, same, different, missing);
        }
    }
}
