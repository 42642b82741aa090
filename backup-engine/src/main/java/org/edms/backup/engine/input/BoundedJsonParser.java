package org.edms.backup.engine.input;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.util.JsonParserDelegate;
import java.io.IOException;

/**
 * Limits how many values are read into memory, because a few bytes of JSON can become an object of fifty bytes. Skipped values do
 * not count.
 */
public final class BoundedJsonParser extends JsonParserDelegate {

    private final int limit;
    private int tokens;

    /** @param limit the maximum number of names, values and brackets in total */
    public BoundedJsonParser(JsonParser json, int limit) {
        super(json);
        this.limit = limit;
    }

    /** Resets the count for the next record of a list. */
    public void restart() {
        tokens = 0;
    }

    @Override
    public JsonToken nextToken() throws IOException {
        count();
        return super.nextToken();
    }

    @Override
    public JsonToken nextValue() throws IOException {
        count();
        return super.nextValue();
    }

    private void count() throws StreamConstraintsException {
        tokens++;
        if (tokens > limit) {
            throw new StreamConstraintsException("more than %,d values".formatted(limit), currentLocation());
        }
    }
}
