package org.edms.backup.engine.pack.manifest;

import java.util.EnumSet;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;
import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.error.ErrorCode;
import org.edms.backup.model.id.PackageId;

/** Checks the invariants of every manifest entry, so that callers need not check them. */
final class EntryRules {

    private static final Set<MemberKind> FILES = EnumSet.of(MemberKind.FILE, MemberKind.TORN);
    private static final Set<MemberKind> TABLES = EnumSet.of(MemberKind.ROWS, MemberKind.REFERENCES);
    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");
    private static final int PERMISSIONS = 07777;

    private final Set<PackageId> chain = new HashSet<>();
    private final Set<String> roots = new HashSet<>();

    EntryRules(Manifest head) {
        head.chain().forEach(link -> chain.add(link.id()));
        head.roots().forEach(root -> roots.add(root.name()));
    }

    /** @throws BackupException for an entry that no backup writes; the message names the member */
    Entry check(Entry entry) {
        if (entry.in() != null && !chain.contains(entry.in())) {
            throw new BackupException(
                    ErrorCode.CHAIN_BROKEN,
                    "%s is in package %s, which the chain does not include".formatted(entry.name(), entry.in()));
        }
        require(
                entry,
                entry.in() == null || entry.kind() == MemberKind.FILE,
                "only files can be in an earlier package");
        require(entry, entry.offset() >= 0 && entry.bytes() >= 0, "offset and size must not be negative");
        require(entry, (entry.mode() & ~PERMISSIONS) == 0, "the mode is not a valid file mode");
        require(entry, entry.sha256() != null && SHA256.matcher(entry.sha256()).matches(), "has no SHA-256");
        boolean ofTable = TABLES.contains(entry.kind());
        require(entry, ofTable ? entry.rows() != null && entry.rows() >= 0 : entry.rows() == null, "wrong row count");
        require(entry, FILES.contains(entry.kind()) == (entry.file() != null), "wrong kind for its name");
        if (entry.file() != null && !roots.contains(entry.file().root())) {
            throw new BackupException(
                    ErrorCode.PACKAGE_HOSTILE,
                    "%s: the manifest does not declare the root \"%s\""
                            .formatted(
                                    entry.name(),
                                    PackagePath.printable(entry.file().root())));
        }
        return entry;
    }

    private static void require(Entry entry, boolean holds, String otherwise) {
        if (!holds) {
            throw new BackupException(ErrorCode.PACKAGE_CORRUPT, "%s: %s".formatted(entry.name(), otherwise));
        }
    }
}
