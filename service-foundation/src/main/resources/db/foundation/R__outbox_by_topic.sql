-- The relay reads the oldest events of each topic.
create index if not exists outbox_by_topic on outbox (topic, id);
