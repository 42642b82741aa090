package org.edms.backup.guide;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.edms.backup.testing.PostgresAddress;
import org.edms.backup.testing.TestDatabase;

/** What stands in the pages for something of the reader's own, and what this test has in its place. */
final class Places {

    private final Map<String, String> places = new LinkedHashMap<>();

    Places(Path root, Map<String, TestDatabase> databases) {
        databases.forEach((name, database) -> {
            PostgresAddress server = database.server();
            String place = server.host() + ":" + server.port() + "/" + database.name();
            places.put("user@host:5432/" + name, server.user() + "@" + place);
            places.put("user:password@host:5432/" + name, server.user() + ":" + server.password() + "@" + place);
            places.put(
                    "DB_HOST=host DB_PORT=5432 DB_NAME=" + name + " DB_USER=user DB_PASSWORD=secret",
                    "DB_HOST=%s DB_PORT=%d DB_NAME=%s DB_USER=%s DB_PASSWORD=%s"
                            .formatted(
                                    server.host(), server.port(), database.name(), server.user(), server.password()));
            places.put("PGPASSWORD=secret", "PGPASSWORD=" + server.password());
        });
        places.put("/srv/house-move/PACKAGE.tar.zst", "$(newest_export)");
        places.put("/srv/backups", root + "/home/.edms-backup/up/store");
        places.put("/run/secrets/backup-token", root + "/home/.edms-backup/up/keys/admin.token");
        for (String directory : Sandbox.DIRECTORIES) {
            places.put(directory, root + directory);
        }
        places.put("https://backup.example.org", "$(suite_url)");
        places.put("http://127.0.0.1:PORT", "$(suite_url)");
        places.put(" PACKAGE", " $(newest_package)");
        places.put("/PACKAGE", "/$(newest_package)");
        places.put(" ID ", " $(newest_restore) ");
    }

    /** In one pass: what was put in is not looked at again. */
    String put(String line) {
        String any =
                String.join("|", places.keySet().stream().map(Pattern::quote).toList());
        return Pattern.compile(any)
                .matcher(line)
                .replaceAll(place -> Matcher.quoteReplacement(places.get(place.group())));
    }
}
