package org.edms.backup.engine.references;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.edms.backup.engine.catalog.table.Table;

/** What the name of a place says about the table that it references. */
final class Names {

    private static final Pattern WORDS = Pattern.compile("(?<=[a-z0-9])(?=[A-Z])|[^A-Za-z0-9]+");
    private static final Set<String> ID_WORDS =
            Set.of("id", "ids", "pk", "pks", "uuid", "uuids", "guid", "ref", "refs", "fk");
    private static final Pattern TRAILING_NUMBER = Pattern.compile("^([A-Za-z]+)[0-9]+$");
    private static final Pattern JOINED_ID = Pattern.compile("(?<stem>[a-z]{4,}?)(?<id>ids?|pks?|uuids?)");
    private static final Set<String> NO_IDS = Set.of(
            "valid", "invalid", "unpaid", "prepaid", "avoid", "hybrid", "android", "fluid", "solid", "rapid", "void",
            "paid");

    /** Words that many names of tables end with. */
    private static final Set<String> GENERIC = Set.of(
            "type",
            "status",
            "state",
            "kind",
            "category",
            "class",
            "item",
            "entry",
            "version",
            "log",
            "field",
            "value",
            "name",
            "history",
            "setting",
            "object");

    private static final Set<String> PEOPLE =
            Set.of("user", "account", "person", "member", "profile", "employee", "people");
    private static final Set<String> PERSON_ROLES = Set.of(
            "owner",
            "author",
            "creator",
            "editor",
            "assignee",
            "reviewer",
            "approver",
            "uploader",
            "manager",
            "sender",
            "recipient");
    private static final Set<String> FAMILY = Set.of(
            "parent",
            "root",
            "previous",
            "next",
            "original",
            "predecessor",
            "successor",
            "replaces",
            "supersedes",
            "superseded",
            "child",
            "children",
            "ancestor",
            "ancestors");

    /** Words that name a number which counts or orders something. */
    private static final Set<String> MEASURES = Set.of(
            "order",
            "page",
            "pages",
            "version",
            "number",
            "count",
            "size",
            "level",
            "position",
            "index",
            "priority",
            "line",
            "sequence",
            "year",
            "month",
            "day",
            "hour",
            "minute",
            "width",
            "height",
            "length",
            "quantity",
            "amount",
            "total",
            "weight",
            "rank",
            "score",
            "step",
            "row",
            "column",
            "limit",
            "duration",
            "attempts",
            "retries",
            "lft",
            "rght",
            "depth",
            "lines",
            "versions",
            "counter",
            "interval",
            "timeout",
            "status",
            "flag",
            "ms",
            "time",
            "seconds",
            "minutes",
            "hours",
            "days",
            "bytes",
            "percent",
            "rate",
            "mode");

    private static final int MANY_WORDS = 100;

    /** What a name is evidence for. */
    enum Strength {
        /** It names the table. */
        TABLE,

        /** It says that there is an id, but not of which table. */
        SOME_ID,

        /** It says nothing. */
        NONE,

        /** It says that there is a number that is no id. */
        MEASURE
    }

    private Names() {}

    /** Whether a place of these names, outermost first, references a table. */
    static Strength strength(List<String> names, Table.Name own, Table.Name target) {
        for (int i = names.size() - 1; i >= 0; i--) {
            List<String> words = withoutTypeLetter(words(names.get(i)));
            boolean someId = endsInId(words);
            List<String> stem = someId ? words.subList(0, words.size() - 1) : words;
            if (stem.isEmpty()) {
                if (i == 0) {
                    return Strength.SOME_ID;
                }
                continue;
            }
            if (!someId && MEASURES.contains(stem.get(stem.size() - 1))) {
                return Strength.MEASURE;
            }
            if (names(stem, own, target)) {
                return Strength.TABLE;
            }
            if (someId || i < names.size() - 1) {
                return Strength.SOME_ID;
            }
            return Strength.NONE;
        }
        return Strength.NONE;
    }

