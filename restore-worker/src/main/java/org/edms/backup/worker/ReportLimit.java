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

/** Reports that are too long for a message: the whole one goes to a file, and the message holds what fits. */
final class ReportLimit {

    private static final Logger LOG = Logger.getLogger(ReportLimit.class);
    private static final String WARNINGS = "warnings";

    /** Lists of single cases; then those that say of each table what became of it. */
    private static final List<List<String>> SHORTENED_FIRST_TO_LAST = List.of(
            List.of("set_aside", "references", "left_out", WARNINGS, "checks", "identity_maps"),
            List.of("tables", "files"));

    private final ObjectMapper json;
    private final Path directory;
    private final int bytes;

    /** @param directory for whole reports, which is made when it is needed */
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
            LOG.debugf("The report of %s is shortened", report.request().id());
        }
        return read(tree);
    }

    /** Halves the longest list; nothing when all are as short as can be. */
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

    /** Whole or not at all, as everything in the store. */
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
            return "the whole of it is in " + file;
        } catch (IOException e) {
            LOG.errorf(e, "The whole report could not be written to %s", file);
            return "the whole of it could not be written: " + e.getMessage();
        }
    }

    private int lengthOf(JsonNode tree) {
        try {
            return json.writeValueAsBytes(tree).length;
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A report can be written", e);
        }
    }

    private RestoreReport read(ObjectNode tree) {
        try {
            return json.treeToValue(tree, RestoreReport.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("What was written can be read", e);
        }
    }
}
