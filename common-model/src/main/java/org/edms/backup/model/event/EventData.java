package org.edms.backup.model.event;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonSubTypes.Type;

/** The data of an event. The type in the envelope corresponds to the record. */
@JsonSubTypes({
    @Type(value = BackupEvent.Requested.class, name = "edms.backup.requested"),
    @Type(value = BackupEvent.Started.class, name = "edms.backup.started"),
    @Type(value = BackupEvent.Progressed.class, name = "edms.backup.progress"),
    @Type(value = BackupEvent.Completed.class, name = "edms.backup.completed"),
    @Type(value = BackupEvent.Failed.class, name = "edms.backup.failed"),
    @Type(value = BackupEvent.Cancelled.class, name = "edms.backup.cancelled"),
    @Type(value = BackupEvent.Deleted.class, name = "edms.backup.deleted"),
    @Type(value = RestoreEvent.Requested.class, name = "edms.restore.requested"),
    @Type(value = RestoreEvent.CancelRequested.class, name = "edms.restore.cancel-requested"),
    @Type(value = RestoreEvent.Accepted.class, name = "edms.restore.accepted"),
    @Type(value = RestoreEvent.Progressed.class, name = "edms.restore.progress"),
    @Type(value = RestoreEvent.Completed.class, name = "edms.restore.completed"),
    @Type(value = RestoreEvent.Failed.class, name = "edms.restore.failed"),
    @Type(value = RestoreEvent.RolledBack.class, name = "edms.restore.rolled-back"),
    @Type(value = HealthChecked.class, name = "edms.health.checked"),
    @Type(value = AlertEvent.Raised.class, name = "edms.health.alert-raised"),
    @Type(value = AlertEvent.Cleared.class, name = "edms.health.alert-cleared")
})
public sealed interface EventData permits BackupEvent, RestoreEvent, HealthChecked, AlertEvent {

    /** The topic of the event. */
    @JsonIgnore
    Topic topic();

    /** The key of the message: events with the same key keep their order. Empty if the order does not matter. */
    @JsonIgnore
    String key();
}
