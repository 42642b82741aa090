package org.edms.backup.engine.verify;

import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.edms.backup.engine.pack.CopyRowCounter;
import org.edms.backup.engine.pack.PackageReader;
import org.edms.backup.engine.pack.container.TarMember;
import org.edms.backup.engine.pack.manifest.Entry;
import org.edms.backup.engine.pack.manifest.ManifestStream;
import org.edms.backup.engine.pack.manifest.ManifestTotals;
import org.edms.backup.engine.pack.manifest.MemberName;
import org.edms.backup.engine.pack.manifest.MemberNames;
import org.edms.backup.engine.store.Sha256;
import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.error.ErrorCode;
import org.edms.backup.model.error.Failure;

/** Compares the members of a package with its manifest. */
public final class MemberVerification {

    private static final int BUFFER_BYTES = 1 << 18;

    /** More findings add no information. */
    private static final int MOST_FINDINGS = 100;

    private final PackageReader reader;
    private final List<Failure> findings = new ArrayList<>();
    private final byte[] buffer = new byte[BUFFER_BYTES];

    public MemberVerification(PackageReader reader) {
        this.reader = reader;
    }

    /** Reads every member completely. */
    public List<Failure> compareAll() throws IOException {
        try (ManifestStream manifest = reader.openManifest()) {
            Expected expected = new Expected(manifest);
            Walk walk = new Walk(expected);
            try {
                reader.forEach(walk::member);
                walk.end();
            } catch (BackupException e) {
                findings.add(named(e.failure(), walk.current));
            }
        } catch (BackupException e) {
            findings.add(e.failure());
        }
        return findings;
    }

    /** Adds the current member to a failure that names none. */
    private static Failure named(Failure failure, MemberName current) {
        return failure.detail().contains(current.value())
                ? failure
                : new Failure(failure.code(), current + ": " + failure.detail());
    }

    /** The manifest entries read so far. */
    private final class Expected {

        private final ManifestStream manifest;
        private final ManifestTotals totals;

        Expected(ManifestStream manifest) {
            this.manifest = manifest;
            this.totals = new ManifestTotals(manifest.head());
        }

        /** Returns the next entry whose content is in this package. */
        Optional<Entry> next() throws IOException {
            Optional<Entry> next = manifest.next();
            while (next.isPresent() && next.get().in() != null) {
                totals.add(next.get());
                next = manifest.next();
            }
            if (next.isPresent()) {
                totals.add(next.get());
            }
            return next;
        }

        void compareTotals() {
            totals.end(reader.manifestOffset());
        }
    }

    private final class Walk {

        private final Expected expected;
        private MemberName current = MemberNames.MANIFEST;
        private boolean manifestSeen;

        Walk(Expected expected) {
            this.expected = expected;
        }

        void member(TarMember member, InputStream content) throws IOException {
            current = member.name();
            if (manifestSeen) {
                throw new BackupException(ErrorCode.PACKAGE_CORRUPT, "nothing follows the manifest");
            }
            if (member.name().equals(MemberNames.MANIFEST)) {
                manifestSeen = true;
                read(content, new Content(false));
                return;
            }
            Optional<Entry> entry = expected.next();
            if (entry.isEmpty() || !entry.get().name().equals(member.name())) {
                String name = entry.map(Entry::name).map(MemberName::value).orElse(MemberNames.MANIFEST.value());
                throw new BackupException(ErrorCode.PACKAGE_CORRUPT, "found where " + name + " should be");
            }
            compare(entry.get(), member, content);
        }

        void end() throws IOException {
            Optional<Entry> missing = expected.next();
            if (missing.isPresent()) {
                add(ErrorCode.PACKAGE_INCOMPLETE, missing.get().name(), "is missing");
            }
            if (!manifestSeen) {
                add(ErrorCode.PACKAGE_TRUNCATED, MemberNames.MANIFEST, "is missing");
            }
            if (missing.isEmpty()) {
                expected.compareTotals();
            }
        }
    }

    private static final class Content {
        private final MessageDigest sha256 = Sha256.newDigest();
        private final CopyRowCounter rows;
        private long bytes;

        Content(boolean inLines) {
            this.rows = inLines ? new CopyRowCounter() : null;
        }
    }

    private void compare(Entry entry, TarMember member, InputStream input) throws IOException {
        boolean sameHeader = member.bytes() == entry.bytes()
                && member.offset() == entry.offset()
                && member.mode() == entry.mode()
                && member.modified().getEpochSecond() == entry.modified().getEpochSecond();
        if (!sameHeader) {
            add(ErrorCode.PACKAGE_CORRUPT, entry.name(), "size, offset, mode or time differs from the manifest");
        }
        Content content = new Content(entry.rows() != null);
        read(input, content);
        String sha256 = HexFormat.of().formatHex(content.sha256.digest());
        if (content.bytes != entry.bytes() || !sha256.equals(entry.sha256())) {
            add(ErrorCode.PACKAGE_CORRUPT, entry.name(), "has the SHA-256 " + sha256 + ", and not " + entry.sha256());
        } else if (entry.rows() != null && content.rows.objection(entry.rows()) != null) {
            add(ErrorCode.PACKAGE_INCOMPLETE, entry.name(), content.rows.objection(entry.rows()));
        }
    }

    private void read(InputStream input, Content content) throws IOException {
        for (int count = input.read(buffer); count >= 0; count = input.read(buffer)) {
            content.sha256.update(buffer, 0, count);
            content.bytes += count;
            if (content.rows != null) {
                content.rows.update(buffer, 0, count);
            }
        }
    }

    private void add(ErrorCode code, MemberName member, String what) {
        if (findings.size() < MOST_FINDINGS) {
            findings.add(new Failure(code, member + ": " + what));
        }
    }
}
