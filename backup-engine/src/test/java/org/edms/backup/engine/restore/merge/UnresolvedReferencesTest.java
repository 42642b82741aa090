package org.edms.backup.engine.restore.merge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.edms.backup.engine.restore.merge.ExampleMerge.maps;
import static org.edms.backup.engine.restore.merge.ExampleMerge.reference;

import java.util.List;
import org.junit.jupiter.api.Test;

/** The statements for an example. */
class UnresolvedReferencesTest {

    @Test
    void aReferenceIsUnresolvedIfThePackageLacksItsRow() {
        assertThat(UnresolvedReferences.condition(reference("paper", 0), maps().tables()))
                .isEqualTo("""
                s."folder_id" IS NOT NULL AND (NOT EXISTS (SELECT FROM "stage".s2 p WHERE p."id" = s."folder_id"))""");
    }

    @Test
    void aKeyThatMatchesNothingDoesNotResolveAReference() {
        assertThat(UnresolvedReferences.condition(reference("paper", 1), maps().tables()))
                .isEqualTo("""
                s."author_id" IS NOT NULL AND (NOT EXISTS (SELECT FROM "stage".s1 p WHERE p."id" = s."author_id") OR EXISTS \
                (SELECT FROM "stage".i1 i WHERE i.how = 'm' AND s."author_id" = i."o:id"))""");
    }

    @Test
    void aGeneratedIdMeansNothingWithoutItsRow() {
        assertThat(UnresolvedReferences.condition(reference("paper", 0), new TableSet<>(List.of())))
                .isEqualTo("s.\"folder_id\" IS NOT NULL AND (true)");
    }
}
