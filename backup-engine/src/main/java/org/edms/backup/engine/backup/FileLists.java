package org.edms.backup.engine.backup;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.edms.backup.engine.pack.manifest.Findings;
import org.edms.backup.engine.source.FileRoot;
import org.edms.backup.engine.source.FileTree;
import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.error.ErrorCode;

/** The files of all roots, ordered by root name; empty if no files are backed up. */
record FileLists(List<FileList> all) implements Closeable {

    static FileLists of(BackupRequest request, Findings findings) throws IOException {
        List<FileList> lists = new ArrayList<>();
        if (!request.withFiles()) {
            return new FileLists(lists);
        }
        if (request.from().roots().isEmpty()) {
            throw new BackupException(ErrorCode.WRONG_USAGE, "pass --files NAME=DIR, or --type database");
        }
        List<FileRoot> inOrder = request.from().roots().stream()
                .sorted(Comparator.comparing(FileRoot::name, FileTree::compareBytes))
                .toList();
        FileLists all = new FileLists(lists);
        try {
            for (FileRoot root : inOrder) {
                lists.add(FileList.of(root, findings));
            }
            return all;
        } catch (BackupException | IOException e) {
            all.close();
            throw e;
        }
    }

    long bytes() {
        return all.stream().mapToLong(FileList::bytes).sum();
    }

    @Override
    public void close() throws IOException {
        for (FileList list : all) {
            list.close();
        }
    }
}
