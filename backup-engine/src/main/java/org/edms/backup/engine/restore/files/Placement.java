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

    void place(Path staged, Path before) throws IOException {
        try {
            // A listing may miss files while others are moved out of the directory, so repeat it until it is empty.
            while (placeListed(staged, before) > 0) {
                continue;
            }
        } catch (IOException e) {
            throw named(e);
        }
    }

    private int placeListed(Path staged, Path before) throws IOException {
        int[] placed = {0};
        List<Path> batch = new ArrayList<>();
        area.forEachFile(staged, waiting -> {
            batch.add(staged.relativize(waiting));
            placed[0]++;
            if (batch.size() >= BATCH) {
                place(batch, staged, before);
                batch.clear();
            }
        });
        place(batch, staged, before);
        return placed[0];
    }

    private void place(List<Path> batch, Path staged, Path before) throws IOException {
        List<SealedJournal.Line> plan = new ArrayList<>();
        for (Path place : batch) {
            plan.add(planned(place, before));
        }
        journal.append(plan);
        for (int i = 0; i < batch.size(); i++) {
            place(batch.get(i), plan.get(i), staged, before);
        }
    }

    /** An interrupted restore may have moved the old file away already: a file kept for undo also makes this a replacement. */
    private SealedJournal.Line planned(Path place, Path before) throws IOException {
        boolean replaces = root.attributes(place).isPresent()
                || area.attributes(before.resolve(place)).isPresent();
        return new SealedJournal.Line(replaces ? Event.REPLACED : Event.ADDED, place.toString());
    }

    private void place(Path place, SealedJournal.Line plan, Path staged, Path before) throws IOException {
        Path kept = before.resolve(place);
        if (root.attributes(place).isPresent()) {
            if (plan.event() == Event.ADDED) {
                journal.append(List.of(new SealedJournal.Line(Event.REPLACED, place.toString())));
            }
            if (area.attributes(kept).isPresent()) {
                throw new BackupException(
                        ErrorCode.FILE_UNREADABLE,
                        "%s was created while the restore was interrupted, and the file before it is kept in %s"
                                .formatted(
                                        root.path().resolve(place), area.path().resolve(kept)));
            }
            root.move(place, area, kept);
        } else if (plan.event() == Event.REPLACED && area.attributes(kept).isEmpty()) {
            journal.append(List.of(new SealedJournal.Line(Event.ADDED, place.toString())));
        }
        area.move(staged.resolve(place), root, place);
    }

    /** Deletes all added files first, then puts back all replaced files: the journal may list the same path as both. */
    void undo(Path staged, Path before) throws IOException {
        try {
            boolean[] areDeleted = {false};
            journal.forEach((event, path) -> areDeleted[0] |= event == Event.ADDITIONS_DELETED);
            if (!areDeleted[0]) {
                deleteAdded(staged);
                journal.append(List.of(new SealedJournal.Line(Event.ADDITIONS_DELETED, "")));
            }
            journal.forEach((event, path) -> {
                if (event == Event.REPLACED) {
                    putBack(RestoreArea.placeOf(path), before);
                }
            });
            area.forEachFile(before, left -> {
                throw new BackupException(
                        ErrorCode.JOURNAL_UNTRUSTED, area.path().resolve(left) + " is not in the journal");
            });
        } catch (IOException e) {
            throw named(e);
        }
    }

    private void putBack(Path place, Path before) throws IOException {
        if (area.attributes(before.resolve(place)).isPresent()) {
            area.move(before.resolve(place), root, place);
        }
    }

    /**
     * A file that is still staged was never moved into place, so the file at its destination does not belong to this restore.
     */
    private void deleteAdded(Path staged) throws IOException {
        journal.forEach((event, path) -> {
            if (event == Event.ADDED) {
                Path place = RestoreArea.placeOf(path);
                if (!area.isFile(staged.resolve(place))) {
                    root.deleteIfExists(place);
                }
            }
        });
    }

    private IOException named(IOException failure) {
        if (Failure.isDiskFull(failure)) {
            throw new BackupException(ErrorCode.TARGET_FULL, root.path().toString(), failure);
        }
        return failure;
    }
}
