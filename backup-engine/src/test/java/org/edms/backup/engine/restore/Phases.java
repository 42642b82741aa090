package org.edms.backup.engine.restore;

import java.util.LinkedHashSet;
import java.util.Set;
import org.edms.backup.engine.work.Meter;

/** Which phases a piece of work has. */
final class Phases extends Meter {

    final Set<String> seen = new LinkedHashSet<>();

    @Override
    public void phase(String name) {
        super.phase(name);
        seen.add(name);
    }
}
