package org.edms.backup.demo;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.edms.backup.demo.FileContent.Digest;
import org.postgresql.PGConnection;

/**
 * Writes the files in the table <code>planned_file</code>, and their sizes and digests into <code>generated_file</code>, in
 * batches, so memory does not grow with their number.
 */
final class DocumentFiles {

    private static final int BATCH = 10_000;

    private final Path root;
    private final Size size;

    DocumentFiles(Path root, Size size) {
        this.root = root;
        this.size = size;
    }

    void write(Connection connection) throws SQLException {
        createFolders();
        long position = 0;
        List<PlannedFile> batch = plannedAfter(connection, position);
        while (!batch.isEmpty()) {
            String rows = batch.parallelStream().map(this::write).collect(Collectors.joining());
            copy(connection, rows);
            position += batch.size();
            batch = plannedAfter(connection, position);
        }
        try (PreparedStatement analyze = connection.prepareStatement("ANALYZE generated_file")) {
            analyze.execute();
        }
    }

    private record PlannedFile(String kind, long number, UUID uuid, String path, String extension) {

        String name() {
            return switch (extension) {
                case "pdf" -> "Prüfbericht " + number + ".pdf";
                case "txt" -> "メモ-" + number + ".txt";
                default -> "Work instruction (" + number + ")." + extension;
            };
        }

        String mimeType() {
            return switch (extension) {
                case "pdf" -> "application/pdf";
                case "txt" -> "text/plain";
                default -> "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
            };
        }
    }

    /** Writes the file and returns a line in COPY's text format; nothing in it needs escaping. */
    private String write(PlannedFile file) {
        long seed = size.seed() ^ file.uuid().getMostSignificantBits();
        try {
            Digest written =
                    new FileContent(file.extension(), seed, size.meanFileSize()).writeTo(root.resolve(file.path()));
            return String.join(
                            "\t",
                            file.kind(),
                            Long.toString(file.number()),
                            file.uuid().toString(),
                            file.name(),
                            file.path(),
                            file.mimeType(),
                            Long.toString(written.size()),
                            written.sha256())
                    + "\n";
        } catch (IOException e) {
            throw new DemoEdmsException("Cannot write " + root.resolve(file.path()) + ": " + e.getMessage(), e);
        }
    }

    private void createFolders() {
        try {
            Files.createDirectories(root.resolve("storage/documents/versions"));
            Files.createDirectories(root.resolve("storage/attachments"));
        } catch (IOException e) {
            throw new DemoEdmsException("Cannot write below " + root + ": " + e.getMessage(), e);
        }
    }

    private static List<PlannedFile> plannedAfter(Connection connection, long position) throws SQLException {
        String sql = """
                SELECT kind, number, uuid, path, extension
                FROM planned_file
                WHERE position > ? AND position <= ?
                ORDER BY position
                """;
        List<PlannedFile> planned = new ArrayList<>(BATCH);
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setLong(1, position);
            statement.setLong(2, position + BATCH);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    planned.add(new PlannedFile(
                            rows.getString("kind"),
                            rows.getLong("number"),
                            rows.getObject("uuid", UUID.class),
                            rows.getString("path"),
                            rows.getString("extension")));
                }
            }
        }
        return planned;
    }

    private static void copy(Connection connection, String rows) throws SQLException {
        try {
            connection
                    .unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyIn("COPY generated_file FROM STDIN", new StringReader(rows));
        } catch (IOException e) {
            throw new DemoEdmsException("Cannot send rows to the server: " + e.getMessage(), e);
        }
    }
}
