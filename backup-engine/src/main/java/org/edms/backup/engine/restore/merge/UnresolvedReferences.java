package org.edms.backup.engine.restore.merge;

import static org.edms.backup.engine.restore.target.Sql.quoted;

import java.util.stream.Collectors;
import org.edms.backup.engine.restore.target.Sql;
import org.edms.backup.engine.restore.target.SqlTemplate;

/** Conditions on a staged row {@code s}: it references a row that is in neither package nor target. */
final class UnresolvedReferences {

    private static final SqlTemplate NOT_THERE = SqlTemplate.of("NOT EXISTS (SELECT FROM :parents p WHERE :equality)");

    private static final SqlTemplate MISSING =
            SqlTemplate.of("EXISTS (SELECT FROM :keyMap i WHERE i.how = :missing AND :equality)");

    private UnresolvedReferences() {}

    static String condition(PlannedTable.ParentReference reference, TableSet<MatchedTable> tables) {
        String complete = reference.columns().stream()
                .map(column -> "s." + quoted(column) + " IS NOT NULL")
                .collect(Collectors.joining(" AND "));
        String unresolved = tables.parent(reference)
                .filter(parent -> parent.hasAll(reference.referencedColumns()))
                .map(parent -> isNotInPackage(reference, parent))
                .orElseGet(() -> isNotInTarget(reference));
        return complete + " AND (" + unresolved + ")";
    }

    private static String isNotInPackage(PlannedTable.ParentReference reference, MatchedTable parent) {
        String absent = isNotIn(parent.scanPackagedRows(), reference);
        return parent.hasReferencedOnlyRows() ? absent + " OR " + isMissing(reference, parent) : absent;
    }

    private static String isMissing(PlannedTable.ParentReference reference, MatchedTable parent) {
        return MISSING.with("keyMap", parent.keyMap())
                .with("missing", MatchKind.MISSING.literal())
                .with("equality", KeyRemapping.referenceEquality("s", reference, "i"))
                .sql();
    }

    private static String isNotInTarget(PlannedTable.ParentReference reference) {
        return reference.isMeaninglessElsewhere()
                ? "true"
                : isNotIn(reference.parent().quotedName(), reference);
    }

    private static String isNotIn(String parents, PlannedTable.ParentReference reference) {
        return NOT_THERE
                .with("parents", parents)
                .with("equality", Sql.equality("p", reference.referencedColumns(), "s", reference.columns()))
                .sql();
    }
}
