package org.edms.backup.engine.restore.merge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.edms.backup.engine.restore.merge.ExampleMerge.maps;
import static org.edms.backup.engine.restore.merge.ExampleMerge.matched;
import static org.edms.backup.engine.restore.merge.ExampleMerge.reference;

import org.junit.jupiter.api.Test;

/** The statements for an example. */
class UnknownTypesTest {

    @Test
    void unknownTypesAreNamed() {
        assertThat(UnknownTypes.names(matched("mark"), reference("mark", 0), matched("kind"), maps()))
                .isEqualTo("""
                SELECT DISTINCT l."name" FROM "stage".s4 s JOIN "stage".s0 l ON l."id" = s."kind_id"
                WHERE true AND s."kind_id" IS NOT NULL AND (NOT EXISTS (SELECT FROM "stage".s0 p WHERE p."id" = s."kind_id")) \
                ORDER BY 1 LIMIT 5""");
    }

    @Test
    void referencesToUnknownTypesBecomeNull() {
        assertThat(UnknownTypes.detach(matched("mark"), reference("mark", 0), maps().tables()))
                .isEqualTo("""
                UPDATE "stage".s4 s SET "kind_id" = NULL WHERE true AND s."kind_id" IS NOT NULL AND (NOT EXISTS (SELECT FROM \
                "stage".s0 p WHERE p."id" = s."kind_id"))""");
    }
}
