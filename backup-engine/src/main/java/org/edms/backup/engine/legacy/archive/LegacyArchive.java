package org.edms.backup.engine.legacy.archive;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.text.Normalizer;
import java.util.HashSet;
import java.util.Set;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.edms.backup.engine.pack.manifest.MemberName;
import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.error.ErrorCode;

/**
 * A tar archive from an earlier system, read once. The archive is untrusted: members that no earlier system writes are rejected.
 */
final class LegacyArchive {

    private static final String HERE = "./";
    private static final int PERMISSIONS = 0777;
    private static final int END_OF_A_TAR = 512;
    private static final int MOST_MEMBERS = 1_000_000;
    private static final int LONGEST_NAMES = 64 << 20;

    private final DecompressionGuard raw;
    private final String name;
    private final Set<String> names = new HashSet<>();
    private long charactersOfNames;

    LegacyArchive(DecompressionGuard raw, String name) {
        this.raw = raw;
        this.name = name;
    }

    void forEach(LegacyFile.Visitor visitor) throws IOException {
        TarArchiveInputStream tar = new TarArchiveInputStream(raw, "UTF-8");
        for (TarArchiveEntry entry = next(tar); entry != null; entry = next(tar)) {
            if (!isDirectory(entry)) {
                LegacyMember member = memberOf(entry);
                refuseTwice(member);
                InputStream content = new TarMemberInput(tar, member.name());
                if (!visitor.visit(member, content)) {
                    return;
                }
                content.transferTo(OutputStream.nullOutputStream());
            }
        }
        if (!raw.endsInZeros(END_OF_A_TAR)) {
            throw new BackupException(ErrorCode.PACKAGE_TRUNCATED, name + " is truncated");
        }
        raw.transferTo(OutputStream.nullOutputStream());
    }

    private TarArchiveEntry next(TarArchiveInputStream tar) throws IOException {
        raw.beginHeader();
        try {
            return tar.getNextEntry();
        } catch (IllegalArgumentException e) {
            throw new BackupException(ErrorCode.PACKAGE_CORRUPT, name + ": a header cannot be read", e);
        } catch (InterruptedIOException e) {
            throw e;
        } catch (IOException e) {
            throw TarMemberInput.translated(e, name);
        } finally {
            raw.endHeader();
        }
    }

    private static boolean isDirectory(TarArchiveEntry entry) {
        if (!entry.isDirectory()) {
            return false;
        }
        String path = plain(entry.getName());
        if (!path.isEmpty()) {
            checked(path);
        }
        return true;
    }

    private static LegacyMember memberOf(TarArchiveEntry entry) {
        String path = checked(plain(entry.getName()));
        byte kind = entry.getLinkFlag();
        if ((kind != TarConstants.LF_NORMAL && kind != TarConstants.LF_OLDNORM) || entry.isSparse()) {
            throw new BackupException(ErrorCode.PACKAGE_HOSTILE, path + " is not a regular file");
        }
        return new LegacyMember(
                path, entry.getSize(), entry.getLastModifiedTime().toInstant(), entry.getMode() & PERMISSIONS);
    }

    private void refuseTwice(LegacyMember member) {
        if (!names.add(Normalizer.normalize(member.name(), Normalizer.Form.NFC))) {
            throw new BackupException(ErrorCode.PACKAGE_HOSTILE, "duplicate member " + member.name());
        }
        charactersOfNames += member.name().length();
        if (names.size() > MOST_MEMBERS || charactersOfNames > LONGEST_NAMES) {
            throw new BackupException(
                    ErrorCode.PACKAGE_HOSTILE,
                    "%s contains more than %,d members, or %,d characters in their names"
                            .formatted(name, MOST_MEMBERS, LONGEST_NAMES));
        }
    }

    /** Removes the leading {@code ./} and the trailing slash of a directory. */
    private static String plain(String path) {
        String plain = path;
        while (plain.startsWith(HERE)) {
            plain = plain.substring(HERE.length());
        }
        if (plain.endsWith("/")) {
            plain = plain.substring(0, plain.length() - 1);
        }
        return plain.equals(".") ? "" : plain;
    }

    private static String checked(String path) {
        return new MemberName(path).value();
    }
}
