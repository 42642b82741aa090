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
import org.edms.backup.model.Progress;
import org.edms.backup.model.backup.StoredPackage;
import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.error.ErrorCode;
import org.edms.backup.model.id.BackupJobId;

/** A package on its way from the service. Where it is cut off it goes on; it gets its name when all of it is right. */
final class PackageDownload {

    private static final int OK = 200;
    private static final int PARTIAL_CONTENT = 206;

    private final Server server;
    private final String path;
    private final StoredPackage stored;
    private final AtomicLong written = new AtomicLong();

    PackageDownload(Server server, BackupJobId job, StoredPackage stored) {
        this.server = server;
        this.path = "jobs/" + job + "/download/";
        this.stored = stored;
    }

    Progress progress() {
        return new Progress("downloading", null, 0, null, written.get(), stored.bytes(), null);
    }

    void into(PackageStore store, String name, boolean replace) throws IOException {
        store.removeLeftovers();
        try (Upload file = store.begin(name, replace)) {
            while (written.get() < stored.bytes()) {
                untilItIsCutOff(file);
            }
            if (!file.sha256().equals(stored.sha256())) {
                throw new BackupException(
                        ErrorCode.PACKAGE_CORRUPT,
                        "%s arrived with the digest %s, and was sent with %s"
                                .formatted(name, file.sha256(), stored.sha256()));
            }
            file.publish();
        }
    }

    /** One try that brings something, or several until one does. */
    private void untilItIsCutOff(Upload file) throws IOException {
        long before = written.get();
        Patience.Tries tries = server.tries();
        while (written.get() == before) {
            BackupException failure;
            Duration wait = Duration.ZERO;
            try {
                HttpResponse<byte[]> answer = once(file);
                if (answer.statusCode() == OK || answer.statusCode() == PARTIAL_CONTENT) {
                    failure =
                            new BackupException(ErrorCode.SERVICE_UNREACHABLE, answer.uri() + " answered with nothing");
                } else {
                    failure = server.refusal(answer);
                    if (!Refusals.passes(failure, answer.statusCode())) {
                        throw failure;
                    }
                    wait = Refusals.retryAfter(answer);
                }
            } catch (IOException e) {
                failure = server.unreachable(e);
            }
            if (written.get() == before && !tries.again(wait)) {
                throw failure;
            }
        }
    }

    private HttpResponse<byte[]> once(Upload file) throws IOException {
        long from = written.get();
        Map<String, String> headers =
                from == 0 ? Map.of() : Map.of("Range", "bytes=" + from + "-", "If-Range", '"' + stored.sha256() + '"');
        Signs signs = new Signs(server.patience().silence());
        Arriving arriving = new Arriving(file, written, signs);
        try {
            return server.once(Call.get(path, headers), info -> body(info, from, arriving), signs);
        } finally {
            arriving.stop();
        }
    }

    /** Who does not know ranges sends all of it: what is there already is passed over. */
    private static BodySubscriber<byte[]> body(HttpResponse.ResponseInfo info, long from, Arriving arriving) {
        if (info.statusCode() == OK) {
            return arriving.after(from);
        }
        boolean fits = info.headers().firstValue("Content-Range").orElse("").startsWith("bytes " + from + "-");
        return info.statusCode() == PARTIAL_CONTENT && fits ? arriving.after(0) : BodySubscribers.ofByteArray();
    }
}
