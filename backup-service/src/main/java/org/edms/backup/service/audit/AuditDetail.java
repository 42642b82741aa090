package org.edms.backup.service.audit;

import jakarta.enterprise.context.RequestScoped;
import java.util.ArrayList;
import java.util.List;

/** What the audit entry of the present call holds beside its outcome, such as whether it was a dry run. */
@RequestScoped
public class AuditDetail {

    private final List<String> parts = new ArrayList<>();

    public void add(String name, Object value) {
        parts.add(name + "=" + value);
    }

    /** @return all parts, each after a space */
    String text() {
        return parts.isEmpty() ? "" : " " + String.join(" ", parts);
    }
}
