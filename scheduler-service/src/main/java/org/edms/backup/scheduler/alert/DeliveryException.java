package org.edms.backup.scheduler.alert;

/** An alert that could not be delivered now. */
final class DeliveryException extends Exception {

    private static final long serialVersionUID = 1L;

    DeliveryException(String message, Throwable cause) {
        super(message, cause);
    }
}
