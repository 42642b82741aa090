package org.edms.backup.engine.restore;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.edms.backup.engine.catalog.table.Table;
import org.edms.backup.engine.model.EdmsModel;
import org.edms.backup.engine.model.TableModel;
import org.edms.backup.engine.pack.manifest.Manifest;
import org.edms.backup.engine.restore.files.ContestedFiles;
import org.edms.backup.engine.restore.files.ContestedFiles.Difference;
import org.edms.backup.engine.restore.merge.MergedFiles;
import org.edms.backup.engine.restore.target.Target;
import org.edms.backup.engine.work.LongMap;
import org.edms.backup.model.error.ErrorCode;
import org.edms.backup.model.error.Failure;

/**
 * Decides about files that rows of the package and other rows of the target name. If the two files differ, or one is missing, then
 * one of the rows would show the content of the other.
 */
final class FileClaims implements MergedFiles {

    private static final int MOST_NAMED = 20;

    /** No row of the package names the file. */
    private static final long NOBODY = 0;

    /** A new row names the file, or several rows do. */
    private static final long ANYBODY = 1;

    private final RestoreContext context;
    private final ContestedFiles contested;
    private final TargetFiles targetFiles;
    private final FilesOfRows filesOfRows;
    private final Set<String> packagedRoots;
    private final Set<Path> decided = new HashSet<>();
    private final Map<Path, String> newNames = new HashMap<>();
    private final Map<ErrorCode, Set<FileClaim>> outcomes = new EnumMap<>(ErrorCode.class);

    FileClaims(RestoreContext context, EdmsModel model, Target target) throws SQLException {
        this.context = context;
        this.contested = context.fileStaging().contested();
        this.targetFiles = new TargetFiles(model, context.files(), target);
        this.packagedRoots = context.source().manifest().roots().stream()
                .map(Manifest.Root::name)
                .collect(Collectors.toSet());
        this.filesOfRows = new FilesOfRows(model, context.fileStaging(), context.source());
    }

    @Override
    public boolean mayRename(TableModel table) {
        return table.files().byColumns().stream()
                .map(TableModel.FileColumns::root)
                .anyMatch(root -> targetFiles.canBeIn(root) || contested.keepsAnyIn(root));
    }

    @Override
    public Optional<Failure> claim(NamedFiles files) throws IOException, SQLException {
        for (FileClaim claim : claims(files)) {
            Difference difference = contested.difference(claim.place());
            if (claim.isConflict(difference)) {
                decided.add(claim.place());
                decide(claim, difference);
            } else if (claim.onMatch().isPresent()) {
                contested.decide(claim.place(), claim.onMatch().get());
            }
        }
        return failure(ErrorCode.FILE_CONFLICT);
    }

    private Collection<FileClaim> claims(NamedFiles files) throws IOException, SQLException {
        Map<Path, FileClaim> claims = new HashMap<>();
        for (Path place : placesToDecide(files)) {
            claims.put(place, new FileClaim(place));
        }
        if (claims.isEmpty()) {
            return List.of();
        }
        targetFiles.forEach((place, row) -> {
            FileClaim claim = claims.get(place);
            if (claim != null) {
                claim.addTargetRow(row);
            }
        });
        files.forEach(file -> place(file).map(claims::get).ifPresent(claim -> claim.add(file)));
        context.fileStaging().compare(claims.keySet(), context.source());
        return claims.values();
    }

    /**
     * Returns the files that rows of the target name besides the counterparts of the rows that name them in the package, and all files
     * that differ.
     */
    private Set<Path> placesToDecide(NamedFiles files) throws IOException, SQLException {
        LongMap namedBy = new LongMap();
        boolean[] isAnyNamed = {!contested.places().isEmpty()};
        files.forEach(file -> place(file).ifPresent(place -> {
            long key = LongMap.hash(place.toString());
            long row = file.targetRow() == null ? ANYBODY : LongMap.hash(file.targetRow());
            isAnyNamed[0] = true;
            namedBy.put(key, namedBy.get(key, row) == row ? row : ANYBODY);
        }));
        Set<Path> places = new HashSet<>(contested.places());
        if (!isAnyNamed[0]) {
            return places;
        }
        targetFiles.forEach((place, row) -> {
            long other = namedBy.get(LongMap.hash(place.toString()), NOBODY);
            if (other != NOBODY && other != LongMap.hash(row)) {
                places.add(place);
            }
        });
        // A merge that starts again finds these in their new places.
        places.removeAll(decided);
        return places;
    }

