package org.edms.backup.engine.backup;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.util.List;
import org.edms.backup.engine.pack.PackageFileName;
import org.edms.backup.engine.pack.PackageReader;
import org.edms.backup.engine.pack.PackageWriter;
import org.edms.backup.engine.store.Sha256;
import org.edms.backup.engine.verify.MemberVerification;
import org.edms.backup.engine.work.Meter;
import org.edms.backup.model.Phase;
import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.error.ErrorCode;
import org.edms.backup.model.error.Failure;

/** Verifies a package after it is written and before it is published, so that a damaged package is never listed. */
final class WrittenPackageCheck {

    private final BackupRequest request;
    private final Meter meter;

    WrittenPackageCheck(BackupRequest request, Meter meter) {
        this.request = request;
        this.meter = meter;
    }

    /** @return whether it was read; false if the request disables the verification */
    boolean verify(PackageWriter writer, PackageFileName name) throws IOException {
        if (!request.choice().verify()) {
            return false;
        }
        meter.enter(Phase.VERIFYING);
        boolean cannotBeOpenedHere =
                name.encrypted() && request.to().identities().isEmpty();
        List<Failure> findings = cannotBeOpenedHere ? compareBytes(writer, name) : compareMembers(writer, name);
        if (!findings.isEmpty()) {
            throw new BackupException(
                    ErrorCode.VERIFICATION_FAILED, findings.get(0).message());
        }
        return true;
    }

    private List<Failure> compareMembers(PackageWriter writer, PackageFileName name) throws IOException {
        try (PackageReader reader =
                PackageReader.open(writer.reopen(), name, request.to().identities())) {
            return new MemberVerification(reader).compareAll();
        }
    }

    /** Without a key, this checks only that the disk returns the bytes that were written. */
    private static List<Failure> compareBytes(PackageWriter writer, PackageFileName name) throws IOException {
        try (InputStream file = Channels.newInputStream(writer.reopen())) {
            return Sha256.of(file).equals(writer.sha256())
                    ? List.of()
                    : List.of(new Failure(ErrorCode.PACKAGE_CORRUPT, name.value()));
        }
    }
}
