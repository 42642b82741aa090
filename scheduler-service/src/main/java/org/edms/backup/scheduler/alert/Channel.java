package org.edms.backup.scheduler.alert;

import org.edms.backup.model.event.Event;

/** Delivers alerts to people or their systems. */
interface Channel {

    String name();

    /** Whether it is configured. */
    boolean isOn();

    /** Returns when the receiver has accepted the event. */
    void deliver(Event event) throws DeliveryException;
}
