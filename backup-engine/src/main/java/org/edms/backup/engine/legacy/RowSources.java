package org.edms.backup.engine.legacy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;
import org.edms.backup.engine.legacy.archive.ArchiveInventory;
import org.edms.backup.engine.legacy.archive.ArchiveLayout;
import org.edms.backup.engine.legacy.archive.LegacyFile;
import org.edms.backup.engine.legacy.dump.DumpSource;
import org.edms.backup.engine.legacy.fixture.FixtureSource;
import org.edms.backup.engine.legacy.rows.RowSource;
import org.edms.backup.engine.pack.manifest.Findings;
import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.error.ErrorCode;

/** Selects the row source for a file by its content. */
final class RowSources {

    private static final int HEAD_BYTES = 256;
    private static final String CUSTOM_DUMP = "PGDMP";
    private static final Pattern TEXT_DUMP = Pattern.compile("(?s)\\s*(--|SET |COPY |\\\\restrict|CREATE |BEGIN;).*");

    private final LegacyFile file;
    private final ArchiveInventory inventory;
    private final ConversionRequest request;
    private final Findings findings;

    RowSources(LegacyFile file, ArchiveInventory inventory, ConversionRequest request, Findings findings) {
        this.file = file;
        this.inventory = inventory;
        this.request = request;
        this.findings = findings;
    }

    /** Returns empty for a file that was never meant to contain rows. */
    Optional<RowSource> find(ArchiveLayout layout) throws IOException {
        if (layout.rows().isEmpty()) {
            return Optional.empty();
        }
        String member = layout.rows().get(0);
        String head = head(member);
        if (head.startsWith(CUSTOM_DUMP)) {
            throw new BackupException(
                    ErrorCode.FORM_UNSUPPORTED, member + " is a dump in the custom format; restore it with pg_restore");
        }
        if (TEXT_DUMP.matcher(head).matches()) {
            if (!request.skipModels().isEmpty()) {
                throw new BackupException(
                        ErrorCode.WRONG_USAGE,
                        "%s contains tables instead of models; pass --skip-table to the restore to omit a table"
                                .formatted(member));
            }
            return Optional.of(new DumpSource(file, layout.rows(), inventory.databaseName()));
        }
        return Optional.of(new FixtureSource(file, member, request.model(), request.skipModels(), inventory, findings));
    }

    private String head(String member) throws IOException {
        byte[] bytes = new byte[HEAD_BYTES];
        int[] count = new int[1];
        try {
            file.read(member, content -> count[0] = content.readNBytes(bytes, 0, bytes.length));
        } catch (BackupException e) {
            if (e.code() != ErrorCode.PACKAGE_TRUNCATED) {
                throw e;
            }
        }
        return new String(bytes, 0, count[0], StandardCharsets.ISO_8859_1);
    }
}
