-- The schema of scheduler-service as version 0.1 left it behind, with rows in every table. Flyway and the service must continue from here.
CREATE SCHEMA scheduler;
CREATE TABLE scheduler.contact (
    service text NOT NULL,
    reached_at timestamp with time zone NOT NULL
);
CREATE TABLE scheduler.delivery (
    incident uuid NOT NULL,
    channel text NOT NULL,
    all_clear boolean NOT NULL,
    event text NOT NULL,
    attempts integer DEFAULT 0 NOT NULL,
    ready_at timestamp with time zone DEFAULT now() NOT NULL,
    delivered_at timestamp with time zone,
    failure text
);
CREATE TABLE scheduler.flyway_schema_history (
    installed_rank integer NOT NULL,
    version character varying(50),
    description character varying(200) NOT NULL,
    type character varying(20) NOT NULL,
    script character varying(1000) NOT NULL,
    checksum integer,
    installed_by character varying(100) NOT NULL,
    installed_on timestamp without time zone DEFAULT now() NOT NULL,
    execution_time integer NOT NULL,
    success boolean NOT NULL
);
CREATE TABLE scheduler.inbox (
    source text NOT NULL,
    id text NOT NULL,
    taken_at timestamp with time zone DEFAULT now() NOT NULL
);
CREATE TABLE scheduler.incident (
    id uuid NOT NULL,
    kind text NOT NULL,
    subject text NOT NULL,
    severity text NOT NULL,
    message text NOT NULL,
    since timestamp with time zone NOT NULL,
    raised_at timestamp with time zone NOT NULL,
    cleared_at timestamp with time zone,
    resolution text
);
CREATE TABLE scheduler.outbox (
    id bigint NOT NULL,
    topic text NOT NULL,
    message_key text NOT NULL,
    event text NOT NULL,
    trace text,
    written_at timestamp with time zone DEFAULT now() NOT NULL
);
ALTER TABLE scheduler.outbox ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME scheduler.outbox_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE scheduler.task (
    id uuid NOT NULL,
    kind text NOT NULL,
    attempt integer DEFAULT 0 NOT NULL,
    ready_at timestamp with time zone DEFAULT now() NOT NULL,
    lease_owner text,
    lease_until timestamp with time zone,
    cancelled_by text,
    trace text,
    failure text
);
ALTER TABLE ONLY scheduler.contact
    ADD CONSTRAINT contact_pkey PRIMARY KEY (service);
ALTER TABLE ONLY scheduler.delivery
    ADD CONSTRAINT delivery_pkey PRIMARY KEY (incident, channel, all_clear);
ALTER TABLE ONLY scheduler.flyway_schema_history
    ADD CONSTRAINT flyway_schema_history_pk PRIMARY KEY (installed_rank);
ALTER TABLE ONLY scheduler.inbox
    ADD CONSTRAINT inbox_pkey PRIMARY KEY (source, id);
ALTER TABLE ONLY scheduler.incident
    ADD CONSTRAINT incident_pkey PRIMARY KEY (id);
ALTER TABLE ONLY scheduler.outbox
    ADD CONSTRAINT outbox_pkey PRIMARY KEY (id);
ALTER TABLE ONLY scheduler.task
    ADD CONSTRAINT task_pkey PRIMARY KEY (id);
CREATE INDEX delivery_ready_at_idx ON scheduler.delivery USING btree (ready_at) WHERE (delivered_at IS NULL);
CREATE INDEX flyway_schema_history_s_idx ON scheduler.flyway_schema_history USING btree (success);
CREATE INDEX inbox_taken_at_idx ON scheduler.inbox USING btree (taken_at);
CREATE UNIQUE INDEX incident_kind_subject_idx ON scheduler.incident USING btree (kind, subject) WHERE (cleared_at IS NULL);
CREATE INDEX incident_raised_at_idx ON scheduler.incident USING btree (raised_at DESC);
CREATE INDEX outbox_by_topic ON scheduler.outbox USING btree (topic, id);
CREATE INDEX task_ready_at_idx ON scheduler.task USING btree (ready_at);
ALTER TABLE ONLY scheduler.delivery
    ADD CONSTRAINT delivery_incident_fkey FOREIGN KEY (incident) REFERENCES scheduler.incident(id) ON DELETE CASCADE;
