package org.edms.backup.engine.restore.merge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.edms.backup.engine.restore.merge.ExampleMerge.genericReference;
import static org.edms.backup.engine.restore.merge.ExampleMerge.maps;
import static org.edms.backup.engine.restore.merge.ExampleMerge.matched;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** The statements for an example. */
class UnknownGenericIdsTest {

    @Test
    void idsWithoutRowInThePackageAreCounted() {
        assertThat(UnknownGenericIds.count(
                        matched("mark"),
                        genericReference(),
                        matched("kind"),
                        Map.of("'paper'", matched("paper")),
                        maps().generic()))
                .isEqualTo("""
                SELECT count(*) FROM "stage".s4 s JOIN "stage".s0 l ON l."id" = s."kind_id"
                WHERE s."object_id"::text <> '' AND true AND NOT (l."name" = 'paper' AND s."object_id"::text IN (SELECT \
                p."id"::text FROM "stage".s3 p))""");
    }
}
