package org.edms.backup.foundation.start;

import jakarta.inject.Singleton;
import java.util.List;

/** Checks that secret files are readable. */
@Singleton
class SecretFilesSettings implements Settings {

    @Override
    public List<String> problems() {
        return new SecretFiles().problems();
    }
}
