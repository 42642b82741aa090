package org.edms.backup.guide;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.edms.backup.testing.PostgresAddress;
import org.edms.backup.testing.TestDatabase;

/** The placeholders in the pages, and the values that this test uses for them. */
final class Placeholders {

    private final Map<String, String> placeholders = new LinkedHashMap<>();

    Placeholders(Path root, Map<String, TestDatabase> databases) {
        databases.forEach((name, database) -> {
            PostgresAddress server = database.server();
            String place = server.host() + ":" + server.port() + "/" + database.name();
            placeholders.put("user@host:5432/" + name, server.user() + "@" + place);
            placeholders.put("user:password@host:5432/" + name, server.user() + ":" + server.password() + "@" + place);
            placeholders.put(
                    "DB_HOST=host DB_PORT=5432 DB_NAME=" + name + " DB_USER=user DB_PASSWORD=secret",
                    "DB_HOST=%s DB_PORT=%d DB_NAME=%s DB_USER=%s DB_PASSWORD=%s"
                            .formatted(
                                    server.host(), server.port(), database.name(), server.user(), server.password()));
            placeholders.put("PGPASSWORD=secret", "PGPASSWORD=" + server.password());
        });
        placeholders.put("/srv/house-move/PACKAGE.tar.zst", "$(newest_export)");
        placeholders.put("/srv/backups", root + "/home/.edms-backup/up/store");
        placeholders.put("/run/secrets/backup-token", root + "/home/.edms-backup/up/keys/admin.token");
        for (String directory : Sandbox.DIRECTORIES) {
            placeholders.put(directory, root + directory);
        }
        placeholders.put("https://backup.example.org", "$(suite_url)");
        placeholders.put("http://127.0.0.1:PORT", "$(suite_url)");
        placeholders.put(" PACKAGE", " $(newest_package)");
        placeholders.put("/PACKAGE", "/$(newest_package)");
        placeholders.put(" ID ", " $(newest_restore) ");
    }

    /** Replaces all placeholders in one pass, so that values are not replaced again. */
    String replaceIn(String line) {
        String any = String.join(
                "|", placeholders.keySet().stream().map(Pattern::quote).toList());
        return Pattern.compile(any)
                .matcher(line)
                .replaceAll(place -> Matcher.quoteReplacement(placeholders.get(place.group())));
    }
}
