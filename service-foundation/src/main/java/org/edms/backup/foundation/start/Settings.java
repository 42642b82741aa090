package org.edms.backup.foundation.start;

import java.util.List;

/** The settings of a feature, which validate themselves. */
public interface Settings {

    /** One line for each missing or unsafe property, with the fix. */
    List<String> problems();
}
