package org.edms.backup.service;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.edms.backup.engine.pack.PackageFileName;
import org.edms.backup.model.Phase;
import org.edms.backup.model.Progress;
import org.edms.backup.model.error.ErrorCode;
import org.edms.backup.model.error.Failure;
import org.edms.backup.model.event.Event;
import org.edms.backup.model.event.EventData;
import org.edms.backup.model.event.RestoreEvent;
import org.edms.backup.model.id.RestoreJobId;
import org.edms.backup.testing.Tokens;
import org.junit.jupiter.api.Test;

/** Restores as the service knows them; the worker that does them is played by the test. */
@QuarkusTest
@QuarkusTestResource(Suite.class)
class RestoresTest {

    private static final String RESTORES = Api.ROOT + "/restores/";

    @Test
    void aRestoreIsRequestedThroughKafkaAndTrackedToItsEnd() {
        // given
        String backup = Api.backup().getString("id");

        // when
        Response asked = Api.admin()
                .body("{\"backup_job\": \"%s\", \"confirm\": true, \"options\": {\"mode\": \"MERGE\"}}"
                        .formatted(backup))
                .post(RESTORES + "restore_from_backup/");

        // then
        assertThat(asked.statusCode()).as(asked.asString()).isEqualTo(202);
        RestoreJobId id = RestoreJobId.parse(asked.jsonPath().getString("request.id"));
        RestoreEvent.Requested requested = (RestoreEvent.Requested) Messages.next(
                "edms.restore.requests",
                event -> event.data() instanceof RestoreEvent.Requested told
                        && told.job().equals(id));
        assertThat(requested.confirmed()).isTrue();

        told(new RestoreEvent.Accepted(id, "worker", 1));
        told(new RestoreEvent.Progressed(id, new Progress(Phase.WRITING, "public.documents", 7, null, 90, null, null)));
        JsonPath running = Api.until(
                asked.header("Location"), job -> job.getString("status").equals("RUNNING"));
        assertThat(running.getInt("progress.rows")).isEqualTo(7);
        told(new RestoreEvent.RolledBack(id, new Failure(ErrorCode.VALUE_REFUSED, "a date"), null));
        JsonPath ended = Api.ended(asked.header("Location"));
        assertThat(ended.getString("status")).isEqualTo("ROLLED_BACK");
        assertThat(ended.getString("state.failure.code")).isEqualTo("VALUE_REFUSED");
    }

    @Test
    void anUnconfirmedRestoreIsCancelledAndADryRunIsMarked() {
        // given
        String backup = Api.backup().getString("id");
        Response asked = Api.admin()
                .body("{\"backup_job\": \"%s\", \"options\": {\"dry_run\": true}}".formatted(backup))
                .post(RESTORES + "restore_from_backup/");
        RestoreJobId id = RestoreJobId.parse(asked.jsonPath().getString("request.id"));

        // when
        told(new RestoreEvent.Failed(id, new Failure(ErrorCode.CONFIRMATION_MISSING, "the target")));

        // then
        JsonPath ended = Api.ended(asked.header("Location"));
        assertThat(ended.getString("status")).isEqualTo("CANCELLED");
        assertThat(ended.getString("state.failure.code")).isEqualTo("CONFIRMATION_MISSING");
        assertThat(ended.getBoolean("dry_run")).isTrue();
        assertThat(Api.admin().post(asked.header("Location") + "undo/").statusCode())
                .isEqualTo(409);
    }

    @Test
    void restoresAreFilteredByConfigurationAndDryRun() {
        // given
        String configuration = Api.configuration("DATABASE");
        String backup = Api.ended(Api.execute(configuration)).getString("id");
        String other = Api.backup().getString("id");
        String dryRun = restoreOf(backup, true);
        String restore = restoreOf(backup, false);
        String ofOther = restoreOf(other, true);

        // when
        List<String> ofConfiguration = listed("?configuration=" + configuration);
        List<String> dryRuns = listed("?dry_run=true");

        // then
        assertThat(ofConfiguration).containsExactly(restore, dryRun);
        assertThat(listed("?configuration=" + configuration + "&type=FILES")).isEmpty();
        assertThat(listed("?configuration=" + configuration + "&type=DATABASE&dry_run=false"))
                .containsExactly(restore);
        assertThat(dryRuns).contains(dryRun, ofOther).doesNotContain(restore);
        JsonPath status = Api.get(Api.ROOT + "/system/system_status/");
        assertThat(status.getInt("open_dry_runs")).isPositive().isLessThan(status.getInt("open_restores"));
    }

    private static List<String> listed(String query) {
        return Api.get(RESTORES + query).getList("items.request.id", String.class);
    }

    private static String restoreOf(String backup, boolean dryRun) {
        return Api.admin()
                .body("{\"backup_job\": \"%s\", \"options\": {\"dry_run\": %s}}".formatted(backup, dryRun))
                .post(RESTORES + "restore_from_backup/")
                .jsonPath()
                .getString("request.id");
    }

