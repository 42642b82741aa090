package org.edms.backup.engine.legacy;

import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.edms.backup.engine.legacy.archive.ArchiveInventory;
import org.edms.backup.engine.legacy.archive.ArchiveLayout;
import org.edms.backup.engine.legacy.archive.LegacyFile;
import org.edms.backup.engine.legacy.archive.LegacyMember;
import org.edms.backup.engine.pack.PackageWriter;
import org.edms.backup.engine.pack.manifest.Entry;
import org.edms.backup.engine.pack.manifest.FileId;
import org.edms.backup.engine.pack.manifest.Finding;
import org.edms.backup.engine.pack.manifest.Findings;
import org.edms.backup.engine.pack.manifest.Manifest;
import org.edms.backup.engine.pack.manifest.MemberKind;
import org.edms.backup.engine.pack.manifest.MemberName;
import org.edms.backup.engine.pack.manifest.MemberNames;

/** Copies the files and settings of a legacy package. Scripts and unknown members are omitted. */
final class FileConversion {

    private static final String STORED = "storage";
    private static final Pattern NAME_OF_A_ROOT = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]{0,63}");
    private static final int ONLY_FOR_OWNER = 0600;

    private final LegacyFile file;
    private final ArchiveLayout layout;
    private final PackageWriter writer;
    private final Findings findings;
    private final Map<String, Manifest.Root> roots = new TreeMap<>();

    FileConversion(LegacyFile file, ArchiveLayout layout, PackageWriter writer, Findings findings) {
        this.file = file;
        this.layout = layout;
        this.writer = writer;
        this.findings = findings;
    }

    List<Manifest.Root> write(ArchiveInventory inventory) throws IOException {
        switch (layout.form()) {
            case MIGRATION -> file.forEach(this::ofMigration);
            case DIRECTORIES -> file.forEach(this::ofDirectory);
            case HYBRID -> nested(inventory);
            case LONE_ROWS -> {
                // The file contains rows only.
            }
        }
        return List.copyOf(roots.values());
    }

    private boolean ofMigration(LegacyMember member, InputStream content) throws IOException {
        String name = member.name();
        if (name.equals(ArchiveInventory.STORAGE_MANIFEST) || name.equals(ArchiveInventory.METADATA)) {
            return true;
        }
        if (name.startsWith(ArchiveLayout.STORAGE)) {
            add(STORED, name.substring(ArchiveLayout.STORAGE.length()), member, content);
        } else if (name.startsWith(ArchiveLayout.CONFIGURATION)) {
            String setting = name.substring(ArchiveLayout.CONFIGURATION.length());
            writer.add(
                    Entry.of(
                            MemberKind.CONFIGURATION,
                            new MemberName("config/" + setting),
                            member.bytes(),
                            member.modified(),
                            ONLY_FOR_OWNER),
                    content);
        } else if (!name.startsWith(ArchiveLayout.DATABASE)) {
            findings.leaveOut(name, "it contains no rows, stored files or settings");
        }
        return true;
    }

    private boolean ofDirectory(LegacyMember member, InputStream content) throws IOException {
        String name = member.name().substring(layout.prefix().length());
        int slash = name.indexOf('/');
        if (slash < 0) {
            if (!layout.rows().contains(member.name())) {
                findings.leaveOut(member.name(), "it is not in a directory");
            }
        } else if (!NAME_OF_A_ROOT.matcher(name.substring(0, slash)).matches()) {
            findings.add(
                    Finding.Kind.FILE_LEFT_OUT, member.name(), "the name of its directory is not a valid root name");
        } else if (!member.name().equals(ArchiveInventory.STORAGE_MANIFEST)) {
            add(name.substring(0, slash), name.substring(slash + 1), member, content);
        }
        return true;
    }

    /** Copies stored files from a nested archive. It is empty if the earlier system could not fill it. */
    private void nested(ArchiveInventory inventory) throws IOException {
        String archive = layout.prefix() + ArchiveLayout.NESTED_STORAGE;
        if (!inventory.holds(archive)) {
            return;
        }
        if (inventory.members().get(archive).member().bytes() == 0) {
            findings.add(Finding.Kind.FILE_MISSING, archive, "it is empty: the package contains no stored files");
            return;
        }
        file.forEachIn(archive, (member, bytes) -> {
            String name = member.name();
            boolean named = name.startsWith(ArchiveLayout.STORAGE);
            add(STORED, named ? name.substring(ArchiveLayout.STORAGE.length()) : name, member, bytes);
            return true;
        });
    }

    private void add(String root, String path, LegacyMember member, InputStream content) throws IOException {
        FileId id = new FileId(root, path);
        Instant modified = member.modified();
        writer.add(Entry.of(MemberNames.file(id), id, member.bytes(), modified, modified, member.mode()), content);
        roots.merge(
                root,
                new Manifest.Root(root, 1, 0, member.bytes()),
                (all, one) -> new Manifest.Root(root, all.files() + one.files(), 0, all.bytes() + one.bytes()));
    }
}
