package org.edms.backup.model.backup;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.edms.backup.model.error.Failure;
import org.edms.backup.model.id.PackageId;

/** The result of verifying a package. */
public record VerifyResult(
        PackageId packageId, VerifyLevel level, Instant verifiedAt, Duration duration, List<Failure> findings) {

    public VerifyResult {
        Objects.requireNonNull(packageId);
        Objects.requireNonNull(level);
        Objects.requireNonNull(verifiedAt);
        Objects.requireNonNull(duration);
        findings = List.copyOf(findings);
    }

    @JsonProperty
    public boolean whole() {
        return findings.isEmpty();
    }
}
