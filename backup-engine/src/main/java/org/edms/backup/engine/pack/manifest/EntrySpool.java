package org.edms.backup.engine.pack.manifest;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import org.edms.backup.engine.spool.Spool;

/** Buffers manifest entries from the time their members are written until the manifest is written. */
public final class EntrySpool implements Closeable {

    private static final int BUFFER_BYTES = 1 << 16;
    private static final JsonFactory JSON = new JsonFactory();

    private final Spool spool = new Spool();
    private final Buffer buffer = new Buffer();
    private boolean first = true;

    public EntrySpool() throws IOException {}

    public void add(Entry entry) throws IOException {
        if (!first) {
            buffer.write(',');
            buffer.write('\n');
        }
        first = false;
        try (JsonGenerator json = JSON.createGenerator(buffer)) {
            EntryJson.write(entry, json);
        }
        if (buffer.size() >= BUFFER_BYTES) {
            buffer.moveTo(spool);
        }
    }

    long bytes() {
        return spool.bytes() + buffer.size();
    }

    InputStream read() throws IOException {
        buffer.moveTo(spool);
        return spool.read();
    }

    @Override
    public void close() throws IOException {
        spool.close();
    }

    private static final class Buffer extends ByteArrayOutputStream {

        void moveTo(Spool spool) throws IOException {
            spool.write(buf, 0, count);
            reset();
        }
    }
}
