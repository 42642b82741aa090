package org.edms.backup.model.error;

/** Whose turn it is to do something about an error. */
public enum ErrorKind {
    /** The request was wrong: whoever made it makes another. */
    USER,

    /** Something around the suite is missing, full, slow or forbidden: whoever runs it mends that. */
    ENVIRONMENT,

    /** The suite itself is wrong: whoever develops it wants to know. */
    INTERNAL
}
