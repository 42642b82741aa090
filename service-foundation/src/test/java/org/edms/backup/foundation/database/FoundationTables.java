package org.edms.backup.foundation.database;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.jdbi.v3.core.Jdbi;

/** The tables of the foundation, in a database of a test. */
public final class FoundationTables {

    private FoundationTables() {}

    public static Jdbi in(Jdbi jdbi) {
        for (String script : new String[] {"V0_1__foundation.sql", "R__outbox_by_topic.sql", "R__task_failure.sql"}) {
            jdbi.useHandle(handle -> handle.createScript(read(script)).execute());
        }
        return jdbi;
    }

    private static String read(String name) {
        try (InputStream script = FoundationTables.class.getResourceAsStream("/db/foundation/" + name)) {
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
