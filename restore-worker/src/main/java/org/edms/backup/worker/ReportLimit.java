package org.edms.backup.worker;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.edms.backup.model.error.ErrorCode;
import org.edms.backup.model.error.Failure;
import org.edms.backup.model.restore.RestoreReport;
import org.jboss.logging.Logger;

/** Shortens reports that are too long for a message and writes the full report to a file. */
final class ReportLimit {

    private static final Logger LOG = Logger.getLogger(ReportLimit.class);
    private static final String WARNINGS = "warnings";

    /** Lists of individual cases first, then the accounts per table and file. */
    private static final List<List<String>> SHORTENED_FIRST_TO_LAST = List.of(
            List.of("set_aside", "references", "left_out", WARNINGS, "checks", "identity_maps"),
            List.of("tables", "files"));

    private final ObjectMapper json;
    private final Path directory;
    private final int bytes;

    /** @param directory the directory for full reports, created when needed */
    ReportLimit(ObjectMapper json, Path directory, int bytes) {
        this.json = json;
        this.directory = directory;
        this.bytes = bytes;
    }

    RestoreReport fit(RestoreReport report) {
        ObjectNode tree = json.valueToTree(report);
        if (lengthOf(tree) <= bytes) {
            return report;
        }
        String where = write(report);
        Failure warning = new Failure(ErrorCode.REPORT_SHORTENED, where);
        tree.withArrayProperty(WARNINGS).insertPOJO(0, warning);
        while (lengthOf(tree) > bytes && shorten(tree)) {
            LOG.debugf("Shortening the report of %s", report.request().id());
        }
        return read(tree);
    }

    /** Halves the longest list; false if no list can be shortened. */
    private boolean shorten(ObjectNode tree) {
        Optional<ArrayNode> longest = SHORTENED_FIRST_TO_LAST.stream()
                .flatMap(names -> names.stream()
                        .map(tree::get)
                        .filter(list -> list != null && list.size() > 1)
                        .max(Comparator.comparingInt(this::lengthOf))
                        .stream())
                .map(ArrayNode.class::cast)
                .findFirst();
        longest.ifPresent(list -> {
            int kept = list.size() / 2;
            while (list.size() > kept) {
                list.remove(list.size() - 1);
            }
        });
        return longest.isPresent();
    }

    /** Writes the file atomically, like everything in the store. */
    private String write(RestoreReport report) {
        Path file = directory.resolve(report.request().id() + ".json");
        Path partial = directory.resolve(file.getFileName() + ".partial");
        try {
            Files.createDirectories(directory);
            try (FileChannel channel = FileChannel.open(
                    partial,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.TRUNCATE_EXISTING,
                    StandardOpenOption.WRITE)) {
                ByteBuffer content = ByteBuffer.wrap(json.writeValueAsBytes(report));
                while (content.hasRemaining()) {
                    channel.write(content);
                }
                channel.force(true);
            }
            Files.move(partial, file, StandardCopyOption.ATOMIC_MOVE);
            return "full report: " + file;
        } catch (IOException e) {
            LOG.errorf(e, "Cannot write the full report to %s", file);
            return "cannot write the full report: " + e.getMessage();
        }
    }

    private int lengthOf(JsonNode tree) {
        try {
            return json.writeValueAsBytes(tree).length;
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Cannot serialize a report", e);
        }
    }

    private RestoreReport read(ObjectNode tree) {
        try {
            return json.treeToValue(tree, RestoreReport.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Cannot read a shortened report", e);
        }
    }
}
