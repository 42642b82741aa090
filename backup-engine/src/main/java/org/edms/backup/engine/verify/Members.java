package org.edms.backup.engine.verify;

import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.edms.backup.engine.pack.Entry;
import org.edms.backup.engine.pack.Manifest;
import org.edms.backup.engine.pack.ManifestStream;
import org.edms.backup.engine.pack.MemberName;
import org.edms.backup.engine.pack.PackageReader;
import org.edms.backup.engine.pack.TarMember;
import org.edms.backup.engine.store.Sha256;
import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.error.ErrorCode;
import org.edms.backup.model.error.Failure;
import org.edms.backup.model.id.PackageId;

/** Compares the members of a package with what its manifest says of them. */
public final class Members {

    private static final int HEADER_BYTES = 512;
    private static final int BUFFER_BYTES = 1 << 18;

    /** More than these say no more. */
    private static final int MOST_FINDINGS = 100;

    private final PackageReader reader;
    private final List<Failure> findings = new ArrayList<>();
    private final byte[] buffer = new byte[BUFFER_BYTES];

    public Members(PackageReader reader) {
        this.reader = reader;
    }

    /** Whether the manifest is what was written, and leaves room for what it tells of. */
    public List<Failure> compareSizes() throws IOException {
        try (ManifestStream manifest = reader.openManifest()) {
            long end = 0;
            for (Optional<Entry> next = manifest.next(); next.isPresent(); next = manifest.next()) {
                Entry entry = next.get();
                if (entry.in() == null) {
                    if (entry.offset() < end) {
                        add(ErrorCode.PACKAGE_CORRUPT, entry.name(), "begins before the member in front of it ends");
                    }
                    end = entry.offset() + HEADER_BYTES + entry.bytes();
                }
            }
        } catch (BackupException e) {
            findings.add(e.failure());
        }
        return findings;
    }

    /** Reads every member, to its last byte. */
    public List<Failure> compareAll() throws IOException {
        try (ManifestStream manifest = reader.openManifest()) {
            Told told = new Told(manifest);
            Walk walk = new Walk(told);
            try {
                reader.forEach(walk::member);
                walk.end();
            } catch (BackupException e) {
                findings.add(
                        new Failure(e.code(), walk.current + ": " + e.failure().detail()));
            }
        } catch (BackupException e) {
            findings.add(e.failure());
        }
        return findings;
    }

    /** What the manifest tells, as far as it was asked; and how many rows it told of each member. */
    private static final class Told {

        private final ManifestStream manifest;
        private final Set<PackageId> chain = new HashSet<>();
        private final Map<String, Long> rows = new HashMap<>();

        Told(ManifestStream manifest) {
            this.manifest = manifest;
            manifest.head().chain().forEach(link -> chain.add(link.id()));
        }

        /** The next entry whose content is here. */
        Optional<Entry> next() throws IOException {
            Optional<Entry> next = manifest.next();
            while (next.isPresent() && next.get().in() != null) {
                if (!chain.contains(next.get().in())) {
                    throw new BackupException(
                            ErrorCode.CHAIN_BROKEN,
                            "%s lies in %s, which the chain does not name"
                                    .formatted(next.get().name(), next.get().in()));
                }
                next = manifest.next();
            }
            next.filter(entry -> entry.rows() != null)
                    .ifPresent(entry -> rows.put(entry.name().value(), entry.rows()));
            return next;
        }

        List<String> tablesWithOtherCounts() {
            Manifest.Database database = manifest.head().database();
            if (database == null) {
                return List.of();
            }
            return database.tables().stream()
                    .filter(table -> table.rows()
                            != table.members().stream()
                                    .mapToLong(name -> rows.getOrDefault(name, -1L))
                                    .sum())
                    .map(Manifest.Table::qualifiedName)
                    .toList();
        }
    }

    private final class Walk {

        private final Told told;
        private MemberName current = PackageReader.MANIFEST;
        private boolean manifestSeen;

        Walk(Told told) {
            this.told = told;
        }

        void member(TarMember member, InputStream content) throws IOException {
            current = member.name();
            if (manifestSeen) {
                throw new BackupException(ErrorCode.PACKAGE_CORRUPT, "nothing follows the manifest");
            }
            if (member.name().equals(PackageReader.MANIFEST)) {
                manifestSeen = true;
                read(content, new Content(false));
                return;
            }
            Optional<Entry> entry = told.next();
            if (entry.isEmpty() || !entry.get().name().equals(member.name())) {
                String expected = entry.map(Entry::name).map(MemberName::value).orElse("the manifest");
                throw new BackupException(ErrorCode.PACKAGE_CORRUPT, "it stands where " + expected + " should");
            }
            compare(entry.get(), member, content);
        }

        void end() throws IOException {
            Optional<Entry> missing = told.next();
            if (missing.isPresent()) {
                add(ErrorCode.PACKAGE_INCOMPLETE, missing.get().name(), "is missing");
            }
            if (!manifestSeen) {
                add(ErrorCode.PACKAGE_TRUNCATED, PackageReader.MANIFEST, "is missing");
            }
            told.tablesWithOtherCounts()
                    .forEach(table -> findings.add(new Failure(
                            ErrorCode.PACKAGE_INCOMPLETE, table + ": the rows of its parts are not its rows")));
        }
    }

    private static final class Content {
        private final MessageDigest sha256 = Sha256.newDigest();
        private final boolean inLines;
        private long bytes;
        private long lines;

        Content(boolean inLines) {
            this.inLines = inLines;
        }
    }

    private void compare(Entry entry, TarMember member, InputStream input) throws IOException {
        boolean sameHeader = member.bytes() == entry.bytes()
                && member.offset() == entry.offset()
                && member.mode() == entry.mode()
                && member.modified().getEpochSecond() == entry.modified().getEpochSecond();
        if (!sameHeader) {
            add(ErrorCode.PACKAGE_CORRUPT, entry.name(), "size, place, mode or time is not what the manifest says");
        }
        Content content = new Content(entry.rows() != null);
        read(input, content);
        String sha256 = HexFormat.of().formatHex(content.sha256.digest());
        if (content.bytes != entry.bytes() || !sha256.equals(entry.sha256())) {
            add(ErrorCode.PACKAGE_CORRUPT, entry.name(), "has the SHA-256 " + sha256 + ", and not " + entry.sha256());
        } else if (entry.rows() != null && content.lines != entry.rows()) {
            add(
                    ErrorCode.PACKAGE_INCOMPLETE,
                    entry.name(),
                    "has %d rows, and not %d".formatted(content.lines, entry.rows()));
        }
    }

    private void read(InputStream input, Content content) throws IOException {
        for (int count = input.read(buffer); count >= 0; count = input.read(buffer)) {
            content.sha256.update(buffer, 0, count);
            content.bytes += count;
            content.lines += content.inLines ? lineEnds(count) : 0;
        }
    }

    private long lineEnds(int count) {
        long lines = 0;
        for (int i = 0; i < count; i++) {
            lines += buffer[i] == '\n' ? 1 : 0;
        }
        return lines;
    }

    private void add(ErrorCode code, MemberName member, String what) {
        if (findings.size() < MOST_FINDINGS) {
            findings.add(new Failure(code, member + ": " + what));
        }
    }
}
