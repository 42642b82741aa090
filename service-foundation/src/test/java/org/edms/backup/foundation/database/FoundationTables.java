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
        try (InputStream script = FoundationTables.class.getResourceAsStream("/db/foundation/V0_1__foundation.sql")) {
            String sql = new String(script.readAllBytes(), StandardCharsets.UTF_8);
            jdbi.useHandle(handle -> handle.createScript(sql).execute());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return jdbi;
    }
}
