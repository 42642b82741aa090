package org.edms.backup.foundation.start;

import jakarta.inject.Singleton;
import java.util.List;

/** Whether the files of secrets can be read. */
@Singleton
class SecretFilesSettings implements Settings {

    @Override
    public List<String> problems() {
        return new SecretFiles().problems();
    }
}
