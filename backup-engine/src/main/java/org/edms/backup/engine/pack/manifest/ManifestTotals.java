package org.edms.backup.engine.pack.manifest;

import java.io.IOException;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.error.ErrorCode;

/**
 * Checks the consistency of a manifest: members follow each other without gaps, no name or file appears twice, each part of a
 * table belongs to one table, and the totals match the entries. A manifest that omits a member is rejected.
 */
public final class ManifestTotals {

    /** The maximum number of members other than files. Each holds up to 32 MB of rows. */
    private static final int MOST_PARTS = 250_000;

    private static final int LONGEST_NAMES_OF_PARTS = 32 << 20;

    private final Manifest head;
    private final NameSet names = new NameSet();
    private final NameSet files = new NameSet();
    private final Map<String, Long> rows = new HashMap<>();
    private final Map<String, long[]> roots = new HashMap<>();
    private int parts;
    private long namesOfParts;
    private long end;

    public ManifestTotals(Manifest head) {
        this.head = head;
        head.roots().forEach(root -> roots.put(root.name(), new long[3]));
    }

    /** Adds the next entry in manifest order. */
    public void add(Entry entry) throws IOException {
        if (!names.add(Normalizer.normalize(
                (entry.in() == null ? "" : entry.in()) + ":" + entry.name(), Normalizer.Form.NFC))) {
            throw new BackupException(ErrorCode.PACKAGE_HOSTILE, entry.name() + ": the manifest lists it twice");
        }
        if (entry.file() == null) {
            limitParts(entry);
        }
        if (entry.in() == null) {
            follow(entry);
        }
        if (entry.rows() != null) {
            rows.put(entry.name().value(), entry.rows());
        }
        if (entry.kind() == MemberKind.FILE) {
            count(entry);
        }
    }

    /** Limits these entries because readers keep them in memory. */
    private void limitParts(Entry entry) {
        parts++;
        namesOfParts += entry.name().value().length();
        if (parts > MOST_PARTS || namesOfParts > LONGEST_NAMES_OF_PARTS) {
            throw new BackupException(
                    ErrorCode.PACKAGE_HOSTILE,
                    "%s: more than %,d members that are not files, or %,d characters in their names"
                            .formatted(MemberNames.MANIFEST, MOST_PARTS, LONGEST_NAMES_OF_PARTS));
        }
    }

    private void follow(Entry entry) {
        if (entry.offset() != end) {
            throw new BackupException(
                    ErrorCode.PACKAGE_INCOMPLETE,
                    "%s starts at %d, but the member before it ends at %d"
                            .formatted(entry.name(), entry.offset(), end));
        }
        try {
            end = Math.addExact(
                    Math.addExact(entry.offset(), TarLayout.headerBytes(entry)),
                    Math.addExact(entry.bytes(), TarLayout.padding(entry.bytes())));
        } catch (ArithmeticException e) {
            throw new BackupException(ErrorCode.PACKAGE_CORRUPT, entry.name() + ": its size is impossible", e);
        }
    }

    private void count(Entry entry) {
        if (!files.add(entry.file().toString())) {
            throw new BackupException(
                    ErrorCode.PACKAGE_HOSTILE, entry.name() + ": another member is the same file of the system");
        }
        long[] counts = roots.get(entry.file().root());
        counts[0]++;
        counts[1] += entry.in() == null ? 0 : 1;
        counts[2] += entry.bytes();
    }

    /**
     * Checks the totals after the last entry.
     *
     * @param manifestOffset the start of the manifest
     */
    public void end(OptionalLong manifestOffset) {
        if (manifestOffset.isPresent() && manifestOffset.getAsLong() != end) {
            throw new BackupException(
                    ErrorCode.PACKAGE_INCOMPLETE,
                    "%s starts at %d, but the last member that it lists ends at %d"
                            .formatted(MemberNames.MANIFEST, manifestOffset.getAsLong(), end));
        }
        if (head.database() != null) {
            tables().forEach(this::compare);
        }
        rows.keySet().stream().findAny().ifPresent(name -> {
            throw new BackupException(ErrorCode.PACKAGE_INCOMPLETE, name + ": no table has this member");
        });
        head.roots().forEach(this::compare);
    }

    private List<Manifest.Table> tables() {
        List<Manifest.Table> tables = new ArrayList<>(head.database().tables());
        if (head.database().largeObjects() != null) {
            tables.add(head.database().largeObjects());
        }
        return tables;
    }

    private void compare(Manifest.Table table) {
        long sum = 0;
        for (String member : table.members()) {
            Long part = rows.remove(member);
            if (part == null) {
                throw new BackupException(
                        ErrorCode.PACKAGE_INCOMPLETE,
                        "%s: the manifest has no entry of its member %s"
                                .formatted(
                                        PackagePath.printable(table.qualifiedName()), PackagePath.printable(member)));
            }
            sum += part;
        }
        if (sum != table.rows()) {
            throw new BackupException(
                    ErrorCode.PACKAGE_INCOMPLETE,
                    "%s: %d rows in its members, but %d in the manifest"
                            .formatted(PackagePath.printable(table.qualifiedName()), sum, table.rows()));
        }
    }

    private void compare(Manifest.Root root) {
        long[] counts = roots.get(root.name());
        if (counts[0] != root.files() || counts[1] != root.unchanged() || counts[2] != root.bytes()) {
            throw new BackupException(
                    ErrorCode.PACKAGE_INCOMPLETE,
                    "root %s: the manifest lists %d files (%d unchanged, %d bytes), but counts %d (%d, %d bytes)"
                            .formatted(
                                    root.name(),
                                    counts[0],
                                    counts[1],
                                    counts[2],
                                    root.files(),
                                    root.unchanged(),
                                    root.bytes()));
        }
    }
}
