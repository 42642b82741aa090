package org.edms.backup.engine.draft;

/** A line of a draft: part of the model, or commented out. */
final class DraftLine {

    private static final String PLAIN_NAME = "[A-Za-z_][A-Za-z_0-9]*";
    private static final String WORDS_WITH_A_MEANING = "(?i)true|false|null|yes|no|on|off|y|n";

    private final String text;
    private String comment;
    private boolean active;

    private DraftLine(String text, String comment, boolean active) {
        this.text = text;
        this.comment = comment;
        this.active = active;
    }

    static DraftLine active(String text, String comment) {
        return new DraftLine(text, comment, true);
    }

    static DraftLine commentedOut(String text, String comment) {
        return new DraftLine(text, comment, false);
    }

    static DraftLine comment(String comment) {
        return new DraftLine("", comment, false);
    }

    /** Returns a name as YAML. */
    static String name(String name) {
        return name.matches(PLAIN_NAME) && !name.matches(WORDS_WITH_A_MEANING) ? name : quoted(name);
    }

    static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + '"';
    }

    boolean isActive() {
        return active;
    }

    /** Comments the line out, because it does not fit the database. */
    void reject(String why) {
        active = false;
        comment = "Decide: " + why;
    }

    @Override
    public String toString() {
        if (text.isEmpty()) {
            return "# " + comment;
        }
        String line = comment.isEmpty() ? text : text + "  # " + comment;
        return active ? line : "# " + line;
    }
}
