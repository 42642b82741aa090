package org.edms.backup.foundation.message;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.List;

/** An event that waits for Kafka. */
@Entity
@Table(name = "outbox")
class OutboxMessage extends PanacheEntityBase {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    Long id;

    String topic;
    String messageKey;
    String event;
    String trace;

    OutboxMessage() {}

    OutboxMessage(String topic, String messageKey, String event, String trace) {
        this.topic = topic;
        this.messageKey = messageKey;
        this.event = event;
        this.trace = trace;
    }

    /** The oldest message of each key, in the order in which they were written. */
    static List<OutboxMessage> nextOfEachJob(String[] topics, int limitPerTopic) {
        return getSession()
                .createNativeQuery("""
                        select * from outbox
                        where id in (
                            select min(oldest.id)
                            from unnest(:topics) as wanted (topic)
                            cross join lateral (
                                select id, message_key from outbox
                                where outbox.topic = wanted.topic order by id limit :limit) oldest
                            group by wanted.topic, oldest.message_key)
                        order by id
                        """, OutboxMessage.class)
                .setParameter("topics", topics)
                .setParameter("limit", limitPerTopic)
                .getResultList();
    }
}
