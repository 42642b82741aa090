package org.edms.backup.cli.remote;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.edms.backup.engine.store.PackageStore;
import org.edms.backup.engine.store.Upload;
import org.edms.backup.model.Phase;
import org.edms.backup.model.Progress;
import org.edms.backup.model.backup.StoredPackage;
import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.error.ErrorCode;
import org.edms.backup.model.id.BackupJobId;

/** Downloads a package. An interrupted download resumes; the file gets its name only when it is complete and intact. */
final class PackageDownload {

    private static final int OK = 200;
    private static final int PARTIAL_CONTENT = 206;

    private final ServiceClient server;
    private final String path;
    private final StoredPackage stored;
    private final AtomicLong written = new AtomicLong();

    PackageDownload(ServiceClient server, BackupJobId job, StoredPackage stored) {
        this.server = server;
        this.path = "jobs/" + job + "/download/";
        this.stored = stored;
    }

    Progress progress() {
        return new Progress(Phase.DOWNLOADING, null, 0, null, written.get(), stored.bytes(), null);
    }

    void into(PackageStore store, String name, boolean replace) throws IOException {
        store.removeLeftovers();
        try (Upload file = store.begin(name, replace)) {
            while (written.get() < stored.bytes()) {
                downloadSome(file);
            }
            if (!file.sha256().equals(stored.sha256())) {
                throw new BackupException(
                        ErrorCode.PACKAGE_CORRUPT,
                        "%s has SHA-256 %s, but the server sent %s".formatted(name, file.sha256(), stored.sha256()));
            }
            file.publish();
        }
    }

    /** Retries until an attempt downloads something. */
    private void downloadSome(Upload file) throws IOException {
        long before = written.get();
        RetryPolicy.Attempts attempts = server.attempts();
        while (written.get() == before) {
            BackupException failure;
            Duration wait = Duration.ZERO;
            try {
                HttpResponse<byte[]> answer = attempt(file);
                if (answer.statusCode() == OK || answer.statusCode() == PARTIAL_CONTENT) {
                    failure = new BackupException(
                            ErrorCode.SERVICE_UNREACHABLE, answer.uri() + " sent an empty response");
                } else {
                    failure = server.refusal(answer);
                    if (!ErrorResponses.isTransient(failure, answer.statusCode())) {
                        throw failure;
                    }
                    wait = ErrorResponses.retryAfter(answer);
                }
            } catch (IOException e) {
                failure = server.unreachable(e);
            }
            if (written.get() == before && !attempts.awaitNext(wait)) {
                throw failure;
            }
        }
    }

    private HttpResponse<byte[]> attempt(Upload file) throws IOException {
        long from = written.get();
        Map<String, String> headers =
                from == 0 ? Map.of() : Map.of("Range", "bytes=" + from + "-", "If-Range", '"' + stored.sha256() + '"');
        IdleTimeout idleTimeout = new IdleTimeout(server.retryPolicy().silence());
        DownloadSubscriber subscriber = new DownloadSubscriber(file, written, idleTimeout);
        try {
            return server.sendOnce(ApiRequest.get(path, headers), info -> body(info, from, subscriber), idleTimeout);
        } finally {
            subscriber.stop();
        }
    }

    /** A server without range support sends the complete file, so the part that is already there is skipped. */
    private static BodySubscriber<byte[]> body(
            HttpResponse.ResponseInfo info, long from, DownloadSubscriber subscriber) {
        if (info.statusCode() == OK) {
            return subscriber.skipping(from);
        }
        boolean fits = info.headers().firstValue("Content-Range").orElse("").startsWith("bytes " + from + "-");
        return info.statusCode() == PARTIAL_CONTENT && fits ? subscriber.skipping(0) : BodySubscribers.ofByteArray();
    }
}
