package org.edms.backup.engine.restore.target;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.edms.backup.engine.restore.files.JournalSeal;
import org.edms.backup.model.Json;
import org.edms.backup.model.id.RestoreJobId;
import org.edms.backup.model.restore.RestoreReport;

/**
 * The record of committed restores in the target. Each entry is written in the transaction of its restore, so the record lists
 * exactly the restores that were committed.
 */
public final class AppliedRestores {

    private static final ObjectMapper JSON = Json.newMapper();
    private static final List<String> DDL = List.of(
            "CREATE SCHEMA IF NOT EXISTS edms_backup",
            """
            CREATE TABLE IF NOT EXISTS edms_backup.applied_restore (
                id uuid PRIMARY KEY,
                package_name text NOT NULL,
                package_sha256 text NOT NULL,
                applied_by text NOT NULL,
                applied_at timestamptz NOT NULL DEFAULT now(),
                files_placed boolean NOT NULL,
                report jsonb NOT NULL
            )""",
            "ALTER TABLE edms_backup.applied_restore ADD COLUMN IF NOT EXISTS journal_key text");

    private static final String INSERT =
            "INSERT INTO edms_backup.applied_restore VALUES (?::uuid, ?, ?, ?, DEFAULT, ?, ?::jsonb, ?)";

    private static final String INSERT_COPY = """
            INSERT INTO edms_backup.applied_restore
            SELECT * FROM jsonb_populate_record(NULL::edms_backup.applied_restore, ?::jsonb) ON CONFLICT DO NOTHING
            """;

    private final Sql sql;

    public AppliedRestores(Sql sql) {
        this.sql = sql;
    }

    /** Returns the report of a restore that was committed in this database. */
    public Optional<RestoreReport> find(RestoreJobId id) throws SQLException {
        if (!exists()) {
            return Optional.empty();
        }
        String report = sql.text("SELECT report FROM edms_backup.applied_restore WHERE id = " + literal(id));
        try {
            return report == null ? Optional.empty() : Optional.of(JSON.readValue(report, RestoreReport.class));
        } catch (JsonProcessingException e) {
            throw new SQLException("cannot read the report of restore " + id, e);
        }
    }

    /**
     * Returns the key that authenticates what a committed restore keeps in its file roots. If an earlier version committed the
     * restore, no key was recorded, and the returned key does not match.
     */
    public JournalSeal seal(RestoreJobId id) throws SQLException {
        String key = sql.text(
                "SELECT to_jsonb(r) ->> 'journal_key' FROM edms_backup.applied_restore r WHERE id = " + literal(id));
        return new JournalSeal(key == null ? "" : key);
    }

    /** @return empty if the restore was not committed in this database */
    Optional<JournalSeal> sealIfCommitted(RestoreJobId id) throws SQLException {
        return find(id).isPresent() ? Optional.of(seal(id)) : Optional.empty();
    }

    /** Returns the ids of all restores that were committed in this database. */
    public List<UUID> ids() throws SQLException {
        return exists()
                ? sql.list("SELECT id FROM edms_backup.applied_restore", row -> row.getObject(1, UUID.class))
                : List.of();
    }

    /** Returns the restores whose rows are committed and whose files may not all be in place. */
    List<RestoreJobId> withoutFiles() throws SQLException {
        return exists()
                ? sql.list(
                        "SELECT id FROM edms_backup.applied_restore WHERE NOT files_placed",
                        row -> RestoreJobId.parse(row.getString(1)))
                : List.of();
    }

    /** Copies the record of the database that this one replaces, so that a repeated request does not run a restore again. */
    public void copyFrom(AppliedRestores replaced) throws SQLException {
        if (!replaced.exists()) {
            return;
        }
        create();
        List<String> rows = replaced.sql.list(
                "SELECT to_jsonb(r)::text FROM edms_backup.applied_restore r", row -> row.getString(1));
        for (String row : rows) {
            sql.update(INSERT_COPY, row);
        }
    }

    private void create() throws SQLException {
        for (String statement : DDL) {
            sql.execute(statement);
        }
    }

    /** @param seal the key that authenticates what the restore keeps in its file roots */
    public void write(RestoreReport report, boolean filesPlaced, JournalSeal seal) throws SQLException {
        create();
        try {
            sql.update(
                    INSERT,
                    report.request().id().toString(),
                    report.source().name(),
                    report.source().sha256(),
                    report.request().requestedBy(),
                    filesPlaced,
                    JSON.writeValueAsString(report),
                    seal.key());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Cannot serialize a report", e);
        }
    }

    /** Records that all files of a restore are in place. */
    public void markFilesPlaced(RestoreJobId id) throws SQLException {
        sql.execute("UPDATE edms_backup.applied_restore SET files_placed = true WHERE id = " + literal(id));
    }

    private static String literal(RestoreJobId id) {
        return Sql.literal(id.toString());
    }

    private boolean exists() throws SQLException {
        return sql.holds("SELECT to_regclass('edms_backup.applied_restore') IS NOT NULL");
    }
}
