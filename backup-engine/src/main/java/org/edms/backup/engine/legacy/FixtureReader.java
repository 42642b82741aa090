package org.edms.backup.engine.legacy;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.CharConversionException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.edms.backup.engine.pack.BoundedJsonParser;
import org.edms.backup.engine.pack.LimitedInput;
import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.error.ErrorCode;

/** Reads a fixture record by record, and knows one that was cut off from one that is whole. */
final class FixtureReader {

    /** Numbers stay what they were, to the last digit. */
    static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .build();

    private static final int MOST_VALUES_OF_A_RECORD = 1_000_000;
    private static final int LONGEST_RECORD = 32 << 20;

    private final String name;
    private long whole;

    FixtureReader(String name) {
        this.name = name;
    }

    /** Takes the records, one after the other. */
    @FunctionalInterface
    interface Sink {
        void accept(FixtureRecord record) throws IOException;
    }

    void read(InputStream content, Sink sink) throws IOException {
        whole = 0;
        try {
            readWhole(new FixtureStart(name).find(content), sink);
        } catch (BackupException e) {
            throw e.code() == ErrorCode.PACKAGE_TRUNCATED ? cutOff(e) : e;
        }
    }

    private void readWhole(InputStream content, Sink sink) throws IOException {
        LimitedInput limited = new LimitedInput(content, LONGEST_RECORD, name + ": a record");
        Ending records = new Ending(limited);
        try (BoundedJsonParser json = new BoundedJsonParser(JSON.createParser(records), MOST_VALUES_OF_A_RECORD)) {
            json.nextToken();
            while (json.nextToken() == JsonToken.START_OBJECT) {
                JsonNode record = JSON.readTree(json);
                sink.accept(FixtureRecord.of(whole + 1, record));
                whole++;
                json.restart();
                limited.restart();
            }
            if (json.currentToken() != JsonToken.END_ARRAY) {
                throw new JsonParseException(json, "a record is expected");
            }
            if (json.nextToken() != null) {
                throw new JsonParseException(json, "something stands behind the records");
            }
        } catch (JsonProcessingException e) {
            throw records.reached ? cutOff(e) : corrupt(e.getOriginalMessage(), e);
        } catch (CharConversionException e) {
            throw corrupt(e.getMessage(), e);
        }
    }

    private BackupException cutOff(Exception cause) {
        return new BackupException(
                ErrorCode.PACKAGE_INCOMPLETE, "%s is cut off; %,d records are whole".formatted(name, whole), cause);
    }

    private BackupException corrupt(String why, IOException cause) {
        return new BackupException(
                ErrorCode.PACKAGE_CORRUPT, "%s: behind record %,d: %s".formatted(name, whole, why), cause);
    }

    /** Remembers whether somebody wanted more than there is. */
    private static final class Ending extends FilterInputStream {

        private boolean reached;

        Ending(InputStream content) {
            super(content);
        }

        @Override
        public int read() throws IOException {
            int value = super.read();
            reached |= value < 0;
            return value;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            int count = super.read(target, offset, length);
            reached |= count < 0;
            return count;
        }
    }
}
