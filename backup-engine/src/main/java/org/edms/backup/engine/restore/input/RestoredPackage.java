package org.edms.backup.engine.restore.input;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.edms.backup.engine.catalog.Catalog;
import org.edms.backup.engine.catalog.ddl.CheckedDdl;
import org.edms.backup.engine.catalog.ddl.DdlStatement;
import org.edms.backup.engine.model.EdmsModel;
import org.edms.backup.engine.model.EffectiveModel;
import org.edms.backup.engine.pack.PackageReader;
import org.edms.backup.engine.pack.StoredPackages;
import org.edms.backup.engine.pack.container.TarMember;
import org.edms.backup.engine.pack.manifest.Entry;
import org.edms.backup.engine.pack.manifest.Manifest;
import org.edms.backup.engine.pack.manifest.ManifestStream;
import org.edms.backup.engine.pack.manifest.MemberKind;
import org.edms.backup.engine.verify.PackageContent;
import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.error.ErrorCode;
import org.edms.backup.model.id.PackageId;

/**
 * The package that is restored, and those that it builds on. Each thread opens its own.
 */
public final class RestoredPackage implements Closeable {

    private final StoredPackages packages;
    private final String name;
    private final PackageReader reader;
    private final PackageContent content;
    private final Map<PackageId, PackageReader> earlier = new LinkedHashMap<>();

    private RestoredPackage(StoredPackages packages, String name, PackageReader reader, PackageContent content) {
        this.packages = packages;
        this.name = name;
        this.reader = reader;
        this.content = content;
    }

    /** Opens a package to restore it: its file is compared with the digest beside it, where there is one. */
    public static RestoredPackage open(StoredPackages packages, String name) throws IOException {
        packages.compareDigest(name);
        return look(packages, name);
    }

    /** Opens a package for a look at its catalog and model. */
    static RestoredPackage look(StoredPackages packages, String name) throws IOException {
        PackageReader reader = packages.open(name);
        try {
            return new RestoredPackage(packages, name, reader, PackageContent.read(reader));
        } catch (IOException | BackupException e) {
            reader.close();
            throw e;
        }
    }

    /** The same for another thread. */
    public RestoredPackage again() throws IOException {
        PackageReader other = packages.open(name);
        return new RestoredPackage(packages, name, other, content.through(other));
    }

    public Manifest manifest() {
        return content.manifest();
    }

    public String name() {
        return name;
    }

    public Catalog catalog() throws IOException {
        return content.catalog();
    }

    /** The statements that make the package's tables again, each of a form that a backup writes. */
    public CheckedDdl ddl() throws IOException {
        List<DdlStatement> statements = catalog().ddl();
        boolean sealed = packages.isSealed(name, content.digest());
        return sealed ? CheckedDdl.own(statements) : CheckedDdl.foreign(statements);
    }

    /**
     * What the package's columns mean.
     *
     * @param wanted the model that the user named; null for the package's own, if it has one
     */
    public EffectiveModel model(EdmsModel wanted) throws IOException {
        Catalog catalog = catalog();
        return EffectiveModel.forPackage(
                wanted == null ? ownModel() : wanted,
                catalog.tables(),
                !catalog.ddl().isEmpty());
    }

    private EdmsModel ownModel() throws IOException {
        return content.model().map(own -> own.from(EdmsModel.Origin.PACKAGED)).orElseGet(EdmsModel::unknown);
    }

    public Entry entry(String member) {
        return content.entry(member);
    }

    /** All members, in their order, the files of the system among them. */
    ManifestStream members() throws IOException {
        return reader.openManifest();
    }

    /** Hands on the content of a member, and says so when it was not what the manifest says: what was made of it is void. */
    public <T> T use(Entry entry, PackageContent.Use<T> use) throws IOException {
        return PackageContent.use(holder(entry), entry, use);
    }

    /** Takes a file of the system; what it does not read is skipped. */
    @FunctionalInterface
    public interface FileUse {
        void of(Entry entry, InputStream content) throws IOException;
    }

    /** Shows all files, package by package and in the order in which they lie there. */
    public void forEachFile(FileUse use) throws IOException {
        List<PackageId> holders = new ArrayList<>();
        manifest().chain().forEach(link -> holders.add(link.id()));
        holders.add(null);
        for (PackageId holder : holders) {
            try (ManifestStream members = reader.openManifest()) {
                new FilesOfHolder(holder, members, use).show();
            }
        }
    }

    /** The files that one package holds, told by the newest and read in the order of that one. */
    private final class FilesOfHolder {

        private final PackageId holder;
        private final ManifestStream members;
        private final FileUse use;
        private Optional<Entry> wanted;

        FilesOfHolder(PackageId holder, ManifestStream members, FileUse use) throws IOException {
            this.holder = holder;
            this.members = members;
            this.use = use;
            this.wanted = next();
        }

        void show() throws IOException {
            if (wanted.isPresent()) {
                holder(wanted.get()).forEach(this::pass);
            }
            while (wanted.isPresent()) {
                showByItself();
            }
        }

        private void pass(TarMember member, InputStream content) throws IOException {
            while (wanted.isPresent() && wanted.get().offset() < member.offset()) {
                showByItself();
            }
            if (wanted.isPresent() && wanted.get().offset() == member.offset()) {
                Entry entry = wanted.get();
                if (!member.name().equals(entry.name()) || member.bytes() != entry.bytes()) {
                    throw new BackupException(
                            ErrorCode.PACKAGE_CORRUPT, entry.name() + " is not what the manifest says");
                }
                use.of(entry, content);
                wanted = next();
            }
        }

        /** One that lies elsewhere than its neighbours would have it. */
        private void showByItself() throws IOException {
            Entry entry = wanted.orElseThrow();
            try (RestoredPackage own = again();
                    InputStream content = own.holder(entry).content(entry)) {
                use.of(entry, content);
            }
            wanted = next();
        }

        private Optional<Entry> next() throws IOException {
            Optional<Entry> next = members.next();
            while (next.isPresent()
                    && (next.get().kind() != MemberKind.FILE
                            || !Objects.equals(next.get().in(), holder))) {
                next = members.next();
            }
            return next;
        }
    }

    private PackageReader holder(Entry entry) throws IOException {
        if (entry.in() == null) {
            return reader;
        }
        PackageReader open = earlier.get(entry.in());
        if (open == null) {
            Manifest.Link link = manifest().chain().stream()
                    .filter(each -> each.id().equals(entry.in()))
                    .findFirst()
                    .orElseThrow(() -> new BackupException(
                            ErrorCode.CHAIN_BROKEN,
                            "%s lies in %s, which the chain does not name".formatted(entry.name(), entry.in())));
            open = packages.open(packages.find(link).file().name());
            earlier.put(entry.in(), open);
        }
        return open;
    }

    @Override
    public void close() throws IOException {
        for (PackageReader each : earlier.values()) {
            each.close();
        }
        reader.close();
    }
}
