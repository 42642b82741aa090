package org.edms.backup.demo;

/** An operation on the demonstration EDMS failed; the message says why. */
public final class DemoEdmsException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    DemoEdmsException(String message, Throwable cause) {
        super(message, cause);
    }
}
