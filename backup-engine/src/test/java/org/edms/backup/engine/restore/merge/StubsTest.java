package org.edms.backup.engine.restore.merge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.edms.backup.engine.restore.merge.ExampleMerge.maps;
import static org.edms.backup.engine.restore.merge.ExampleMerge.reference;
import static org.edms.backup.engine.restore.merge.ExampleMerge.staged;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** The statements for an example. */
class StubsTest {

    @Test
    void missingRowsThatAreReferencedBecomeStubs() {
        assertThat(Stubs.plan(staged("person"), Map.of("id", "7"), maps().tables()))
                .isEqualTo("""
                UPDATE "stage".i1 i SET how = 's', moved = true, "n:id" = 7 WHERE how = 'm' AND (EXISTS (SELECT FROM \
                "stage".s3 c WHERE c."author_id" = i."o:id"))""");
    }

    @Test
    void aStubHasItsKeyAndTheValuesOfTheModel() {
        assertThat(Stubs.insert(staged("person"))).isEqualTo("""
                INSERT INTO "public"."person" ("id", "login", "active", "since") OVERRIDING SYSTEM VALUE
                SELECT i."n:id", s."login", 'false'::boolean, now()
                FROM "stage".s1 s JOIN "stage".i1 i ON i."#row" = s."#row" AND i.how = 's'""");
    }

    @Test
    void referencesToStubsAreReported() {
        assertThat(Stubs.references(staged("paper"), reference("paper", 1), staged("person"), 10))
                .isEqualTo("""
                SELECT left(concat_ws(', ', s."code"), 200), left(concat_ws(', ', p."login"), 200) FROM "stage".s3 s
                JOIN "stage".i1 i ON i.how = 's' AND s."author_id" = i."o:id"
                JOIN "stage".s1 p ON p."#row" = i."#row"
                ORDER BY s."#row" LIMIT 10""");
    }
}
