package org.edms.backup.model.id;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Collectors;
import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.error.ErrorCode;

/**
 * The first or last characters of an id, as lists and names of packages show them. Ids that were created at about the same time
 * begin alike, so the last characters usually distinguish them.
 */
public final class ShortId {

    private static final String FORM = "[0-9a-f-]{4,36}";
    private static final int SHOWN = 5;

    private final String text;

    public ShortId(String given) {
        text = given.strip().toLowerCase(Locale.ROOT);
        if (!text.matches(FORM)) {
            throw new BackupException(
                    ErrorCode.WRONG_USAGE,
                    "\"" + text + "\" is not an id: pass the whole id, or at least 4 of its first or last characters");
        }
    }

    public String text() {
        return text;
    }

    /** Whether the text can be an id or a part of one. */
    public static boolean isValid(String text) {
        return text.strip().toLowerCase(Locale.ROOT).matches(FORM);
    }

    /** Whether this is a whole id. */
    public boolean isComplete() {
        return text.matches("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
    }

    public boolean matches(UUID id) {
        return id.toString().startsWith(text) || id.toString().endsWith(text);
    }

    /**
     * Finds the id that this abbreviates.
     *
     * @param what the kind of the ids, such as {@code restore}
     */
    public UUID resolve(String what, Collection<UUID> ids) {
        List<UUID> found = ids.stream().distinct().filter(this::matches).toList();
        if (found.isEmpty()) {
            throw new BackupException(ErrorCode.NOT_FOUND, "the " + what + " " + text);
        }
        if (found.size() > 1) {
            String candidates = found.stream().limit(SHOWN).map(UUID::toString).collect(Collectors.joining(", "));
            throw new BackupException(
                    ErrorCode.WRONG_USAGE,
                    "%s matches more than one %s: %s%s"
                            .formatted(text, what, candidates, found.size() > SHOWN ? ", ..." : ""));
        }
        return found.get(0);
    }

    @Override
    public String toString() {
        return text;
    }
}
