package org.edms.backup.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(Suite.class)
class RetentionTest {

    private static final String APPLY = Api.ROOT + "/system/apply_retention/";

    @Test
    void packagesBeyondTheLimitAreDeletedFromTheStoreAndTheirJobs() throws Exception {
        // given
        String name = configuration("DATABASE", 1);
        JsonPath pinned = Api.ended(Api.execute(name));
        JsonPath old = Api.ended(Api.execute(name));
        JsonPath newest = Api.ended(Api.execute(name));
        Api.admin().post(Api.ROOT + "/jobs/" + pinned.getString("id") + "/pin/");

        // when
        JsonPath plan = Api.admin().post(APPLY + "?dry_run=true").jsonPath();

        // then
        assertThat(plan.getBoolean("dry_run")).isTrue();
        assertThat(decision(plan, pinned)).containsEntry("delete", false).containsEntry("reason", "pinned");
        assertThat(decision(plan, old)).containsEntry("delete", true).containsEntry("reason", "beyond the newest 1");
        assertThat(decision(plan, newest)).containsEntry("delete", false);
        assertThat(file(old)).exists();

        // when
        String key = UUID.randomUUID().toString();
        Response applied = Api.admin().header("Idempotency-Key", key).post(APPLY);
        Response again = Api.admin().header("Idempotency-Key", key).post(APPLY);

        // then
        assertThat(applied.statusCode()).isEqualTo(200);
        assertThat(decision(applied.jsonPath(), old)).containsEntry("delete", true);
        assertThat(applied.jsonPath().getLong("bytes_freed"))
                .isGreaterThanOrEqualTo(old.getLong("backup_package.bytes"));
        assertThat(again.asString()).isEqualTo(applied.asString());
        assertThat(file(old)).doesNotExist();
        assertThat(file(pinned)).exists();
        assertThat(file(newest)).exists();
        String job = Api.ROOT + "/jobs/" + old.getString("id");
        assertThat(Api.get(job).getString("backup_package")).isNull();
        assertThat(Api.admin().get(job + "/events/").asString())
                .contains("edms.backup.deleted")
                .contains("beyond the newest 1");
    }

    @Test
    void theBaseOfAnIncrementalPackageIsKept() throws Exception {
        // given
        String name = configuration("FULL", 1);
        JsonPath older = Api.ended(Api.execute(name));
        JsonPath base = Api.ended(Api.execute(name));
        Api.admin().body("{\"backup_type\": \"INCREMENTAL\"}").patch(Api.ROOT + "/configurations/" + name);
        JsonPath first = Api.ended(Api.execute(name));
        JsonPath second = Api.ended(Api.execute(name));

        // when
        JsonPath plan = Api.admin().post(APPLY + "?dry_run=true").jsonPath();

        // then
        assertThat(second.getString("status")).startsWith("COMPLETED");
        assertThat(decision(plan, older)).containsEntry("delete", true);
        assertThat(decision(plan, base)).containsEntry("delete", false);
        assertThat(decision(plan, second)).containsEntry("delete", false);
        assertThat(decision(plan, first).get("delete")).isEqualTo(!needs(second, first));
    }

    private static boolean needs(JsonPath incremental, JsonPath other) {
        JsonPath manifest = Api.get(Api.ROOT + "/jobs/" + incremental.getString("id") + "/manifest/");
        String id = other.getString("backup_package.id");
        return manifest.getString("parent.id").equals(id)
                || manifest.getList("chain.id").contains(id);
    }

    @Test
    void oldUploadsAndSafetyPackagesAreDeleted() throws IOException {
        // given
        Path oldUpload = loose("uploads/" + UUID.randomUUID() + ".tar.zst", Duration.ofDays(8));
        Path newUpload = loose("uploads/" + UUID.randomUUID() + ".tar.zst", Duration.ofHours(1));
        Path oldSafety = loose("before-restore-database-" + UUID.randomUUID() + ".tar.zst", Duration.ofDays(31));
        Path newSafety = loose("before-restore-database-" + UUID.randomUUID() + ".tar.zst", Duration.ofDays(1));
        Path foreign = loose("by-hand-" + UUID.randomUUID() + ".tar.zst", Duration.ofDays(900));

        // when
        Response applied = Api.admin().post(APPLY);

        // then
        assertThat(applied.statusCode()).isEqualTo(200);
        assertThat(oldUpload).doesNotExist();
        assertThat(newUpload).exists();
        assertThat(oldSafety).doesNotExist();
        assertThat(newSafety).exists();
        assertThat(foreign).exists();
        for (Path left : List.of(newUpload, newSafety, foreign)) {
            Files.delete(left);
        }
    }

    @Test
    void theNextRunCompletesAnInterruptedOne() throws Exception {
        // given: decided, and neither file nor note is gone; and decided, with the file gone and the note left
        Path file = loose("cut-off-" + UUID.randomUUID() + ".tar.zst", Duration.ofDays(1));
        String gone = "gone-" + UUID.randomUUID() + ".tar.zst";
        note(file.getFileName().toString());
        note(gone);

        // when
        Response applied = Api.admin().post(APPLY);

        // then
        assertThat(applied.statusCode()).isEqualTo(200);
        assertThat(file).doesNotExist();
        assertThat(Suite.query("select package_name from removal")).isEmpty();
    }

    private static void note(String name) {
        Suite.sql("insert into removal (package_name, reason) values ('%s', 'a test')".formatted(name));
    }

    private static Path loose(String name, Duration age) throws IOException {
        Path file = Suite.running().store().resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, "no package");
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(age)));
        return file;
    }

    private static Path file(JsonPath job) {
        return Suite.running().store().resolve(job.getString("backup_package.name"));
    }

    private static Map<String, Object> decision(JsonPath plan, JsonPath job) {
        List<Map<String, Object>> decisions = plan.getList("decisions");
        return decisions.stream()
                .filter(each -> each.get("package_name").equals(job.getString("backup_package.name")))
                .findFirst()
                .orElseThrow();
    }

    private static String configuration(String type, int most) {
        String name = Api.configuration(type);
        Api.admin()
                .body("{\"max_backups\": " + most + "}")
                .patch(Api.ROOT + "/configurations/" + name)
                .then()
                .statusCode(200);
        return name;
    }
}
