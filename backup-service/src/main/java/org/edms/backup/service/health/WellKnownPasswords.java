package org.edms.backup.service.health;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Reports well-known passwords, without showing them. */
final class WellKnownPasswords {

    private static final Set<String> KNOWN = Set.of(
            "postgres",
            "password",
            "admin",
            "changeme",
            "change-me",
            "secret",
            "edms",
            "edms_backup",
            "test",
            "123456");

    private final CheckResult result;

    WellKnownPasswords(CheckResult result) {
        this.result = result;
    }

    void check(String name, Optional<String> password, Optional<String> user) {
        if (password.isEmpty() || password.get().isBlank()) {
            result.warning(
                    name + " is empty: anyone who reaches the server may log in, unless it requires a certificate");
            return;
        }
        String lower = password.get().toLowerCase(Locale.ROOT);
        if (KNOWN.contains(lower) || user.filter(lower::equalsIgnoreCase).isPresent()) {
            result.critical(name + " is a well-known password: change it");
        }
    }
}
