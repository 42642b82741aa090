package org.edms.backup.engine.model;

/** A value is not in the form that the model declares, so that the ids in it are unknown. */
public final class UnreadableValueException extends Exception {

    private static final long serialVersionUID = 1L;

    public UnreadableValueException(String why) {
        super(why);
    }

    UnreadableValueException(String why, Throwable cause) {
        super(why, cause);
    }
}