    private static boolean names(List<String> stem, Table.Name own, Table.Name target) {
        String last = singular(stem.get(stem.size() - 1));
        if (target.equals(own) && (FAMILY.contains(stem.get(0)) || FAMILY.contains(last))) {
            return stem.size() == 1 || isNameOf(stem.subList(1, stem.size()), target) || FAMILY.contains(last);
        }
        boolean person = PERSON_ROLES.contains(last) || last.equals("by");
        if (person) {
            List<String> words = words(target.table());
            return PEOPLE.contains(singular(words.get(words.size() - 1)));
        }
        return isNameOf(stem, target);
    }

    /** Whether a type, such as {@code documents.document}, stands for a table. */
    static boolean isTypeOf(String type, Table.Name table) {
        List<String> words = words(type);
        return !words.isEmpty() && isNameOf(words, table);
    }

    /** Whether the last words are the last words of a table's name. */
    private static boolean isNameOf(List<String> words, Table.Name table) {
        List<String> parts = tableWords(table.table());
        for (int from = 0; from < words.size(); from++) {
            String tail = joined(words.subList(from, words.size()));
            if (tail.length() < 3) {
                continue;
            }
            for (int start = 0; start < parts.size(); start++) {
                boolean common = start > 0 && GENERIC.contains(tail);
                if (!common && joined(parts.subList(start, parts.size())).equals(tail)) {
                    return true;
                }
            }
        }
        return false;
    }

    /** How many of the words of a table's name a place repeats: the most specific of several tables has the most. */
    static int commonWords(List<String> names, Table.Name table) {
        List<String> parts = tableWords(table.table());
        String all = names.stream()
                .flatMap(name -> words(name).stream())
                .map(Names::singular)
                .collect(Collectors.joining());
        long common = parts.stream()
                .map(Names::singular)
                .filter(part -> !GENERIC.contains(part) && all.contains(part))
                .count();
        return common == 0 ? 0 : (int) common * MANY_WORDS - parts.size();
    }

    private static List<String> tableWords(String table) {
        List<String> words = new ArrayList<>(words(table));
        if (words.size() > 1 && words.get(0).length() <= 3) {
            words.remove(0);
        }
        return words;
    }

    /** The words without a type letter at the end, as in {@code doc_id_c}. */
    private static List<String> withoutTypeLetter(List<String> words) {
        boolean letter = words.size() > 1 && words.get(words.size() - 1).length() == 1;
        return letter ? words.subList(0, words.size() - 1) : words;
    }

    private static boolean endsInId(List<String> words) {
        return !words.isEmpty() && ID_WORDS.contains(words.get(words.size() - 1));
    }

    static List<String> words(String name) {
        List<String> words = new ArrayList<>();
        for (String part : WORDS.split(name, -1)) {
            String word = TRAILING_NUMBER.matcher(part).replaceFirst("$1").toLowerCase(Locale.ROOT);
            Matcher joined = JOINED_ID.matcher(word);
            if (joined.matches() && !NO_IDS.contains(word)) {
                words.add(joined.group("stem"));
                words.add(joined.group("id"));
            } else if (!word.isEmpty()) {
                words.add(word);
            }
        }
        return words;
    }

    private static String joined(List<String> words) {
        List<String> all = new ArrayList<>(words.subList(0, words.size() - 1));
        all.add(singular(words.get(words.size() - 1)));
        return String.join("", all);
    }

    static String singular(String word) {
        if (word.endsWith("ies") && word.length() > 4) {
            return word.substring(0, word.length() - 3) + "y";
        }
        if (word.endsWith("sses") || word.endsWith("xes") || word.endsWith("ches")) {
            return word.substring(0, word.length() - 2);
        }
        return word.endsWith("s") && !word.endsWith("ss") && !word.endsWith("us") && word.length() > 2
                ? word.substring(0, word.length() - 1)
                : word;
    }
}
