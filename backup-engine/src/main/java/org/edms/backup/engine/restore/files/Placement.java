package org.edms.backup.engine.restore.files;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.edms.backup.engine.restore.files.SealedJournal.Event;
import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.error.ErrorCode;
import org.edms.backup.model.error.Failure;

/** Moves the files of a restore into place in a root, and back. Both operations can be interrupted and repeated. */
final class Placement {

    private static final int BATCH = 256;

    private final SecureTree root;
    private final SecureTree area;
    private final SealedJournal journal;

    Placement(SecureTree root, SecureTree area, SealedJournal journal) {
        this.root = root;
        this.area = area;
        this.journal = journal;
    }

    void place() throws IOException {
        try {
            // A listing may miss files while others are moved out of the directory, so repeat it until it is empty.
            while (placeListed() > 0) {
                continue;
            }
        } catch (IOException e) {
            throw translated(e);
        }
    }

    private int placeListed() throws IOException {
        int[] placed = {0};
        List<Path> batch = new ArrayList<>();
        area.forEachFile(StagedFiles.DIRECTORY, staged -> {
            batch.add(StagedFiles.DIRECTORY.relativize(staged));
            placed[0]++;
            if (batch.size() >= BATCH) {
                placeBatch(batch);
                batch.clear();
            }
        });
        placeBatch(batch);
        return placed[0];
    }

    private void placeBatch(List<Path> batch) throws IOException {
        List<SealedJournal.Line> plan = new ArrayList<>();
        for (Path place : batch) {
            plan.add(planned(place));
        }
        journal.append(plan);
        for (int i = 0; i < batch.size(); i++) {
            placeFile(batch.get(i), plan.get(i));
        }
    }

    /** An interrupted restore may have moved the old file away already: a file kept for undo also makes this a replacement. */
    private SealedJournal.Line planned(Path place) throws IOException {
        boolean replaces = root.attributes(place).isPresent()
                || area.attributes(KeptFiles.DIRECTORY.resolve(place)).isPresent();
        return new SealedJournal.Line(replaces ? Event.REPLACED : Event.ADDED, place.toString());
    }

    private void placeFile(Path place, SealedJournal.Line plan) throws IOException {
        Path kept = KeptFiles.DIRECTORY.resolve(place);
        if (root.attributes(place).isPresent()) {
            if (plan.event() == Event.ADDED) {
                journal.append(List.of(new SealedJournal.Line(Event.REPLACED, place.toString())));
            }
            if (area.attributes(kept).isPresent()) {
                throw new BackupException(
                        ErrorCode.FILE_UNREADABLE,
                        "%s was created while the restore was interrupted, and the previous file is kept in %s"
                                .formatted(
                                        root.path().resolve(place), area.path().resolve(kept)));
            }
            root.move(place, area, kept);
        } else if (plan.event() == Event.REPLACED && area.attributes(kept).isEmpty()) {
            journal.append(List.of(new SealedJournal.Line(Event.ADDED, place.toString())));
        }
        area.move(StagedFiles.DIRECTORY.resolve(place), root, place);
    }

    /** Deletes all added files first, then puts back all replaced files: the journal may list the same path as both. */
    void undo() throws IOException {
        try {
            boolean[] areDeleted = {false};
            journal.forEach((event, path) -> areDeleted[0] |= event == Event.ADDITIONS_DELETED);
            if (!areDeleted[0]) {
                deleteAdded();
                journal.append(List.of(new SealedJournal.Line(Event.ADDITIONS_DELETED, "")));
            }
            journal.forEach((event, path) -> {
                if (event == Event.REPLACED) {
                    putBack(PathInRoot.parse(path));
                }
            });
            area.forEachFile(KeptFiles.DIRECTORY, unlisted -> {
                throw new BackupException(
                        ErrorCode.JOURNAL_UNTRUSTED, area.path().resolve(unlisted) + " is not in the journal");
            });
        } catch (IOException e) {
            throw translated(e);
        }
    }

    private void putBack(Path place) throws IOException {
        if (area.attributes(KeptFiles.DIRECTORY.resolve(place)).isPresent()) {
            area.move(KeptFiles.DIRECTORY.resolve(place), root, place);
        }
    }

    /**
     * A file that is still staged was never moved into place, so the file at its destination does not belong to this restore.
     */
    private void deleteAdded() throws IOException {
        journal.forEach((event, path) -> {
            if (event == Event.ADDED) {
                Path place = PathInRoot.parse(path);
                if (!area.isFile(StagedFiles.DIRECTORY.resolve(place))) {
                    root.deleteIfExists(place);
                }
            }
        });
    }

    private IOException translated(IOException failure) {
        if (Failure.isDiskFull(failure)) {
            throw new BackupException(ErrorCode.TARGET_FULL, root.path().toString(), failure);
        }
        return failure;
    }
}
