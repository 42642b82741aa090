package org.edms.backup.engine.legacy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Primary keys as numbers: those that the file names, and those that are made for rows which came without one.
 *
 * <p>A made one is a number that the file holds nowhere as a primary key, as a foreign key or as the id of a generic
 * reference: whatever the file says of a row that is not in it can never be taken for one that is. They follow one another
 * in the order of the records.
 */
final class PrimaryKeys {

    /** Stands for no row. Made keys are -1 and below, keys that are no numbers are above the smallest number. */
    static final long AMBIGUOUS = Long.MIN_VALUE;

    private static final long TEXTS = Long.MIN_VALUE / 2;
    private static final int LONGEST_NUMBER = 18;

    private final LongSet taken = new LongSet();
    private final List<String> texts = new ArrayList<>();
    private final Map<String, Long> keysOfTexts = new HashMap<>();
    private long made;
    private long expected;
    private long base = -1;

    /** The key that stands for this text. */
    long of(String text) {
        if (isNumber(text)) {
            return Long.parseLong(text);
        }
        return keysOfTexts.computeIfAbsent(text, added -> {
            texts.add(added);
            return AMBIGUOUS + texts.size();
        });
    }

    /** Sees to it that no key is made that could be taken for this one. */
    void avoid(String text) {
        if (isNumber(text) && !text.equals("0")) {
            taken.add(Long.parseLong(text));
        }
    }

    /** Says that as many keys may have to be made after what is taken is known. */
    void expect(long more) {
        expected += more;
    }

    /** A key for a row that has none: the next one. */
    long make() {
        made++;
        return -made;
    }

    /** The key that was made as the {@code number}th. */
    static long made(long number) {
        return -number;
    }

    /** After this, all that is taken is known: there is a gap among it for those that were made and those to come. */
    void settle() {
        long wanted = made + expected;
        long before = 0;
        for (long number : taken.sorted()) {
            if (number - before > wanted) {
                break;
            }
            before = number;
        }
        base = before;
    }

    String text(long key) {
        if (key >= 0) {
            return Long.toString(key);
        }
        if (key < TEXTS) {
            return texts.get((int) (key - AMBIGUOUS) - 1);
        }
        if (base < 0) {
            throw new IllegalStateException("Nobody knows yet which keys are taken");
        }
        return Long.toString(base - key);
    }

    private static boolean isNumber(String text) {
        if (text.isEmpty() || text.length() > LONGEST_NUMBER || (text.length() > 1 && text.charAt(0) == '0')) {
            return false;
        }
        return text.chars().allMatch(character -> character >= '0' && character <= '9');
    }
}
