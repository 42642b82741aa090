package org.edms.backup.model.id;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Collectors;
import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.error.ErrorCode;

/**
 * The beginning or the end of an id, as lists and names of packages show it. Ids that were made at about the same time begin
 * alike, so the end is what mostly tells them apart.
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
                    "\"" + text + "\" is no id: name all of it, or at least 4 characters of its end");
        }
    }

    public String text() {
        return text;
    }

    /** Whether a text can be one. */
    public static boolean isOne(String text) {
        return text.strip().toLowerCase(Locale.ROOT).matches(FORM);
    }

    /** Whether this is all of an id. */
    public boolean isWhole() {
        return text.matches("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
    }

    public boolean matches(UUID id) {
        return id.toString().startsWith(text) || id.toString().endsWith(text);
    }

    /**
     * The one id that is meant.
     *
     * @param what the ids are of, such as {@code restore}
     */
    public UUID choose(String what, Collection<UUID> ids) {
        List<UUID> found = ids.stream().distinct().filter(this::matches).toList();
        if (found.isEmpty()) {
            throw new BackupException(ErrorCode.NOT_FOUND, "the " + what + " " + text);
        }
        if (found.size() > 1) {
            String candidates = found.stream().limit(SHOWN).map(UUID::toString).collect(Collectors.joining(", "));
            throw new BackupException(
                    ErrorCode.WRONG_USAGE,
                    "%s can be any %s of: %s%s".formatted(text, what, candidates, found.size() > SHOWN ? ", ..." : ""));
        }
        return found.get(0);
    }

    @Override
    public String toString() {
        return text;
    }
}
