package org.edms.backup.service.audit;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.edms.backup.model.PrintableText;

/**
 * A request as the audit trail names it: {@code POST configurations/execute} with the subject {@code nightly}.
 *
 * @param subject null for none
 */
record AuditedRequest(String action, String subject) {

    private static final Set<String> CHANGING = Set.of("POST", "PUT", "PATCH", "DELETE");
    private static final Set<String> COLLECTIONS = Set.of("configurations", "jobs", "restores");
    private static final Set<String> VERBS_OF_RESTORES = Set.of("restore_from_file", "restore_from_backup", "restore");
    private static final String ROOT = "/api/v1/backup/";
    private static final int LONGEST = 200;

    static boolean changes(String method) {
        return CHANGING.contains(method.toUpperCase(Locale.ROOT));
    }

    static AuditedRequest of(String method, String path) {
        if (!path.startsWith(ROOT)) {
            return new AuditedRequest(method + " " + shortened(path), null);
        }
        List<String> parts = Stream.of(path.substring(ROOT.length()).split("/", -1))
                .filter(part -> !part.isEmpty())
                .toList();
        boolean named = parts.size() > 1 && COLLECTIONS.contains(parts.get(0)) && !isVerb(parts);
        Stream<String> words =
                named ? Stream.concat(Stream.of(parts.get(0)), parts.stream().skip(2)) : parts.stream();
        return new AuditedRequest(
                method + " " + shortened(String.join("/", words.toList())), named ? shortened(parts.get(1)) : null);
    }

    private static boolean isVerb(List<String> parts) {
        return parts.get(0).equals("restores") && VERBS_OF_RESTORES.contains(parts.get(1));
    }

    private static String shortened(String text) {
        String printable = PrintableText.escape(text);
        return printable.length() > LONGEST ? printable.substring(0, LONGEST) + "..." : printable;
    }
}
