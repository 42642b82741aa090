package org.edms.backup.engine.legacy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.error.ErrorCode;

/**
 * One record of a fixture.
 *
 * @param number from 1, in the order of the fixture
 * @param label of its model
 * @param primaryKey null when it was written without one
 */
record FixtureRecord(long number, String label, JsonNode primaryKey, ObjectNode fields) {

    static FixtureRecord of(long number, JsonNode json) {
        JsonNode label = json.path("model");
        JsonNode fields = json.path("fields");
        if (!label.isTextual() || !fields.isObject()) {
            throw new BackupException(
                    ErrorCode.PACKAGE_CORRUPT, "record %,d has no model and fields".formatted(number));
        }
        JsonNode key = json.path("pk");
        if (key.isContainerNode()) {
            throw new BackupException(
                    ErrorCode.PACKAGE_CORRUPT, "record %,d: its pk is no single value".formatted(number));
        }
        return new FixtureRecord(
                number, label.asText(), key.isMissingNode() || key.isNull() ? null : key, (ObjectNode) fields);
    }

    BackupException wrong(ErrorCode code, String why) {
        return wrong(code, why, null);
    }

    BackupException wrong(ErrorCode code, String why, Exception cause) {
        return new BackupException(code, "record %,d (%s): %s".formatted(number, label, why), cause);
    }
}
