package org.edms.backup.scheduler.alert;

import org.edms.backup.model.event.Event;

/** A way on which people, or their systems, are told. */
interface Channel {

    String name();

    /** Whether it is configured. */
    boolean isOn();

    /** Returns when it has been taken over. */
    void deliver(Event event) throws DeliveryException;
}
