package org.edms.backup.model.error;

/** Who can fix an error. */
public enum ErrorKind {
    /** The requester: the request was wrong. */
    USER,

    /** The operator: something in the environment is missing, full, slow or forbidden. */
    ENVIRONMENT,

    /** The developers: the suite has a bug. */
    INTERNAL
}
