package org.edms.backup.engine.restore;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.edms.backup.engine.restore.target.AppliedRestores;
import org.edms.backup.engine.restore.target.Target;
import org.edms.backup.engine.restore.target.TargetFailure;
import org.edms.backup.engine.source.Database;
import org.edms.backup.engine.source.FileRoot;
import org.edms.backup.engine.source.FileTree;
import org.edms.backup.model.id.RestoreJobId;
import org.edms.backup.model.id.ShortId;

/** Finds the full id of a restore into a target when only part of the id is known. */
public final class RestoreIds {

    private final Database target;
    private final List<FileRoot> roots;

    public RestoreIds(Database target, List<FileRoot> roots) {
        this.target = target;
        this.roots = List.copyOf(roots);
    }

    /** Returns the matching restore id. A complete id is returned as is: it does not have to be known to this target. */
    public RestoreJobId find(ShortId id) throws IOException {
        if (id.isComplete()) {
            return RestoreJobId.parse(id.text());
        }
        List<UUID> known = new ArrayList<>(committed());
        for (FileRoot root : roots) {
            known.addAll(restoresIn(root));
        }
        return new RestoreJobId(id.resolve("restore", known));
    }

    private List<UUID> committed() {
        try (Target open = Target.open(target)) {
            return new AppliedRestores(open.sql()).ids();
        } catch (SQLException e) {
            throw TargetFailure.of(e, target.toString());
        }
    }

    /** Finds restores of files only: the target does not record them, but the root contains their directories. */
    private static List<UUID> restoresIn(FileRoot root) throws IOException {
        List<UUID> ids = new ArrayList<>();
        if (!Files.isDirectory(root.directory())) {
            return ids;
        }
        try (DirectoryStream<Path> areas = Files.newDirectoryStream(root.directory(), FileTree.RESTORES + "*")) {
            for (Path area : areas) {
                String id = area.getFileName().toString().substring(FileTree.RESTORES.length());
                if (ShortId.isValid(id) && new ShortId(id).isComplete()) {
                    ids.add(UUID.fromString(id));
                }
            }
        }
        return ids;
    }
}
