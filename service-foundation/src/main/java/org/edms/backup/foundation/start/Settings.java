package org.edms.backup.foundation.start;

import java.util.List;

/** Settings of a feature, which know when they are wrong. */
public interface Settings {

    /** One line for each thing that is missing or unsafe: the property, and what to do about it. */
    List<String> problems();
}
