package org.edms.backup.model.event;

/** The Kafka topics of the suite. An unreadable message goes to the topic's dead letter topic. */
public enum Topic {
    BACKUP_REQUESTS("edms.backup.requests"),
    BACKUP_EVENTS("edms.backup.events"),
    RESTORE_REQUESTS("edms.restore.requests"),
    RESTORE_EVENTS("edms.restore.events"),
    HEALTH_EVENTS("edms.health.events");

    private final String topicName;

    Topic(String topicName) {
        this.topicName = topicName;
    }

    public String topicName() {
        return topicName;
    }

    public String deadLetterName() {
        return topicName + ".dlq";
    }
}
