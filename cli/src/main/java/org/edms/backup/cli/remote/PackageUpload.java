package org.edms.backup.cli.remote;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.edms.backup.engine.store.Sha256;
import org.edms.backup.model.Json;
import org.edms.backup.model.Phase;
import org.edms.backup.model.Progress;
import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.error.ErrorCode;
import org.edms.backup.model.restore.RestoreJob;
import org.edms.backup.model.restore.RestoreOptions;

/**
 * Uploads a package to the service, which restores it. The options come first, so that the service knows them when the file
 * arrives.
 */
final class PackageUpload {

    private final Path file;
    private final long bytes;
    private final String head;
    private final String tail;
    private final String boundary = "edms-" + UUID.randomUUID();
    private final IdleTimeout idleTimeout;
    private final ServiceClient server;
    private volatile Sent sent;
    private String sha256;

    PackageUpload(ServiceClient server, Path file, RestoreOptions options, boolean confirmed) throws IOException {
        this.server = server;
        this.file = file;
        this.bytes = Files.size(file);
        if (bytes == 0) {
            throw new BackupException(ErrorCode.PACKAGE_TRUNCATED, file + " is empty");
        }
        this.idleTimeout = new IdleTimeout(server.retryPolicy().silence());
        this.head = part("options", json(options))
                + part("confirm", String.valueOf(confirmed))
                + "--%s\r\nContent-Disposition: form-data; name=\"file\"; filename=\"%s\"\r\n"
                        .formatted(boundary, fileName())
                + "Content-Type: application/octet-stream\r\n\r\n";
        this.tail = "\r\n--" + boundary + "--\r\n";
    }

    private static String json(RestoreOptions options) throws JsonProcessingException {
        return Json.newMapper().writeValueAsString(options);
    }

    private String part(String name, String value) {
        return "--%s\r\nContent-Disposition: form-data; name=\"%s\"\r\n\r\n%s\r\n".formatted(boundary, name, value);
    }

    private String fileName() {
        return file.getFileName().toString().replaceAll("[\"\\\\\\p{Cntrl}]", "_");
    }

    Progress progress() {
        Sent now = sent;
        return new Progress(Phase.UPLOADING, null, 0, null, now == null ? 0 : now.count.get(), bytes, null);
    }

    /** The SHA-256 of the uploaded file; null before the upload has finished. */
    String sha256() {
        return sha256;
    }

    /** @param key idempotency key: the service restores the package once, even if the upload has to start again */
    RestoreJob send(String key) throws IOException {
        ApiRequest call = ApiRequest.upload(
                "restores/restore_from_file/", "multipart/form-data; boundary=" + boundary, key, this::body);
        RestoreJob job = server.read(server.send(call, idleTimeout), RestoreJob.class);
        sha256 = HexFormat.of().formatHex(sent.digest.digest());
        return job;
    }

    private BodyPublisher body() {
        return BodyPublishers.concat(
                BodyPublishers.ofString(head),
                BodyPublishers.fromPublisher(BodyPublishers.ofInputStream(this::open), bytes),
                BodyPublishers.ofString(tail));
    }

    private InputStream open() {
        try {
            sent = new Sent(Files.newInputStream(file), idleTimeout);
            return sent;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Counts and hashes the file as it is read. */
    private static final class Sent extends FilterInputStream {

        private final IdleTimeout idleTimeout;
        private final MessageDigest digest = Sha256.newDigest();
        private final AtomicLong count = new AtomicLong();

        Sent(InputStream file, IdleTimeout idleTimeout) {
            super(file);
            this.idleTimeout = idleTimeout;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int read = super.read(buffer, offset, length);
            if (read > 0) {
                digest.update(buffer, offset, read);
                count.addAndGet(read);
                idleTimeout.reset();
            }
            return read;
        }
    }
}