insert into scheduler.contact select * from json_populate_record(null::scheduler.contact, '{"service":"backup-service","reached_at":"2026-11-28T13:51:48.075731+00:00"}');
insert into scheduler.flyway_schema_history select * from json_populate_record(null::scheduler.flyway_schema_history, E'{"installed_rank":0,"version":null,"description":"<< Flyway Schema Creation >>","type":"SCHEMA","script":"\\"scheduler\\"","checksum":null,"installed_by":"postgres","installed_on":"2026-11-28T13:49:46.253885","execution_time":0,"success":true}');
insert into scheduler.flyway_schema_history select * from json_populate_record(null::scheduler.flyway_schema_history, '{"installed_rank":1,"version":"0.1","description":"foundation","type":"SQL","script":"db/foundation/V0_1__foundation.sql","checksum":1785722922,"installed_by":"postgres","installed_on":"2026-11-28T13:49:46.504064","execution_time":145,"success":true}');
insert into scheduler.flyway_schema_history select * from json_populate_record(null::scheduler.flyway_schema_history, '{"installed_rank":2,"version":"1","description":"incidents","type":"SQL","script":"db/scheduler/V1__incidents.sql","checksum":-1599449541,"installed_by":"postgres","installed_on":"2026-11-28T13:49:46.714225","execution_time":270,"success":true}');
insert into scheduler.flyway_schema_history select * from json_populate_record(null::scheduler.flyway_schema_history, '{"installed_rank":3,"version":null,"description":"outbox by topic","type":"SQL","script":"db/foundation/R__outbox_by_topic.sql","checksum":123096678,"installed_by":"postgres","installed_on":"2026-11-28T13:49:47.168492","execution_time":5,"success":true}');
insert into scheduler.flyway_schema_history select * from json_populate_record(null::scheduler.flyway_schema_history, '{"installed_rank":4,"version":null,"description":"task failure","type":"SQL","script":"db/foundation/R__task_failure.sql","checksum":-508873614,"installed_by":"postgres","installed_on":"2026-11-28T13:49:47.236745","execution_time":8,"success":true}');
-- An open incident with an alert that was not delivered, a cleared incident, an event that Kafka has not acknowledged.
insert into scheduler.incident (id, kind, subject, severity, message, since, raised_at) values ('01a2226c-0000-7000-8000-000000000011', 'BACKUP_OVERDUE', 'nightly', 'CRITICAL', 'There has been no good backup yet.', '2026-11-28 13:40:00+00', '2026-11-28 13:50:00+00');
insert into scheduler.incident (id, kind, subject, severity, message, since, raised_at, cleared_at, resolution) values ('01a2226c-0000-7000-8000-000000000012', 'BACKUP_OVERDUE', 'weekly', 'CRITICAL', 'There has been no good backup yet.', '2026-11-28 13:40:00+00', '2026-11-28 13:45:00+00', '2026-11-28 13:50:00+00', 'It is not due any more.');
insert into scheduler.delivery (incident, channel, all_clear, event, attempts, failure) values ('01a2226c-0000-7000-8000-000000000011', 'webhook', false, '{"specversion":"1.0","id":"01a2226c-0000-7000-8000-000000000015","source":"/edms-backup/scheduler-service","subject":"01a2226c-0000-7000-8000-000000000011","time":"2026-11-28T13:50:39.350Z","datacontenttype":"application/json","type":"edms.health.alert-raised","data":{"incident":{"id":"01a2226c-0000-7000-8000-000000000011","kind":"BACKUP_OVERDUE","subject":"nightly","severity":"CRITICAL","message":"There has been no good backup yet.","since":"2026-11-28T13:40:00Z","raised_at":"2026-11-28T13:50:00Z"}}}', 2, 'webhook: HTTP 500');
insert into scheduler.delivery (incident, channel, all_clear, event, attempts, delivered_at) values ('01a2226c-0000-7000-8000-000000000012', 'mail', false, '{"specversion":"1.0","id":"01a2226c-0000-7000-8000-000000000016","source":"/edms-backup/scheduler-service","subject":"01a2226c-0000-7000-8000-000000000012","time":"2026-11-28T13:50:39.350Z","datacontenttype":"application/json","type":"edms.health.alert-raised","data":{"incident":{"id":"01a2226c-0000-7000-8000-000000000012","kind":"BACKUP_OVERDUE","subject":"weekly","severity":"CRITICAL","message":"There has been no good backup yet.","since":"2026-11-28T13:40:00Z","raised_at":"2026-11-28T13:50:00Z"}}}', 1, '2026-11-28 13:45:05+00');
insert into scheduler.outbox (topic, message_key, event) values ('edms.health.events', '01a2226c-0000-7000-8000-000000000011', '{"specversion":"1.0","id":"01a2226c-0000-7000-8000-000000000015","source":"/edms-backup/scheduler-service","subject":"01a2226c-0000-7000-8000-000000000011","time":"2026-11-28T13:50:39.350Z","datacontenttype":"application/json","type":"edms.health.alert-raised","data":{"incident":{"id":"01a2226c-0000-7000-8000-000000000011","kind":"BACKUP_OVERDUE","subject":"nightly","severity":"CRITICAL","message":"There has been no good backup yet.","since":"2026-11-28T13:40:00Z","raised_at":"2026-11-28T13:50:00Z"}}}');
insert into scheduler.inbox (source, id) values ('/edms-backup/backup-service', '01a2226c-0000-7000-8000-000000000013');
insert into scheduler.task (id, kind) values ('01a2226c-0000-7000-8000-000000000014', 'unused');