    /** Where the file is that a row of the package names; empty if the package has none of its root. */
    private Optional<Path> place(NamedFile file) {
        return packagedRoots.contains(file.columns().root())
                ? targetFiles.place(file.columns(), file.path())
                : Optional.empty();
    }

    private void decide(FileClaim claim, Difference difference) throws IOException {
        if (!claim.isWritten()) {
            // The target's row stays, so its file does, too.
            contested.keep(claim.place());
            if (!claim.isPackaged()) {
                add(ErrorCode.FILE_NOT_RESTORED, claim);
            }
            return;
        }
        switch (claim.onConflict()) {
            case FAIL -> add(ErrorCode.FILE_CONFLICT, claim);
            case RENAME -> {
                newNames.put(claim.place(), rename(claim.place(), difference));
                add(ErrorCode.FILE_RENAMED, claim);
            }
            case KEEP -> {
                boolean kept = difference != Difference.PACKAGE_WINS || contested.keepExisting(claim.place());
                add(kept ? ErrorCode.FILE_KEPT : ErrorCode.FILE_REPLACED, claim);
            }
            case REPLACE -> {
                if (difference == Difference.TARGET_WINS) {
                    contested.replace(claim.place());
                }
                add(difference == Difference.NOT_PACKAGED ? ErrorCode.FILE_KEPT : ErrorCode.FILE_REPLACED, claim);
            }
        }
    }

    private String rename(Path place, Difference difference) throws IOException {
        return difference == Difference.NOT_PACKAGED
                ? ContestedFiles.renamedMissing(
                        place, context.source().manifest().database().name())
                : contested.rename(place);
    }

    private void add(ErrorCode outcome, FileClaim claim) {
        outcomes.computeIfAbsent(outcome, any -> new LinkedHashSet<>()).add(claim);
    }

    @Override
    public boolean renamesAny() {
        return !newNames.isEmpty();
    }

    /** The directories in a path stay as the row names them. */
    @Override
    public String path(TableModel.FileColumns files, String path) {
        String name = targetFiles.place(files, path).map(newNames::get).orElse(null);
        return name == null ? path : path.substring(0, path.lastIndexOf('/') + 1) + name;
    }

    @Override
    public List<Failure> finish(List<Table> all, TargetIds ids) throws IOException, SQLException {
        List<Failure> warnings = new ArrayList<>(filesOfRows.name(all, ids));
        for (ErrorCode outcome : List.of(ErrorCode.FILE_RENAMED, ErrorCode.FILE_KEPT, ErrorCode.FILE_REPLACED)) {
            failure(outcome).ifPresent(warnings::add);
        }
        failure(ErrorCode.FILE_NOT_RESTORED).ifPresent(warnings::add);
        return warnings;
    }

    private Optional<Failure> failure(ErrorCode code) {
        Set<FileClaim> claims = outcomes.getOrDefault(code, Set.of());
        if (claims.isEmpty()) {
            return Optional.empty();
        }
        String names = claims.stream()
                .map(claim -> context.files().name(claim.place()))
                .sorted()
                .limit(MOST_NAMED)
                .collect(Collectors.joining(", "));
        return Optional.of(new Failure(
                code,
                "%d files that %s: %s%s"
                        .formatted(
                                claims.size(),
                                code == ErrorCode.FILE_NOT_RESTORED
                                        ? "rows of the target name, and no row that this restore writes"
                                        : "the package names in %s differ from the files that the target has for other rows, or are missing"
                                                .formatted(columns(claims)),
                                names,
                                claims.size() > MOST_NAMED ? ", ..." : "")));
    }

    private static String columns(Set<FileClaim> claims) {
        Set<String> columns = new TreeSet<>();
        claims.forEach(claim -> columns.addAll(claim.columns()));
        return String.join(", ", columns);
    }
}
