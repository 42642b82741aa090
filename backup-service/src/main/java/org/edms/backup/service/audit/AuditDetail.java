package org.edms.backup.service.audit;

import jakarta.enterprise.context.RequestScoped;
import java.util.ArrayList;
import java.util.List;

/** Details of the current request for its audit entry, such as whether it is a dry run. */
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
