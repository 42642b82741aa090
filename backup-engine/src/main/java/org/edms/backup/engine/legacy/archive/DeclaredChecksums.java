package org.edms.backup.engine.legacy.archive;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import org.edms.backup.engine.pack.manifest.Finding;
import org.edms.backup.engine.pack.manifest.Findings;
import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.error.ErrorCode;

/** Compares the members of a legacy package with its declared checksums and sizes before they are converted. */
public final class DeclaredChecksums {

    private final ArchiveInventory inventory;

    public DeclaredChecksums(ArchiveInventory inventory) {
        this.inventory = inventory;
    }

    /** @param name the name of the package, reported if none of its members can have checksums */
    public void check(String name, Findings findings) {
        boolean holdsChecksums =
                inventory.holds(ArchiveInventory.CHECKSUMS) || inventory.holds(ArchiveInventory.STORAGE_MANIFEST);
        if (!holdsChecksums
                && !inventory.holdsAnyIn(ArchiveLayout.DATABASE)
                && !inventory.holdsAnyIn(ArchiveLayout.STORAGE)) {
            findings.add(Finding.Kind.CHECKSUM_MISSING, name, "it contains no checksums: none of it was verified");
        }
        if (inventory.holds(ArchiveInventory.CHECKSUMS)) {
            checkDatabase();
        } else if (inventory.holdsAnyIn(ArchiveLayout.DATABASE)) {
            findings.add(
                    Finding.Kind.CHECKSUM_MISSING,
                    ArchiveInventory.CHECKSUMS,
                    "it is missing: the rows were not verified");
        }
        if (inventory.holds(ArchiveInventory.STORAGE_MANIFEST)) {
            checkStorage(findings);
        } else if (inventory.holdsAnyIn(ArchiveLayout.STORAGE)) {
            findings.add(
                    Finding.Kind.CHECKSUM_MISSING,
                    ArchiveInventory.STORAGE_MANIFEST,
                    "it is missing: the stored files were not verified");
        }
    }

    private void checkDatabase() {
        Set<String> listed = new HashSet<>();
        inventory
                .text(ArchiveInventory.CHECKSUMS)
                .lines()
                .filter(line -> !line.isBlank())
                .forEach(line -> {
                    String[] parts = line.strip().split("\\s+\\*?", 2);
                    if (parts.length != 2) {
                        throw new BackupException(
                                ErrorCode.PACKAGE_CORRUPT, ArchiveInventory.CHECKSUMS + ": \"" + line + "\"");
                    }
                    String member = memberCalled(parts[1]);
                    compare(member, parts[0]);
                    listed.add(member);
                });
        refuseUnlisted(ArchiveLayout.DATABASE, ArchiveInventory.CHECKSUMS, listed);
    }

    /** Listed names are relative to this directory or to the package root. */
    private String memberCalled(String listed) {
        String plain = listed.startsWith("./") ? listed.substring(2) : listed;
        String inDatabase = ArchiveLayout.DATABASE + plain;
        return inventory.holds(inDatabase) || !inventory.holds(plain) ? inDatabase : plain;
    }

    private void checkStorage(Findings findings) {
        Set<String> listed = new HashSet<>();
        inventory.stored().forEach((name, file) -> {
            String member = ArchiveLayout.STORAGE + name;
            if (file.checksum().isEmpty()) {
                findings.add(
                        Finding.Kind.CHECKSUM_MISSING,
                        member,
                        "%s lists it without a checksum: it was not verified"
                                .formatted(ArchiveInventory.STORAGE_MANIFEST));
            }
            listed.add(member);
            compare(member, file.checksum());
            if (file.size() >= 0
                    && file.size() != inventory.members().get(member).member().bytes()) {
                throw corrupt(member + " does not have its declared size");
            }
        });
        refuseUnlisted(ArchiveLayout.STORAGE, ArchiveInventory.STORAGE_MANIFEST, listed);
    }

    /** @param sha256 the declared digest; empty if none was declared */
    private void compare(String member, String sha256) {
        ArchiveInventory.Seen seen = inventory.members().get(member);
        if (seen == null) {
            throw incomplete(member + " is listed but missing");
        }
        if (!sha256.isEmpty() && !sha256.toLowerCase(Locale.ROOT).equals(seen.sha256())) {
            throw corrupt(member + " does not match its checksum");
        }
    }

    private void refuseUnlisted(String directory, String list, Set<String> listed) {
        for (String member : inventory.members().keySet()) {
            boolean expected = listed.contains(member) || member.equals(list) || member.equals(ArchiveLayout.SUBSET);
            if (member.startsWith(directory) && !expected) {
                throw incomplete(member + " exists, but " + list + " does not list it");
            }
        }
    }

    private static BackupException incomplete(String what) {
        return new BackupException(ErrorCode.PACKAGE_INCOMPLETE, what);
    }

    private static BackupException corrupt(String what) {
        return new BackupException(ErrorCode.PACKAGE_CORRUPT, what);
    }
}
