package org.edms.backup.engine.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class PlaceTest {

    private static final Map<String, String> IDS = Map.of("1", "2", "2", "1", "7", "1234567", "a b", "c,\"d");

    @Test
    void theElementsOfAnArrayAreIds() throws UnreadableValueException {
        Place place = new Place.Element();

        assertThat(replace(place, "{1,NULL,7,3}")).isEqualTo("{2,NULL,1234567,3}");
        assertThat(replace(place, "[0:1]={{1,2},{2,\"a b\"}}")).isEqualTo("[0:1]={{2,1},{1,\"c,\\\"d\"}}");
        assertThat(place.replace("{1,\"NULL\"}", id -> null)).isEqualTo("{NULL,NULL}");
        assertThat(replace(place, "{}")).isEqualTo("{}");
        assertThatThrownBy(() -> replace(place, "1,2")).hasMessage("it is not an array");
    }

    @Test
    void valuesInJsonAreIdsByPathAndEverythingElseStays() throws UnreadableValueException {
        String json = "{ \"rows\" : [{\"id\":1, \"x\":1.00},{\"id\":\"2\"},{\"id\":null}], \"id\": 7, \"é\": 1e5 }";

        assertThat(replace(new Place.JsonPath("$.rows[*].id"), json))
                .isEqualTo(
                        "{ \"rows\" : [{\"id\":2, \"x\":1.00},{\"id\":\"1\"},{\"id\":null}], \"id\": 7, \"é\": 1e5 }");
        assertThat(replace(new Place.JsonPath("$.**.id"), json))
                .isEqualTo(
                        "{ \"rows\" : [{\"id\":2, \"x\":1.00},{\"id\":\"1\"},{\"id\":null}], \"id\": 1234567, \"é\": 1e5 }");
        assertThat(replace(new Place.JsonPath("$[1]"), "[1, 1]")).isEqualTo("[1, 2]");
        assertThat(replace(new Place.JsonPath("$"), "7")).isEqualTo("1234567");
        assertThat(replace(new Place.JsonPath("$[\"a.b\"].*"), "{\"a.b\": {\"x\": 1, \"y\": 2}}"))
                .isEqualTo("{\"a.b\": {\"x\": 2, \"y\": 1}}");
        assertThat(new Place.JsonPath("$[*]").replace("[1, 2]", id -> null)).isEqualTo("[null, null]");
    }

    @Test
    void namesOfJsonMembersAreIds() throws UnreadableValueException {
        Place place = new Place.JsonPath("$.fields.*~");

        assertThat(replace(place, "{\"fields\": {\"1\": 1, \"2\": {\"1\": 0}}, \"1\": 0}"))
                .isEqualTo("{\"fields\": {\"2\": 1, \"1\": {\"1\": 0}}, \"1\": 0}");
        assertThatThrownBy(() -> place.replace("{\"fields\": {\"1\": 1, \"2\": 1}}", id -> "5"))
                .hasMessage("two members would have the name 5");
    }

    @Test
    void jsonThatIsNoIdIsNotReadAsOne() {
        Place place = new Place.JsonPath("$.id");

        assertThatThrownBy(() -> replace(place, "{\"id\": 1.5}")).hasMessage("$id is 1.5, not an id");
        assertThatThrownBy(() -> replace(place, "{\"id\": [1]}")).hasMessage("$id is an array, not an id");
        assertThatThrownBy(() -> replace(place, "{\"id\": 1")).hasMessage("it is not JSON");
        assertThatThrownBy(() -> replace(place, "")).hasMessage("it is not JSON: it is empty");
    }

    @Test
    void partsOfDelimitedTextAreIds() throws UnreadableValueException {
        Place place = new Place.Delimited(",");

        assertThat(replace(place, "1, 2 ,7,,x")).isEqualTo("2, 1 ,1234567,,x");
        assertThat(place.replace("1,2,7", id -> id.equals("2") ? null : id)).isEqualTo("1,7");
    }

    @Test
    void textsContainIdsByTemplate() throws UnreadableValueException {
        assertThat(replace(new Place.Template("thumbs/{id:05}.webp", false), "thumbs/00001.webp"))
                .isEqualTo("thumbs/00002.webp");
        assertThat(replace(new Place.Template("thumbs/{id:05}.webp", false), "thumbs/00007.webp"))
                .isEqualTo("thumbs/1234567.webp");
        assertThat(replace(new Place.Template("{id}/{*}/{*}", false), "1/files/1"))
                .isEqualTo("2/files/1");
        assertThat(replace(new Place.Template("/documents/{id}/", true), "see /documents/1/ and /documents/7/."))
                .isEqualTo("see /documents/2/ and /documents/1234567/.");
        assertThatThrownBy(() -> replace(new Place.Template("/{id}", false), "1"))
                .hasMessage("it does not match the template /{id}");
    }

    @Test
    void wrongPathsAndTemplatesAreRefused() {
        assertThatThrownBy(() -> new Place.JsonPath("a.b")).hasMessage("a path begins with $: a.b");
        assertThatThrownBy(() -> new Place.JsonPath("$.a[x]")).hasMessage("not a path from \"[x]\" on: $.a[x]");
        assertThatThrownBy(() -> new Place.Template("a", true)).hasMessage("a template contains {id} once: a");
        assertThatThrownBy(() -> new Place.Template("{x}", true)).hasMessageContaining("not {x}");
    }

    private static String replace(Place place, String value) throws UnreadableValueException {
        return place.replace(value, id -> IDS.getOrDefault(id, id));
    }
}
