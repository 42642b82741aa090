package org.edms.backup.service.backup;

import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.edms.backup.engine.store.PackageStores;
import org.edms.backup.model.backup.StoredPackage;
import org.edms.backup.service.edms.Edms;

/**
 * A download of a package or of a range of it, so that an interrupted download can resume.
 *
 * @param from the first byte, and {@code to} the one after the last
 */
record PackageDownload(StoredPackage stored, PackageStores.Located located, long from, long to, boolean part) {

    private static final Pattern RANGE = Pattern.compile("bytes=(\\d*)-(\\d*)");
    private static final int BUFFER = 1 << 18;
    private static final int PARTIAL_CONTENT = 206;
    private static final int RANGE_NOT_SATISFIABLE = 416;

    /** An unsupported range, or one of a package that has changed, gets the whole package. */
    static PackageDownload of(StoredPackage stored, Edms edms, String range, String ifRange) {
        PackageStores.Located located = edms.stores().locate(stored.name());
        Matcher parts = RANGE.matcher(range == null ? "" : range);
        boolean same = ifRange == null || ifRange.equals(tag(stored));
        if (!same
                || !parts.matches()
                || (parts.group(1).isEmpty() && parts.group(2).isEmpty())) {
            return new PackageDownload(stored, located, 0, stored.bytes(), false);
        }
        if (parts.group(1).isEmpty()) {
            long last = Math.min(number(parts.group(2)), stored.bytes());
            return new PackageDownload(stored, located, stored.bytes() - last, stored.bytes(), true);
        }
        long to = parts.group(2).isEmpty() ? stored.bytes() : Math.min(number(parts.group(2)) + 1, stored.bytes());
        return new PackageDownload(stored, located, number(parts.group(1)), to, true);
    }

    private static long number(String digits) {
        return digits.length() > 18 ? Long.MAX_VALUE - 1 : Long.parseLong(digits);
    }

    private static String tag(StoredPackage stored) {
        return '"' + stored.sha256() + '"';
    }

    /** The range that is sent, such as {@code 0-65535/1048576}: first and last byte, and the size of the package. */
    String range() {
        return from >= to ? "none/" + stored.bytes() : "%d-%d/%d".formatted(from, to - 1, stored.bytes());
    }

    Response response() {
        if (part && from >= to) {
            return Response.status(RANGE_NOT_SATISFIABLE)
                    .header("Content-Range", "bytes */" + stored.bytes())
                    .build();
        }
        Response.ResponseBuilder response = Response.status(part ? PARTIAL_CONTENT : Response.Status.OK.getStatusCode())
                .entity((StreamingOutput) this::write);
        if (part) {
            response.header("Content-Range", "bytes %d-%d/%d".formatted(from, to - 1, stored.bytes()));
        }
        return described(response);
    }

    Response head() {
        return described(Response.ok());
    }

    private Response described(Response.ResponseBuilder response) {
        return response.header("Accept-Ranges", "bytes")
                .header("ETag", tag(stored))
                .header("Content-Length", to - from)
                .header(
                        "Content-Disposition",
                        "attachment; filename=\"" + located.name().replace('"', '_') + '"')
                .type("application/octet-stream")
                .build();
    }

    private void write(OutputStream out) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
        try (SeekableByteChannel file = located.store().open(located.name())) {
            file.position(from);
            long left = to - from;
            while (left > 0) {
                buffer.clear().limit((int) Math.min(BUFFER, left));
                int read = file.read(buffer);
                if (read < 0) {
                    throw new IOException(located.name() + " was truncated");
                }
                out.write(buffer.array(), 0, read);
                left -= read;
            }
        }
    }
}
