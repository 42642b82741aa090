package org.edms.backup.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(Suite.class)
class ConfigurationsTest {

    @Test
    void aConfigurationIsFoundByItsNameAndByItsId() {
        // given
        String name = Api.configuration("FULL");

        // when
        JsonPath byName = Api.get(Api.ROOT + "/configurations/" + name + "/");

        // then
        assertThat(Api.get(Api.ROOT + "/configurations/" + byName.getString("id"))
                        .getString("name"))
                .isEqualTo(name);
    }

    @Test
    void aPatchChangesTheGivenFieldsAndANewScheduleStartsNow() {
        // given
        String path = Api.ROOT + "/configurations/" + Api.configuration("FULL") + "/";
        Instant before = Instant.parse(Api.get(path).getString("scheduled_since"));

        // when
        Response described =
                Api.admin().body("{\"description\": \"of the archive\"}").patch(path);
        Response moved = Api.admin().body("{\"schedule_time\": \"03:30:00\"}").patch(path);

        // then
        assertThat(described.jsonPath().getString("description")).isEqualTo("of the archive");
        assertThat(Instant.parse(described.jsonPath().getString("scheduled_since")))
                .isEqualTo(before);
        assertThat(moved.jsonPath().getString("description")).isEqualTo("of the archive");
        assertThat(Instant.parse(moved.jsonPath().getString("scheduled_since"))).isAfter(before);
    }

    @Test
    void namesAreUnique() {
        // given
        String name = Api.configuration("FULL");

        // when
        Response again = Api.admin()
                .body("{\"name\": \"%s\", \"backup_type\": \"FULL\", \"frequency\": \"DAILY\"}".formatted(name))
                .post(Api.ROOT + "/configurations/");

        // then
        assertThat(again.statusCode()).isEqualTo(409);
        assertThat(again.jsonPath().getString("code")).isEqualTo("NAME_TAKEN");
    }

    @Test
    void invalidFieldsAreNamed() {
        // when
        Response wrong = Api.admin()
                .body("{\"name\": \"x\", \"backup_type\": \"FULL\", \"frequency\": \"DAILY\", \"max_backups\": 0}")
                .post(Api.ROOT + "/configurations/");
        Response outside = Api.admin()
                .body(
                        "{\"name\": \"x\", \"backup_type\": \"FULL\", \"frequency\": \"DAILY\", \"storage_path\": \"../x\"}")
                .post(Api.ROOT + "/configurations/");

        // then
        assertThat(wrong.statusCode()).isEqualTo(400);
        assertThat(wrong.jsonPath().getString("detail")).contains("max_backups");
        assertThat(outside.statusCode()).isEqualTo(400);
    }

    @Test
    void aConfigurationIsDisabledAndDeleted() {
        // given
        String path = Api.ROOT + "/configurations/" + Api.configuration("FULL");

        // when
        Response off = Api.admin().post(path + "/disable/");
        Response gone = Api.admin().delete(path + "/");

        // then
        assertThat(off.jsonPath().getBoolean("is_enabled")).isFalse();
        assertThat(gone.statusCode()).isEqualTo(204);
        assertThat(Api.admin().get(path).statusCode()).isEqualTo(404);
    }

    @Test
    void openApiAndJsonUseTheSameFieldNames() {
        // given
        Map<String, Object> sent = Api.get(Api.ROOT + "/configurations/" + Api.configuration("FULL"))
                .getMap("");

        // when
        Map<String, Object> described =
                Api.get("/q/openapi?format=json").getMap("components.schemas.BackupConfiguration.properties");

        // then
        assertThat(described).containsKeys(sent.keySet().toArray(String[]::new));
    }
}
