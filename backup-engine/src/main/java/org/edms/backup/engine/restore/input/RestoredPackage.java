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

/** The package to restore, together with the earlier packages that it builds on. Each thread opens its own instance. */
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

    /** Opens a package to restore it. If there is a digest beside the package file, the file must match it. */
    public static RestoredPackage open(StoredPackages packages, String name) throws IOException {
        packages.compareDigest(name);
        return openUnchecked(packages, name);
    }

    /** Opens a package to read its catalog and model. The digest is not checked. */
    static RestoredPackage openUnchecked(StoredPackages packages, String name) throws IOException {
        PackageReader reader = packages.open(name);
        try {
            return new RestoredPackage(packages, name, reader, PackageContent.read(reader));
        } catch (IOException | BackupException e) {
            reader.close();
            throw e;
        }
    }

    /** Opens the same package for another thread. */
    public RestoredPackage reopen() throws IOException {
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

    /** Returns the statements that recreate the package's tables. Each has a form that a backup writes. */
    public CheckedDdl ddl() throws IOException {
        List<DdlStatement> statements = catalog().ddl();
        boolean sealed = packages.isSealed(name, content.digest());
        return sealed ? CheckedDdl.own(statements) : CheckedDdl.foreign(statements);
    }

    /**
     * Returns the meaning of the package's columns.
     *
     * @param named the model that the user named; null to use the model in the package, if it has one
     */
    public EffectiveModel model(EdmsModel named) throws IOException {
        Catalog catalog = catalog();
        return EffectiveModel.forPackage(
                named == null ? packagedModel() : named,
                catalog.tables(),
                !catalog.ddl().isEmpty());
    }

    private EdmsModel packagedModel() throws IOException {
        return content.model()
                .map(packaged -> packaged.from(EdmsModel.Origin.PACKAGED))
                .orElseGet(EdmsModel::unknown);
    }

    public Entry entry(String member) {
        return content.entry(member);
    }

    /** Returns all members in package order, including the files of the system. */
    public ManifestStream members() throws IOException {
        return reader.openManifest();
    }

    /**
     * Passes the content of a member to {@code use}. Fails if the content does not match the manifest: discard the result then.
     */
    public <T> T use(Entry entry, PackageContent.Use<T> use) throws IOException {
        return PackageContent.use(holder(entry), entry, use);
    }

    /** Receives a file of the system. Content that it does not read is skipped. */
    @FunctionalInterface
    public interface FileConsumer {
        void accept(Entry entry, InputStream content) throws IOException;
    }

    /** Passes all files to {@code consumer}, package by package, in the order in which each package stores them. */
    public void forEachFile(FileConsumer consumer) throws IOException {
        List<PackageId> holders = new ArrayList<>();
        manifest().chain().forEach(link -> holders.add(link.id()));
        holders.add(null);
        for (PackageId holder : holders) {
            try (ManifestStream members = reader.openManifest()) {
                new FilesOfHolder(holder, members, consumer).read();
            }
        }
    }

    /** The files stored in one package of the chain: listed by the newest package, read in the order of that package. */
    private final class FilesOfHolder {

        private final PackageId holder;
        private final ManifestStream members;
        private final FileConsumer consumer;
        private Optional<Entry> expected;

        FilesOfHolder(PackageId holder, ManifestStream members, FileConsumer consumer) throws IOException {
            this.holder = holder;
            this.members = members;
            this.consumer = consumer;
            this.expected = next();
        }

        void read() throws IOException {
            if (expected.isPresent()) {
                holder(expected.get()).forEach(this::pass);
            }
            while (expected.isPresent()) {
                readSeparately();
            }
        }

        private void pass(TarMember member, InputStream content) throws IOException {
            while (expected.isPresent() && expected.get().offset() < member.offset()) {
                readSeparately();
            }
            if (expected.isPresent() && expected.get().offset() == member.offset()) {
                Entry entry = expected.get();
                if (!member.name().equals(entry.name()) || member.bytes() != entry.bytes()) {
                    throw new BackupException(ErrorCode.PACKAGE_CORRUPT, entry.name() + " does not match the manifest");
                }
                consumer.accept(entry, content);
                expected = next();
            }
        }

        /** Reads a file that is not stored in the order of the manifest. */
        private void readSeparately() throws IOException {
            Entry entry = expected.orElseThrow();
            try (RestoredPackage reopened = reopen();
                    InputStream content = reopened.holder(entry).content(entry)) {
                consumer.accept(entry, content);
            }
            expected = next();
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
                            "%s is stored in %s, which is not in the chain".formatted(entry.name(), entry.in())));
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
