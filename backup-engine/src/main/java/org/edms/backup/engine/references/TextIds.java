package org.edms.backup.engine.references;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds the ids within a text. */
final class TextIds {

    private static final String ID = "(?:" + IdKind.UUID_FORM + "|\\d{1,18})";
    private static final Pattern SLOT = Pattern.compile(IdKind.UUID_FORM + "|\\d{1,18}");
    /** A part of a path that looks like a random text, with or without an extension. */
    private static final Pattern RANDOM_PART =
            Pattern.compile("(?<=/)(?=[A-Za-z_-]*[0-9])[A-Za-z0-9_-]{8,64}(?=/|\\.[A-Za-z0-9]{1,5}$|$)");

    private static final Pattern LIST =
            Pattern.compile("[\\[{(|,;/]?\\s*" + ID + "(?:\\s*([,;|/ \\n])\\s*" + ID + ")+\\s*[\\]})|,;/]?");
    private static final Pattern SHORT_LIST = Pattern.compile("([|,;/])" + ID + "\\1");
    private static final Pattern LOCATION = Pattern.compile("[/\\\\:]|\\.[A-Za-z][A-Za-z0-9]{1,4}$");
    static final String HOLE = "{id}";
    static final String ANY = "{*}";
    private static final int LONGEST = 500;
    private static final int MOST_SLOTS = 12;

    /** A part of a text that looks like an id, and the text around it. */
    record Slot(String before, String id, String after) {

        /**
         * Templates that the text matches, from the most to the least specific. A random text has no form of its own: only where it
         * stands tells it from other parts.
         */
        Set<String> templates() {
            boolean hasForm = IdKind.isId(id);
            int slash = before.lastIndexOf('/');
            int next = after.indexOf('/');
            Set<String> templates = new LinkedHashSet<>();
            if (hasForm || next >= 0) {
                templates.add(starred(before) + HOLE + starred(after));
            }
            if (hasForm || next < 0) {
                templates.add((slash < 0 ? "" : ANY + "/")
                        + starred(before.substring(slash + 1))
                        + HOLE
                        + (next < 0 ? starred(after) : starred(after.substring(0, next)) + "/" + ANY));
            }
            if (IdKind.of(id) == IdKind.UUID) {
                templates.add(ANY + HOLE + ANY);
            }
            return templates;
        }

        private String starred(String text) {
            String plain = IdKind.isId(id) ? text : RANDOM_PART.matcher(text).replaceAll("{*}");
            return SLOT.matcher(plain).replaceAll("{*}");
        }
    }

    private TextIds() {}

    /** Whether a text can contain an id; most that cannot are told apart without a regular expression. */
    static boolean hasDigit(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) >= '0' && text.charAt(i) <= '9') {
                return true;
            }
        }
        return false;
    }

    /** The separator, if the text is a list of ids; otherwise null. */
    static String separator(String text) {
        if (text.length() > LONGEST * 10) {
            return null;
        }
        Matcher list = LIST.matcher(text);
        if (list.matches()) {
            return list.group(1);
        }
        Matcher one = SHORT_LIST.matcher(text);
        return one.matches() ? one.group(1) : null;
    }

    static List<String> parts(String text) {
        List<String> parts = new ArrayList<>();
        for (Matcher slot = SLOT.matcher(text); slot.find(); ) {
            parts.add(slot.group());
        }
        return parts;
    }

    /** The parts of a path, a file name, an address or a text with a UUID that look like ids. */
    static List<Slot> slots(String text) {
        List<Slot> slots = new ArrayList<>();
        if (text.length() > LONGEST || text.indexOf('{') >= 0 || text.indexOf('}') >= 0) {
            return slots;
        }
        boolean location = LOCATION.matcher(text).find();
        for (Matcher slot = SLOT.matcher(text); slot.find() && slots.size() < MOST_SLOTS; ) {
            if (location || IdKind.of(slot.group()) == IdKind.UUID) {
                slots.add(new Slot(text.substring(0, slot.start()), slot.group(), text.substring(slot.end())));
            }
        }
        for (Matcher part = RANDOM_PART.matcher(text); part.find() && slots.size() < MOST_SLOTS; ) {
            if (!IdKind.isId(part.group())) {
                slots.add(new Slot(text.substring(0, part.start()), part.group(), text.substring(part.end())));
            }
        }
        return slots;
    }
}
