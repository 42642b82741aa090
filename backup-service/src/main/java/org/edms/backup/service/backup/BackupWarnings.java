package org.edms.backup.service.backup;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.edms.backup.engine.pack.manifest.Finding;
import org.edms.backup.engine.pack.manifest.Manifest;
import org.edms.backup.model.error.ErrorCode;
import org.edms.backup.model.error.Failure;

/** Summarizes the findings of a backup: one warning per kind, with the first few. The manifest lists all. */
final class BackupWarnings {

    private static final int SHOWN = 3;

    private BackupWarnings() {}

    static List<Failure> of(Manifest manifest) {
        List<Failure> warnings = new ArrayList<>();
        for (Finding.Kind kind : Finding.Kind.values()) {
            List<Finding> found = manifest.findings().stream()
                    .filter(finding -> finding.kind() == kind)
                    .toList();
            if (!found.isEmpty()) {
                long count = manifest.findingCounts().getOrDefault(kind, (long) found.size());
                String first = found.stream()
                        .limit(SHOWN)
                        .map(finding -> finding.subject() + " (" + finding.detail() + ")")
                        .collect(Collectors.joining("; "));
                warnings.add(new Failure(
                        code(kind), "%d of kind %s: %s%s".formatted(count, kind, first, count > SHOWN ? " ..." : "")));
            }
        }
        return warnings;
    }

    private static ErrorCode code(Finding.Kind kind) {
        return switch (kind) {
            case FILE_MISSING, FILE_DIFFERS, FILE_CHANGED, FILE_VANISHED, FILE_LEFT_OUT -> ErrorCode.FILE_UNREADABLE;
            case FILE_KEY_EXPORTED -> ErrorCode.FILE_KEY_EXPORTED;
            case FILE_KEY_LEFT_OUT -> ErrorCode.PACKAGE_INCOMPLETE;
            case PREFIX_UNUSED -> ErrorCode.FILE_PREFIX_UNUSED;
            case DATABASE_EMPTY -> ErrorCode.DATABASE_EMPTY;
            case SHRUNK -> ErrorCode.BACKUP_SHRUNK;
            case REFERENCE_UNDECLARED -> ErrorCode.REFERENCE_UNDECLARED;
            case OBJECT_NOT_WRITTEN -> ErrorCode.FORM_UNSUPPORTED;
            case KEY_LOST, FIELD_MISSING -> ErrorCode.PACKAGE_INCOMPLETE;
            case MODEL_SKIPPED, CHECKSUM_MISSING, RECORDS_DIFFER -> ErrorCode.CONVERSION_FINDINGS;
            case REFERENCE_UNRESOLVED, GENERIC_UNRESOLVED -> ErrorCode.REFERENCE_UNRESOLVED;
        };
    }
}
