package org.edms.backup.engine.legacy;

import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.edms.backup.engine.pack.Entry;
import org.edms.backup.engine.pack.FileId;
import org.edms.backup.engine.pack.Finding;
import org.edms.backup.engine.pack.Findings;
import org.edms.backup.engine.pack.Kind;
import org.edms.backup.engine.pack.Manifest;
import org.edms.backup.engine.pack.MemberName;
import org.edms.backup.engine.pack.MemberNames;
import org.edms.backup.engine.pack.PackageWriter;

/** The files and settings of a legacy package on their way into another. Scripts and what nobody knows stay behind. */
final class LegacyFiles {

    private static final String STORED = "storage";
    private static final Pattern NAME_OF_A_ROOT = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]{0,63}");
    private static final int ONLY_FOR_OWNER = 0600;

    private final LegacyFile file;
    private final Layout layout;
    private final PackageWriter writer;
    private final Findings findings;
    private final Map<String, Manifest.Root> roots = new TreeMap<>();

    LegacyFiles(LegacyFile file, Layout layout, PackageWriter writer, Findings findings) {
        this.file = file;
        this.layout = layout;
        this.writer = writer;
        this.findings = findings;
    }

    List<Manifest.Root> write(Survey survey) throws IOException {
        switch (layout.form()) {
            case MIGRATION -> file.forEach(this::ofMigration);
            case DIRECTORIES -> file.forEach(this::ofDirectory);
            case HYBRID -> nested(survey);
            case LONE_ROWS -> {
                // There is nothing beside the rows.
            }
        }
        return List.copyOf(roots.values());
    }

    private boolean ofMigration(LegacyMember member, InputStream content) throws IOException {
        String name = member.name();
        if (name.equals(Survey.STORAGE_MANIFEST) || name.equals(Survey.METADATA)) {
            return true;
        }
        if (name.startsWith(Layout.STORAGE)) {
            add(STORED, name.substring(Layout.STORAGE.length()), member, content);
        } else if (name.startsWith(Layout.CONFIGURATION)) {
            String setting = name.substring(Layout.CONFIGURATION.length());
            writer.add(
                    Entry.of(
                            Kind.CONFIGURATION,
                            new MemberName("config/" + setting),
                            member.bytes(),
                            member.modified(),
                            ONLY_FOR_OWNER),
                    content);
        } else if (!name.startsWith(Layout.DATABASE)) {
            findings.leaveOut(name, "neither a row nor a stored file nor a setting");
        }
        return true;
    }

    private boolean ofDirectory(LegacyMember member, InputStream content) throws IOException {
        String name = member.name().substring(layout.prefix().length());
        int slash = name.indexOf('/');
        if (slash < 0) {
            if (!layout.rows().contains(member.name())) {
                findings.leaveOut(member.name(), "it lies in no directory");
            }
        } else if (!NAME_OF_A_ROOT.matcher(name.substring(0, slash)).matches()) {
            findings.add(Finding.Kind.FILE_LEFT_OUT, member.name(), "its directory cannot be the name of a root");
        } else if (!member.name().equals(Survey.STORAGE_MANIFEST)) {
            add(name.substring(0, slash), name.substring(slash + 1), member, content);
        }
        return true;
    }

    /** Stored files as an archive in the archive, which is empty when the system that made it could not fill it. */
    private void nested(Survey survey) throws IOException {
        String archive = layout.prefix() + Layout.NESTED_STORAGE;
        if (!survey.holds(archive)) {
            return;
        }
        if (survey.members().get(archive).member().bytes() == 0) {
            findings.add(Finding.Kind.FILE_MISSING, archive, "it is empty: no stored file is in the package");
            return;
        }
        file.read(
                archive,
                content -> new Archive(content, archive).forEach((member, bytes) -> {
                    String name = member.name();
                    boolean named = name.startsWith(Layout.STORAGE);
                    add(STORED, named ? name.substring(Layout.STORAGE.length()) : name, member, bytes);
                    return true;
                }));
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