    @Test
    void lateAndRepeatedEventsChangeNothing() {
        // given
        String backup = Api.backup().getString("id");
        Response asked =
                Api.admin().body("{\"backup_job\": \"%s\"}".formatted(backup)).post(RESTORES + "restore_from_backup/");
        RestoreJobId id = RestoreJobId.parse(asked.jsonPath().getString("request.id"));
        Event failed = event(new RestoreEvent.Failed(id, new Failure(ErrorCode.KEY_MISSING, "no key")));

        // when
        Messages.send("edms.restore.events", id.toString(), failed.toJson());
        Messages.send("edms.restore.events", id.toString(), failed.toJson());
        Event late = event(new RestoreEvent.Accepted(id, "late", 2));
        Messages.send("edms.restore.events", id.toString(), late.toJson());
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> !Suite.query("select id from inbox where id = '%s'".formatted(late.id()))
                        .isEmpty());

        // then
        assertThat(Api.get(asked.header("Location")).getString("status")).isEqualTo("FAILED");
        String events = Api.admin().get(asked.header("Location") + "events/").asString();
        assertThat(events.split("edms.restore.failed", -1)).hasSize(2);
    }

    @Test
    void unreadableEventsGoToTheDeadLetterTopicAndBlockNothing() {
        // given
        String nonsense = "{\"poison\": \"" + UUID.randomUUID() + "\"}";

        // when
        Messages.send("edms.restore.events", "k", nonsense);

        // then
        assertThat(Messages.nextText("edms.restore.events.dlq", text -> text.equals(nonsense)))
                .isNotNull();
        aRestoreIsRequestedThroughKafkaAndTrackedToItsEnd();
    }

    @Test
    void anUploadedPackageIsStored() throws IOException {
        // given
        JsonPath backup = Api.backup();
        Path file = Suite.running().store().resolve(backup.getString("backup_package.name"));

        // when
        Response asked = given().auth()
                .oauth2(Tokens.admin())
                .multiPart("options", "{\"dry_run\": true}")
                .multiPart("confirm", "true")
                .multiPart("file", file.toFile())
                .post(RESTORES + "restore_from_file/");

        // then
        assertThat(asked.statusCode()).as(asked.asString()).isEqualTo(202);
        assertThat(asked.jsonPath().getString("request.package_sha256"))
                .isEqualTo(backup.getString("backup_package.sha256"));
        assertThat(asked.jsonPath().getBoolean("request.options.dry_run")).isTrue();
        assertThat(Suite.running().store().resolve(asked.jsonPath().getString("request.package_name")))
                .hasSameBinaryContentAs(file);
    }

    @Test
    void aFailureAfterTheCommitKeepsThePackageOfTheQueuedRestore() throws Exception {
        // given: the job that was written down cannot be read
        JsonPath backup = Api.backup();
        Path file = Suite.running().store().resolve(backup.getString("backup_package.name"));
        Suite.running()
                .service()
                .execute("create function unreadable() returns trigger language plpgsql as "
                        + "$$ begin new.body := jsonb_set(new.body, '{state}', '7'); return new; end $$");
        Suite.running()
                .service()
                .execute("create trigger unreadable before insert on backup.restore_job"
                        + " for each row execute function unreadable()");
        Set<Path> before = uploads();

        // when
        Response failed = given().auth()
                .oauth2(Tokens.admin())
                .multiPart("file", file.toFile())
                .post(RESTORES + "restore_from_file/");

        // then
        Suite.running().service().execute("drop function unreadable() cascade");
        Suite.running().service().execute("delete from backup.restore_job where body ->> 'state' = '7'");
        assertThat(failed.statusCode()).as(failed.asString()).isGreaterThanOrEqualTo(400);
        assertThat(uploads()).hasSize(before.size() + 1);
    }

    private static Set<Path> uploads() throws IOException {
        Path uploads = Suite.running().store().resolve("uploads");
        if (!Files.exists(uploads)) {
            return Set.of();
        }
        try (Stream<Path> files = Files.list(uploads)) {
            return files.filter(upload ->
                            PackageFileName.isValid(upload.getFileName().toString()))
                    .collect(Collectors.toSet());
        }
    }

    @Test
    void filesThatAreNotPackagesAreRefusedAndLeaveNothing() throws IOException {
        for (String name : List.of("a.tar.zst", "a.tar.gz", "a.tar", "a.tar.zst.age", "a.zip")) {
            // when
            Response refused = given().auth()
                    .oauth2(Tokens.admin())
                    .multiPart("file", name, new byte[1 << 20])
                    .post(RESTORES + "restore_from_file/");

            // then
            assertThat(refused.statusCode()).as(name).isEqualTo(422);
            assertThat(refused.jsonPath().getString("code")).isEqualTo("PACKAGE_FORMAT_UNKNOWN");
        }
        Path uploads = Suite.running().store().resolve("uploads");
        if (Files.exists(uploads)) {
            try (Stream<Path> left = Files.list(uploads)) {
                assertThat(left.filter(file -> file.toString().contains("-a."))).isEmpty();
            }
        }
    }

    private static void told(RestoreEvent event) {
        Messages.send("edms.restore.events", event.key(), event(event).toJson());
    }

    private static Event event(EventData data) {
        return Event.of(UUID.randomUUID().toString(), URI.create("/test"), Instant.EPOCH, null, data);
    }
}
