package org.edms.backup.engine.restore.target;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.sql.SQLException;
import java.util.HexFormat;
import org.edms.backup.engine.catalog.table.Table;
import org.edms.backup.engine.store.Sha256;
import org.edms.backup.model.Json;

/** Computes a digest of the tables of a database and of all their rows, regardless of row order, to detect changes. */
public final class Fingerprint {

    private static final ObjectMapper JSON = Json.newMapper();

    private Fingerprint() {}

    public static String of(Target target) throws SQLException {
        MessageDigest digest = Sha256.newDigest();
        for (Table table : target.tables()) {
            digest.update(text(table).getBytes(StandardCharsets.UTF_8));
            if (table.holdsRows()) {
                String rows = target.sql()
                        .text(
                                "SELECT count(*) || ' ' || coalesce(sum(hashtextextended(t::text, 0)::numeric), 0) FROM ONLY "
                                        + table.quotedName() + " t");
                digest.update(rows.getBytes(StandardCharsets.UTF_8));
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static String text(Table table) {
        try {
            return JSON.writeValueAsString(table);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Cannot serialize a table", e);
        }
    }
}
