package org.edms.backup.demo;

/** What was asked of the demonstration EDMS cannot be done; the message says why. */
public final class DemoEdmsException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    DemoEdmsException(String message, Throwable cause) {
        super(message, cause);
    }
}
