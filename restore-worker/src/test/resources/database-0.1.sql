-- The schema of restore-worker as version 0.1 left it behind, with rows in every table. Flyway and the service must continue from here.
CREATE SCHEMA worker;
CREATE TABLE worker.flyway_schema_history (
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
CREATE TABLE worker.inbox (
    source text NOT NULL,
    id text NOT NULL,
    taken_at timestamp with time zone DEFAULT now() NOT NULL
);
CREATE TABLE worker.outbox (
    id bigint NOT NULL,
    topic text NOT NULL,
    message_key text NOT NULL,
    event text NOT NULL,
    trace text,
    written_at timestamp with time zone DEFAULT now() NOT NULL
);
ALTER TABLE worker.outbox ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME worker.outbox_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE worker.restore_request (
    id uuid NOT NULL,
    request jsonb NOT NULL,
    confirmed boolean NOT NULL,
    undoes uuid,
    taken_at timestamp with time zone DEFAULT now() NOT NULL,
    ended_at timestamp with time zone
);
CREATE TABLE worker.task (
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
ALTER TABLE ONLY worker.flyway_schema_history
    ADD CONSTRAINT flyway_schema_history_pk PRIMARY KEY (installed_rank);
ALTER TABLE ONLY worker.inbox
    ADD CONSTRAINT inbox_pkey PRIMARY KEY (source, id);
ALTER TABLE ONLY worker.outbox
    ADD CONSTRAINT outbox_pkey PRIMARY KEY (id);
ALTER TABLE ONLY worker.restore_request
    ADD CONSTRAINT restore_request_pkey PRIMARY KEY (id);
ALTER TABLE ONLY worker.task
    ADD CONSTRAINT task_pkey PRIMARY KEY (id);
CREATE INDEX flyway_schema_history_s_idx ON worker.flyway_schema_history USING btree (success);
CREATE INDEX inbox_taken_at_idx ON worker.inbox USING btree (taken_at);
CREATE INDEX outbox_by_topic ON worker.outbox USING btree (topic, id);
CREATE INDEX restore_request_ended_at_idx ON worker.restore_request USING btree (ended_at);
CREATE INDEX task_ready_at_idx ON worker.task USING btree (ready_at);
insert into worker.flyway_schema_history select * from json_populate_record(null::worker.flyway_schema_history, E'{"installed_rank":0,"version":null,"description":"<< Flyway Schema Creation >>","type":"SCHEMA","script":"\\"worker\\"","checksum":null,"installed_by":"postgres","installed_on":"2026-11-28T13:49:44.548598","execution_time":0,"success":true}');
insert into worker.flyway_schema_history select * from json_populate_record(null::worker.flyway_schema_history, '{"installed_rank":1,"version":"0.1","description":"foundation","type":"SQL","script":"db/foundation/V0_1__foundation.sql","checksum":1785722922,"installed_by":"postgres","installed_on":"2026-11-28T13:49:44.691561","execution_time":119,"success":true}');
insert into worker.flyway_schema_history select * from json_populate_record(null::worker.flyway_schema_history, '{"installed_rank":2,"version":"1","description":"restore request","type":"SQL","script":"db/worker/V1__restore_request.sql","checksum":949725258,"installed_by":"postgres","installed_on":"2026-11-28T13:49:45.035122","execution_time":39,"success":true}');
insert into worker.flyway_schema_history select * from json_populate_record(null::worker.flyway_schema_history, '{"installed_rank":3,"version":null,"description":"outbox by topic","type":"SQL","script":"db/foundation/R__outbox_by_topic.sql","checksum":123096678,"installed_by":"postgres","installed_on":"2026-11-28T13:49:45.169474","execution_time":22,"success":true}');
insert into worker.flyway_schema_history select * from json_populate_record(null::worker.flyway_schema_history, '{"installed_rank":4,"version":null,"description":"task failure","type":"SQL","script":"db/foundation/R__task_failure.sql","checksum":-508873614,"installed_by":"postgres","installed_on":"2026-11-28T13:49:45.25324","execution_time":10,"success":true}');
insert into worker.inbox select * from json_populate_record(null::worker.inbox, '{"source":"/edms-backup/backup-service","id":"01a2226b-f459-7000-877a-d77c02772616","taken_at":"2026-11-28T13:50:30.423007+00:00"}');
insert into worker.restore_request select * from json_populate_record(null::worker.restore_request, '{"id":"01a2226b-f452-7000-a250-53c21b753c6f","request":{"id": "01a2226b-f452-7000-a250-53c21b753c6f", "options": {"mode": "MERGE", "scope": "FULL", "dry_run": false, "on_match": "UPDATE", "strategy": "SET", "skip_users": false, "trust_code": false, "validation": "STRICT", "skip_models": [], "skip_tables": [], "drop_columns": [], "allow_partial": false, "safety_backup": true}, "package_name": "uploads/01a2226b-f430-7000-9857-8e729576dce0-edms-export-20261128T135018Z-8d03042a.tar.zst", "requested_by": "admin", "package_sha256": "c86637519ae473d86daaf52df578c309a7d360f43404bd2cb60216ae03ba9f58"},"confirmed":true,"undoes":null,"taken_at":"2026-11-28T13:50:30.423007+00:00","ended_at":"2026-11-28T13:50:39.338344+00:00"}');
-- A dry run whose worker died, a queued event that Kafka has not acknowledged.
insert into worker.restore_request (id, request, confirmed) values ('01a2226c-0000-7000-8000-000000000001', '{"id": "01a2226c-0000-7000-8000-000000000001", "options": {"mode": "MERGE", "scope": "FULL", "dry_run": true, "on_match": "UPDATE", "strategy": "SET", "skip_users": false, "trust_code": false, "validation": "STRICT", "skip_models": [], "skip_tables": [], "drop_columns": [], "allow_partial": false, "safety_backup": false}, "package_name": "${package}", "requested_by": "admin", "package_sha256": "${sha256}"}', true);
insert into worker.task (id, kind, attempt, lease_owner, lease_until) values ('01a2226c-0000-7000-8000-000000000001', 'restore', 1, 'dead-worker', now() - interval '1 hour');
insert into worker.outbox (topic, message_key, event, trace) values ('edms.restore.events', '01a2226b-f452-7000-a250-53c21b753c6f', '{"specversion":"1.0","id":"01a2226c-0000-7000-8000-000000000002","source":"/edms-backup/restore-worker","subject":"01a2226b-f452-7000-a250-53c21b753c6f","time":"2026-11-28T13:50:39.350Z","datacontenttype":"application/json","type":"edms.restore.accepted","data":{"job":"01a2226b-f452-7000-a250-53c21b753c6f","worker":"dead-worker","attempt":1,"dry_run":false}}', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01');
