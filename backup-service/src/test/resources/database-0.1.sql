-- The schema of backup-service as version 0.1 left it behind, with rows in every table. Flyway and the service must continue from here.
CREATE SCHEMA backup;
CREATE TABLE backup.audit_begun (
    id uuid NOT NULL,
    at timestamp with time zone NOT NULL,
    who text NOT NULL,
    action text NOT NULL,
    subject text,
    origin text
);
CREATE TABLE backup.audit_entry (
    number bigint NOT NULL,
    at timestamp with time zone NOT NULL,
    who text NOT NULL,
    action text NOT NULL,
    subject text,
    origin text,
    outcome text NOT NULL,
    detail text,
    previous_hash text NOT NULL,
    hash text NOT NULL
);
CREATE TABLE backup.audit_head (
    only_one boolean DEFAULT true NOT NULL,
    number bigint NOT NULL,
    hash text NOT NULL,
    CONSTRAINT audit_head_only_one_check CHECK (only_one)
);
CREATE TABLE backup.backup_job (
    id uuid NOT NULL,
    configuration uuid,
    backup_type text NOT NULL,
    status text NOT NULL,
    created_at timestamp with time zone NOT NULL,
    ended_at timestamp with time zone,
    package_name text,
    order_given jsonb NOT NULL,
    body jsonb NOT NULL,
    needs uuid[] DEFAULT '{}'::uuid[] NOT NULL
);
CREATE TABLE backup.configuration (
    id uuid NOT NULL,
    name text NOT NULL,
    created_at timestamp with time zone NOT NULL,
    body jsonb NOT NULL
);
CREATE TABLE backup.digest_sample (
    package_name text NOT NULL,
    looked_at timestamp with time zone NOT NULL,
    finding text
);
CREATE TABLE backup.flyway_schema_history (
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
CREATE TABLE backup.health_check (
    id bigint NOT NULL,
    check_type text NOT NULL,
    status text NOT NULL,
    checked_at timestamp with time zone NOT NULL,
    body jsonb NOT NULL
);
ALTER TABLE backup.health_check ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME backup.health_check_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE backup.idempotency (
    requested_by text NOT NULL,
    key text NOT NULL,
    fingerprint text NOT NULL,
    subject text NOT NULL,
    asked_at timestamp with time zone DEFAULT now() NOT NULL
);
CREATE TABLE backup.inbox (
    source text NOT NULL,
    id text NOT NULL,
    taken_at timestamp with time zone DEFAULT now() NOT NULL
);
CREATE TABLE backup.job_event (
    id bigint NOT NULL,
    job uuid NOT NULL,
    told_at timestamp with time zone DEFAULT now() NOT NULL,
    event text NOT NULL
);
ALTER TABLE backup.job_event ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME backup.job_event_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE backup.outbox (
    id bigint NOT NULL,
    topic text NOT NULL,
    message_key text NOT NULL,
    event text NOT NULL,
    trace text,
    written_at timestamp with time zone DEFAULT now() NOT NULL
);
ALTER TABLE backup.outbox ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME backup.outbox_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE backup.removal (
    package_name text NOT NULL,
    job uuid,
    reason text NOT NULL,
    decided_at timestamp with time zone DEFAULT now() NOT NULL
);
CREATE TABLE backup.restore_job (
    id uuid NOT NULL,
    backup_job uuid,
    status text NOT NULL,
    created_at timestamp with time zone NOT NULL,
    ended_at timestamp with time zone,
    body jsonb NOT NULL,
    report jsonb
);
CREATE TABLE backup.task (
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
CREATE TABLE backup.verification (
    id uuid NOT NULL,
    job uuid NOT NULL,
    level text NOT NULL,
    requested_by text NOT NULL,
    created_at timestamp with time zone NOT NULL,
    result jsonb,
    failure jsonb
);
ALTER TABLE ONLY backup.audit_begun
    ADD CONSTRAINT audit_begun_pkey PRIMARY KEY (id);
ALTER TABLE ONLY backup.audit_entry
    ADD CONSTRAINT audit_entry_pkey PRIMARY KEY (number);
ALTER TABLE ONLY backup.audit_head
    ADD CONSTRAINT audit_head_pkey PRIMARY KEY (only_one);
ALTER TABLE ONLY backup.backup_job
    ADD CONSTRAINT backup_job_pkey PRIMARY KEY (id);
ALTER TABLE ONLY backup.configuration
    ADD CONSTRAINT configuration_name_key UNIQUE (name);
ALTER TABLE ONLY backup.configuration
    ADD CONSTRAINT configuration_pkey PRIMARY KEY (id);
ALTER TABLE ONLY backup.digest_sample
    ADD CONSTRAINT digest_sample_pkey PRIMARY KEY (package_name);
ALTER TABLE ONLY backup.flyway_schema_history
    ADD CONSTRAINT flyway_schema_history_pk PRIMARY KEY (installed_rank);
ALTER TABLE ONLY backup.health_check
    ADD CONSTRAINT health_check_pkey PRIMARY KEY (id);
ALTER TABLE ONLY backup.idempotency
    ADD CONSTRAINT idempotency_pkey PRIMARY KEY (requested_by, key);
ALTER TABLE ONLY backup.inbox
    ADD CONSTRAINT inbox_pkey PRIMARY KEY (source, id);
ALTER TABLE ONLY backup.job_event
    ADD CONSTRAINT job_event_pkey PRIMARY KEY (id);
ALTER TABLE ONLY backup.outbox
    ADD CONSTRAINT outbox_pkey PRIMARY KEY (id);
ALTER TABLE ONLY backup.removal
    ADD CONSTRAINT removal_pkey PRIMARY KEY (package_name);
ALTER TABLE ONLY backup.restore_job
    ADD CONSTRAINT restore_job_pkey PRIMARY KEY (id);
ALTER TABLE ONLY backup.task
    ADD CONSTRAINT task_pkey PRIMARY KEY (id);
ALTER TABLE ONLY backup.verification
    ADD CONSTRAINT verification_pkey PRIMARY KEY (id);
CREATE INDEX audit_begun_at_idx ON backup.audit_begun USING btree (at);
CREATE INDEX audit_entry_action_number_idx ON backup.audit_entry USING btree (action, number DESC);
CREATE INDEX audit_entry_at_idx ON backup.audit_entry USING btree (at DESC);
CREATE INDEX audit_entry_who_number_idx ON backup.audit_entry USING btree (who, number DESC);
CREATE INDEX backup_job_configuration_created_at_idx ON backup.backup_job USING btree (configuration, created_at DESC);
CREATE INDEX backup_job_created_at_id_idx ON backup.backup_job USING btree (created_at DESC, id DESC);
CREATE UNIQUE INDEX backup_job_package_name_idx ON backup.backup_job USING btree (package_name);
CREATE INDEX backup_job_status_idx ON backup.backup_job USING btree (status);
CREATE INDEX flyway_schema_history_s_idx ON backup.flyway_schema_history USING btree (success);
CREATE INDEX health_check_check_type_checked_at_idx ON backup.health_check USING btree (check_type, checked_at DESC);
CREATE INDEX health_check_checked_at_idx ON backup.health_check USING btree (checked_at);
CREATE INDEX inbox_taken_at_idx ON backup.inbox USING btree (taken_at);
CREATE INDEX job_event_job_id_idx ON backup.job_event USING btree (job, id);
CREATE INDEX job_event_told_at_idx ON backup.job_event USING btree (told_at);
CREATE INDEX outbox_by_topic ON backup.outbox USING btree (topic, id);
CREATE INDEX restore_job_created_at_id_idx ON backup.restore_job USING btree (created_at DESC, id DESC);
CREATE INDEX restore_job_status_idx ON backup.restore_job USING btree (status);
CREATE INDEX task_ready_at_idx ON backup.task USING btree (ready_at);
CREATE INDEX verification_job_created_at_idx ON backup.verification USING btree (job, created_at DESC);
ALTER TABLE ONLY backup.verification
    ADD CONSTRAINT verification_job_fkey FOREIGN KEY (job) REFERENCES backup.backup_job(id) ON DELETE CASCADE;
insert into backup.audit_entry select * from json_populate_record(null::backup.audit_entry, '{"number":1,"at":"2026-11-28T13:50:05.992338+00:00","who":"scheduler","action":"POST system/apply_retention","subject":null,"origin":"127.0.0.1","outcome":"DONE","detail":"200 dry_run=false","previous_hash":"0000000000000000000000000000000000000000000000000000000000000000","hash":"b857478e8c4d8db2f6943e3b61e010b54980896fd522dc96906e8cc3bebc220e"}');
insert into backup.audit_entry select * from json_populate_record(null::backup.audit_entry, '{"number":2,"at":"2026-11-28T13:50:06.724706+00:00","who":"scheduler","action":"POST system/run_health_check","subject":null,"origin":"127.0.0.1","outcome":"DONE","detail":"200","previous_hash":"b857478e8c4d8db2f6943e3b61e010b54980896fd522dc96906e8cc3bebc220e","hash":"14870ef80ffae3d701dddbe02b9bee61ea75f8dcc3be6c241a75aaa50e330108"}');
insert into backup.audit_entry select * from json_populate_record(null::backup.audit_entry, '{"number":3,"at":"2026-11-28T13:50:06.996275+00:00","who":"scheduler","action":"POST system/run_health_check","subject":null,"origin":"127.0.0.1","outcome":"DONE","detail":"200","previous_hash":"14870ef80ffae3d701dddbe02b9bee61ea75f8dcc3be6c241a75aaa50e330108","hash":"87e20d2390660a53d18b0b67a7f1f0a5f4f7618b5c418411add0f35b3643ed25"}');
insert into backup.audit_entry select * from json_populate_record(null::backup.audit_entry, '{"number":4,"at":"2026-11-28T13:50:07.458217+00:00","who":"scheduler","action":"POST system/run_health_check","subject":null,"origin":"127.0.0.1","outcome":"DONE","detail":"200","previous_hash":"87e20d2390660a53d18b0b67a7f1f0a5f4f7618b5c418411add0f35b3643ed25","hash":"6777b668ad1ab86ffd9e373921ed0d08089e4f061c77fcf4650a2b12a724293c"}');
insert into backup.audit_entry select * from json_populate_record(null::backup.audit_entry, '{"number":5,"at":"2026-11-28T13:50:07.695277+00:00","who":"scheduler","action":"POST system/run_health_check","subject":null,"origin":"127.0.0.1","outcome":"DONE","detail":"200","previous_hash":"6777b668ad1ab86ffd9e373921ed0d08089e4f061c77fcf4650a2b12a724293c","hash":"9be92f2eb1433ecd7fc116054b1f6480f594c06d098d6b69812626899c3ec5f8"}');
insert into backup.audit_entry select * from json_populate_record(null::backup.audit_entry, '{"number":6,"at":"2026-11-28T13:50:07.998256+00:00","who":"scheduler","action":"POST system/run_health_check","subject":null,"origin":"127.0.0.1","outcome":"DONE","detail":"200","previous_hash":"9be92f2eb1433ecd7fc116054b1f6480f594c06d098d6b69812626899c3ec5f8","hash":"a5f224288ef7e9985475117132be732e51c0af7da0c83e3b35726190e1300501"}');
insert into backup.audit_entry select * from json_populate_record(null::backup.audit_entry, '{"number":7,"at":"2026-11-28T13:50:18.475844+00:00","who":"admin","action":"POST system/create_export_package","subject":"01a2226b-c73e-7000-99e4-26dcd8efae35","origin":"127.0.0.1","outcome":"DONE","detail":"202","previous_hash":"a5f224288ef7e9985475117132be732e51c0af7da0c83e3b35726190e1300501","hash":"710ba559bd55df60570181071d3136e8f1d83bef79ee98675b0160eee6367404"}');
insert into backup.audit_entry select * from json_populate_record(null::backup.audit_entry, '{"number":8,"at":"2026-11-28T13:50:22.01726+00:00","who":"admin","action":"GET jobs/manifest","subject":"01a2226b-c73e-7000-99e4-26dcd8efae35","origin":"127.0.0.1","outcome":"DONE","detail":"200 package=edms-export-20261128T135018Z-8d03042a.tar.zst","previous_hash":"710ba559bd55df60570181071d3136e8f1d83bef79ee98675b0160eee6367404","hash":"bf902b7148fb52cef678d7d71aaf859d592d0dabe0435294cf10f996b7a0fa5c"}');
insert into backup.audit_entry select * from json_populate_record(null::backup.audit_entry, '{"number":9,"at":"2026-11-28T13:50:23.147921+00:00","who":"admin","action":"POST jobs/verify","subject":"01a2226b-c73e-7000-99e4-26dcd8efae35","origin":"127.0.0.1","outcome":"DONE","detail":"202","previous_hash":"bf902b7148fb52cef678d7d71aaf859d592d0dabe0435294cf10f996b7a0fa5c","hash":"0f5fabec37b37bd7a32b3f4cdb8d88a6b0c93a2bb64aa20c0278ed498642987e"}');
insert into backup.audit_entry select * from json_populate_record(null::backup.audit_entry, E'{"number":10,"at":"2026-11-28T13:50:30.01832+00:00","who":"admin","action":"POST restores/restore_from_file","subject":"01a2226b-f452-7000-a250-53c21b753c6f","origin":"127.0.0.1","outcome":"DONE","detail":"202 dry_run=false confirm=true options={\\"mode\\":\\"MERGE\\",\\"scope\\":\\"FULL\\",\\"strategy\\":\\"SET\\",\\"on_match\\":\\"UPDATE\\",\\"validation\\":\\"STRICT\\",\\"skip_users\\":false,\\"dry_run\\":false,\\"allow_partial\\":false,\\"safety_backup\\":true,\\"skip_tables\\":[],\\"drop_columns\\":[],\\"trust_code\\":false,\\"skip_models\\":[]}","previous_hash":"0f5fabec37b37bd7a32b3f4cdb8d88a6b0c93a2bb64aa20c0278ed498642987e","hash":"bd4ad2a9590ffd651d54ea1c7e98a22c7d4470a08ff776ad209e71f7e74b8bf6"}');
insert into backup.audit_entry select * from json_populate_record(null::backup.audit_entry, '{"number":11,"at":"2026-11-28T13:50:40.767704+00:00","who":"admin","action":"GET restores/report","subject":"01a2226b-f452-7000-a250-53c21b753c6f","origin":"127.0.0.1","outcome":"DONE","detail":"200 bytes=53260","previous_hash":"bd4ad2a9590ffd651d54ea1c7e98a22c7d4470a08ff776ad209e71f7e74b8bf6","hash":"293f987a1737a5408d027bac7b1d5b88398725fd987e3a30ea87363d11ba6501"}');
insert into backup.audit_entry select * from json_populate_record(null::backup.audit_entry, '{"number":12,"at":"2026-11-28T13:51:17.463849+00:00","who":"admin","action":"POST configurations","subject":"01a2226c-ada8-7000-b5f8-0672e2e9d401","origin":"127.0.0.1","outcome":"DONE","detail":"201","previous_hash":"293f987a1737a5408d027bac7b1d5b88398725fd987e3a30ea87363d11ba6501","hash":"0b5c18ab3329857e9ba1a1aacab7d58d929163c5c913667b369c80d46b5857ff"}');
insert into backup.audit_head select * from json_populate_record(null::backup.audit_head, '{"only_one":true,"number":15,"hash":"265e8582e168af65fcf58cab7103fbab3c8cd619e5aa5de219942b76f8a25dd7"}');
insert into backup.backup_job select * from json_populate_record(null::backup.backup_job, '{"id":"01a2226b-c73e-7000-99e4-26dcd8efae35","configuration":null,"backup_type":"EXPORT","status":"COMPLETED","created_at":"2026-11-28T13:50:18.430858+00:00","ended_at":"2026-11-28T13:50:21.103867+00:00","package_name":"edms-export-20261128T135018Z-8d03042a.tar.zst","order_given":{"type": "EXPORT", "encrypt": false, "compress": true, "storage_path": "", "include_users": true},"body":{"id": "01a2226b-c73e-7000-99e4-26dcd8efae35", "state": {"since": "2026-11-28T13:50:21.103866852Z", "status": "COMPLETED"}, "pinned": false, "status": "COMPLETED", "progress": {"rows": 1708, "bytes": 257749, "phase": "database", "table": "public.django_celery_beat_periodictask", "bytes_expected": 1614149}, "created_at": "2026-11-28T13:50:18.430858176Z", "backup_type": "EXPORT", "requested_by": "admin", "backup_package": {"id": "01a2226b-c8cc-7000-9e4a-fb678d03042a", "name": "edms-export-20261128T135018Z-8d03042a.tar.zst", "bytes": 248450, "sha256": "c86637519ae473d86daaf52df578c309a7d360f43404bd2cb60216ae03ba9f58"}},"needs":[]}');
insert into backup.backup_job select * from json_populate_record(null::backup.backup_job, '{"id":"01a2226c-aeaa-7000-83ed-67db35beb467","configuration":"01a2226c-ada8-7000-b5f8-0672e2e9d401","backup_type":"FULL","status":"COMPLETED","created_at":"2026-11-28T13:51:17.674905+00:00","ended_at":"2026-11-28T13:51:19.191443+00:00","package_name":"nightly-full-20261128T135118Z-8c7d5fb0.tar.zst","order_given":{"type": "FULL", "encrypt": false, "compress": true, "storage_path": "", "configuration": "nightly", "include_users": true},"body":{"id": "01a2226c-aeaa-7000-83ed-67db35beb467", "state": {"since": "2026-11-28T13:51:19.191442565Z", "status": "COMPLETED"}, "pinned": false, "status": "COMPLETED", "created_at": "2026-11-28T13:51:17.674904689Z", "backup_type": "FULL", "requested_by": "admin", "configuration": "01a2226c-ada8-7000-b5f8-0672e2e9d401", "backup_package": {"id": "01a2226c-b1ab-7000-8c7e-0bd28c7d5fb0", "name": "nightly-full-20261128T135118Z-8c7d5fb0.tar.zst", "bytes": 248920, "sha256": "c8ec4d45cf29ebc53c40b5f16ba06087cc5a60409295fc3d8f454cc75759b11c"}},"needs":[]}');
insert into backup.configuration select * from json_populate_record(null::backup.configuration, '{"id":"01a2226c-ada8-7000-b5f8-0672e2e9d401","name":"nightly","created_at":"2026-11-28T13:51:17.416952+00:00","body":{"id": "01a2226c-ada8-7000-b5f8-0672e2e9d401", "name": "nightly", "frequency": "DAILY", "time_zone": "Z", "is_enabled": false, "backup_type": "FULL", "description": "", "storage_path": "", "schedule_days": [], "schedule_time": "02:30:00", "retention_days": 30, "scheduled_since": "2026-11-28T13:51:17.416951970Z", "encryption_enabled": false, "compression_enabled": true}}');
insert into backup.flyway_schema_history select * from json_populate_record(null::backup.flyway_schema_history, E'{"installed_rank":0,"version":null,"description":"<< Flyway Schema Creation >>","type":"SCHEMA","script":"\\"backup\\"","checksum":null,"installed_by":"postgres","installed_on":"2026-11-28T13:49:47.184029","execution_time":0,"success":true}');
insert into backup.flyway_schema_history select * from json_populate_record(null::backup.flyway_schema_history, '{"installed_rank":1,"version":"0.1","description":"foundation","type":"SQL","script":"db/foundation/V0_1__foundation.sql","checksum":1785722922,"installed_by":"postgres","installed_on":"2026-11-28T13:49:47.435398","execution_time":158,"success":true}');
insert into backup.flyway_schema_history select * from json_populate_record(null::backup.flyway_schema_history, '{"installed_rank":2,"version":"1","description":"jobs","type":"SQL","script":"db/backup/V1__jobs.sql","checksum":-14079691,"installed_by":"postgres","installed_on":"2026-11-28T13:49:48.017839","execution_time":434,"success":true}');
insert into backup.flyway_schema_history select * from json_populate_record(null::backup.flyway_schema_history, '{"installed_rank":3,"version":"2","description":"upkeep","type":"SQL","script":"db/backup/V2__upkeep.sql","checksum":1428275917,"installed_by":"postgres","installed_on":"2026-11-28T13:49:48.535492","execution_time":217,"success":true}');
insert into backup.flyway_schema_history select * from json_populate_record(null::backup.flyway_schema_history, '{"installed_rank":4,"version":null,"description":"outbox by topic","type":"SQL","script":"db/foundation/R__outbox_by_topic.sql","checksum":123096678,"installed_by":"postgres","installed_on":"2026-11-28T13:49:48.839369","execution_time":39,"success":true}');
insert into backup.flyway_schema_history select * from json_populate_record(null::backup.flyway_schema_history, '{"installed_rank":5,"version":null,"description":"task failure","type":"SQL","script":"db/foundation/R__task_failure.sql","checksum":-508873614,"installed_by":"postgres","installed_on":"2026-11-28T13:49:48.9376","execution_time":32,"success":true}');
insert into backup.health_check overriding system value select * from json_populate_record(null::backup.health_check, '{"id":1,"check_type":"DATABASE","status":"HEALTHY","checked_at":"2026-11-28T13:50:06.499336+00:00","body":{"status": "HEALTHY", "message": "all is well", "metrics": {"connect_ms": 115.595735, "latency_ms": 0.307627, "size_bytes": 9082559.0, "connections": 12.0, "wraparound_age": 54.0, "connections_used": 0.06, "longest_transaction_seconds": 0.372848}, "duration": "PT0.144368342S", "check_type": "DATABASE", "checked_at": "2026-11-28T13:50:06.499335996Z"}}');
insert into backup.health_check overriding system value select * from json_populate_record(null::backup.health_check, '{"id":2,"check_type":"STORAGE","status":"HEALTHY","checked_at":"2026-11-28T13:50:06.884711+00:00","body":{"status": "HEALTHY", "message": "all is well", "metrics": {"used": 0.7134100043660381, "probe_ms": 3.148682, "free_bytes": 77537832960, "sampled_bytes": 0.0, "packages_bytes": 0.0, "damaged_packages": 0.0}, "duration": "PT0.053631314S", "check_type": "STORAGE", "checked_at": "2026-11-28T13:50:06.884710927Z"}}');
insert into backup.health_check overriding system value select * from json_populate_record(null::backup.health_check, '{"id":3,"check_type":"APPLICATION","status":"HEALTHY","checked_at":"2026-11-28T13:50:07.176985+00:00","body":{"status": "HEALTHY", "message": "all is well", "metrics": {"cpu": 0.0, "kafka_up": 1.0, "heap_used": 0.05478615098072228, "heap_bytes": 42651136, "pool_active": 1.0, "process_cpu": 0.0, "outbox_events": 0.0, "pool_awaiting": 0.0, "outbox_seconds": 0.0, "service_database_ms": 1.821456}, "duration": "PT0.138979798S", "check_type": "APPLICATION", "checked_at": "2026-11-28T13:50:07.176984999Z"}}');
insert into backup.health_check overriding system value select * from json_populate_record(null::backup.health_check, '{"id":4,"check_type":"BACKUP_SYSTEM","status":"WARNING","checked_at":"2026-11-28T13:50:07.559051+00:00","body":{"status": "WARNING", "message": "there is no good backup yet", "metrics": {"overdue": 0.0, "ended_30_days": 0.0}, "duration": "PT0.033974943S", "check_type": "BACKUP_SYSTEM", "checked_at": "2026-11-28T13:50:07.559050514Z"}}');
insert into backup.health_check overriding system value select * from json_populate_record(null::backup.health_check, '{"id":5,"check_type":"SECURITY","status":"HEALTHY","checked_at":"2026-11-28T13:50:07.778505+00:00","body":{"status": "HEALTHY", "message": "all is well", "metrics": {"unencrypted_exports": 0.0, "packages_others_may_read": 0.0}, "duration": "PT0.209375342S", "check_type": "SECURITY", "checked_at": "2026-11-28T13:50:07.778504601Z"}}');
insert into backup.health_check overriding system value select * from json_populate_record(null::backup.health_check, '{"id":6,"check_type":"DATABASE","status":"HEALTHY","checked_at":"2026-11-28T13:51:17.980303+00:00","body":{"status": "HEALTHY", "message": "all is well", "metrics": {"connect_ms": 273.817182, "latency_ms": 3.333081, "size_bytes": 19445439, "connections": 10.0, "wraparound_age": 370.0, "connections_used": 0.05, "longest_transaction_seconds": 0.0}, "duration": "PT0.448930741S", "check_type": "DATABASE", "checked_at": "2026-11-28T13:51:17.980303159Z"}}');
insert into backup.idempotency select * from json_populate_record(null::backup.idempotency, E'{"requested_by":"admin","key":"02417c6c-8d6b-4f8d-a834-e1acf1bee6c6","fingerprint":"{\\"sha256\\":\\"c86637519ae473d86daaf52df578c309a7d360f43404bd2cb60216ae03ba9f58\\",\\"options\\":{\\"mode\\":\\"MERGE\\",\\"scope\\":\\"FULL\\",\\"strategy\\":\\"SET\\",\\"on_match\\":\\"UPDATE\\",\\"validation\\":\\"STRICT\\",\\"skip_users\\":false,\\"dry_run\\":false,\\"allow_partial\\":false,\\"safety_backup\\":true,\\"skip_tables\\":[],\\"drop_columns\\":[],\\"trust_code\\":false,\\"skip_models\\":[]},\\"confirm\\":true}","subject":"01a2226b-f452-7000-a250-53c21b753c6f","asked_at":"2026-11-28T13:50:29.969746+00:00"}');
insert into backup.idempotency select * from json_populate_record(null::backup.idempotency, E'{"requested_by":"admin","key":"36c01c8f-a979-43d4-84a2-f65519ac69d2","fingerprint":"{\\"job\\":\\"01a2226b-c73e-7000-99e4-26dcd8efae35\\",\\"level\\":\\"FULL\\"}","subject":"01a2226b-d97f-7000-acac-983959dd05c9","asked_at":"2026-11-28T13:50:23.081186+00:00"}');
insert into backup.idempotency select * from json_populate_record(null::backup.idempotency, E'{"requested_by":"admin","key":"f3c44b3a-ee87-45a7-a9b6-e63da65e0845","fingerprint":"{\\"include_users\\":true,\\"compress\\":true,\\"encrypt\\":false}","subject":"01a2226b-c73e-7000-99e4-26dcd8efae35","asked_at":"2026-11-28T13:50:18.430522+00:00"}');
insert into backup.idempotency select * from json_populate_record(null::backup.idempotency, E'{"requested_by":"admin","key":"run-in-0.1","fingerprint":"{\\"configuration\\":\\"nightly\\"}","subject":"01a2226c-aeaa-7000-83ed-67db35beb467","asked_at":"2026-11-28T13:51:17.668598+00:00"}');
insert into backup.idempotency select * from json_populate_record(null::backup.idempotency, E'{"requested_by":"scheduler","key":"retention:2026-11-28T03:30:00Z","fingerprint":"{\\"retention\\":true}","subject":"{\\"dry_run\\":false,\\"decisions\\":[],\\"bytes_freed\\":0}","asked_at":"2026-11-28T13:50:05.470884+00:00"}');
insert into backup.inbox select * from json_populate_record(null::backup.inbox, '{"source":"/edms-backup/restore-worker","id":"01a2226b-f9b5-7000-a621-02b30bf0bbf8","taken_at":"2026-11-28T13:50:31.671703+00:00"}');
insert into backup.inbox select * from json_populate_record(null::backup.inbox, '{"source":"/edms-backup/restore-worker","id":"01a2226b-fdcf-7000-9466-1abe7d622e49","taken_at":"2026-11-28T13:50:32.573994+00:00"}');
insert into backup.inbox select * from json_populate_record(null::backup.inbox, '{"source":"/edms-backup/restore-worker","id":"01a2226c-01e8-7000-83d8-162574917b5e","taken_at":"2026-11-28T13:50:33.623393+00:00"}');
insert into backup.inbox select * from json_populate_record(null::backup.inbox, '{"source":"/edms-backup/restore-worker","id":"01a2226c-0610-7000-8b22-43aa8039f773","taken_at":"2026-11-28T13:50:34.701153+00:00"}');
insert into backup.inbox select * from json_populate_record(null::backup.inbox, '{"source":"/edms-backup/restore-worker","id":"01a2226c-0a1b-7000-a1e0-e2c9eccc8029","taken_at":"2026-11-28T13:50:35.771777+00:00"}');
insert into backup.inbox select * from json_populate_record(null::backup.inbox, '{"source":"/edms-backup/restore-worker","id":"01a2226c-0e17-7000-8cd2-f054780558fb","taken_at":"2026-11-28T13:50:36.590772+00:00"}');
insert into backup.inbox select * from json_populate_record(null::backup.inbox, '{"source":"/edms-backup/restore-worker","id":"01a2226c-15f5-7000-b135-dcbe52f3f64f","taken_at":"2026-11-28T13:50:38.630822+00:00"}');
insert into backup.inbox select * from json_populate_record(null::backup.inbox, '{"source":"/edms-backup/restore-worker","id":"01a2226c-18f9-7000-be74-f71b20ba9d11","taken_at":"2026-11-28T13:50:39.721921+00:00"}');
insert into backup.job_event overriding system value select * from json_populate_record(null::backup.job_event, E'{"id":1,"job":"01a2226b-c73e-7000-99e4-26dcd8efae35","told_at":"2026-11-28T13:50:18.795427+00:00","event":"{\\"specversion\\":\\"1.0\\",\\"id\\":\\"01a2226b-c8b2-7000-aafc-531f179c0b64\\",\\"source\\":\\"/edms-backup/backup-service\\",\\"subject\\":\\"01a2226b-c73e-7000-99e4-26dcd8efae35\\",\\"time\\":\\"2026-11-28T13:50:18.802084802Z\\",\\"datacontenttype\\":\\"application/json\\",\\"traceparent\\":\\"00-c913a67b2e1b6d392bacdbd747700be3-825b92ebb91957de-00\\",\\"data\\":{\\"job\\":\\"01a2226b-c73e-7000-99e4-26dcd8efae35\\",\\"backup_type\\":\\"EXPORT\\"},\\"type\\":\\"edms.backup.started\\"}"}');
insert into backup.job_event overriding system value select * from json_populate_record(null::backup.job_event, E'{"id":2,"job":"01a2226b-c73e-7000-99e4-26dcd8efae35","told_at":"2026-11-28T13:50:19.823667+00:00","event":"{\\"specversion\\":\\"1.0\\",\\"id\\":\\"01a2226b-ccb2-7000-8a18-b680badee2d1\\",\\"source\\":\\"/edms-backup/backup-service\\",\\"subject\\":\\"01a2226b-c73e-7000-99e4-26dcd8efae35\\",\\"time\\":\\"2026-11-28T13:50:19.826701899Z\\",\\"datacontenttype\\":\\"application/json\\",\\"traceparent\\":\\"00-c913a67b2e1b6d392bacdbd747700be3-4ce2fbd6c9c49458-00\\",\\"data\\":{\\"job\\":\\"01a2226b-c73e-7000-99e4-26dcd8efae35\\",\\"progress\\":{\\"phase\\":\\"looking\\",\\"rows\\":0,\\"bytes\\":0}},\\"type\\":\\"edms.backup.progress\\"}"}');
insert into backup.job_event overriding system value select * from json_populate_record(null::backup.job_event, E'{"id":3,"job":"01a2226b-c73e-7000-99e4-26dcd8efae35","told_at":"2026-11-28T13:50:20.847251+00:00","event":"{\\"specversion\\":\\"1.0\\",\\"id\\":\\"01a2226b-d0b6-7000-940f-7a45c0ef72b4\\",\\"source\\":\\"/edms-backup/backup-service\\",\\"subject\\":\\"01a2226b-c73e-7000-99e4-26dcd8efae35\\",\\"time\\":\\"2026-11-28T13:50:20.854600525Z\\",\\"datacontenttype\\":\\"application/json\\",\\"traceparent\\":\\"00-c913a67b2e1b6d392bacdbd747700be3-778bb7385d353b87-00\\",\\"data\\":{\\"job\\":\\"01a2226b-c73e-7000-99e4-26dcd8efae35\\",\\"progress\\":{\\"phase\\":\\"database\\",\\"table\\":\\"public.django_celery_beat_periodictask\\",\\"rows\\":1708,\\"bytes\\":257749,\\"bytes_expected\\":1614149}},\\"type\\":\\"edms.backup.progress\\"}"}');
insert into backup.job_event overriding system value select * from json_populate_record(null::backup.job_event, E'{"id":4,"job":"01a2226b-c73e-7000-99e4-26dcd8efae35","told_at":"2026-11-28T13:50:21.102724+00:00","event":"{\\"specversion\\":\\"1.0\\",\\"id\\":\\"01a2226b-d1b3-7000-a28c-0f3b37584119\\",\\"source\\":\\"/edms-backup/backup-service\\",\\"subject\\":\\"01a2226b-c73e-7000-99e4-26dcd8efae35\\",\\"time\\":\\"2026-11-28T13:50:21.107358358Z\\",\\"datacontenttype\\":\\"application/json\\",\\"traceparent\\":\\"00-c913a67b2e1b6d392bacdbd747700be3-825b92ebb91957de-00\\",\\"data\\":{\\"job\\":\\"01a2226b-c73e-7000-99e4-26dcd8efae35\\",\\"backup_package\\":{\\"id\\":\\"01a2226b-c8cc-7000-9e4a-fb678d03042a\\",\\"name\\":\\"edms-export-20261128T135018Z-8d03042a.tar.zst\\",\\"bytes\\":248450,\\"sha256\\":\\"c86637519ae473d86daaf52df578c309a7d360f43404bd2cb60216ae03ba9f58\\"},\\"duration\\":\\"PT2.305318573S\\",\\"warnings\\":[]},\\"type\\":\\"edms.backup.completed\\"}"}');
insert into backup.job_event overriding system value select * from json_populate_record(null::backup.job_event, E'{"id":5,"job":"01a2226b-f452-7000-a250-53c21b753c6f","told_at":"2026-11-28T13:50:29.969746+00:00","event":"{\\"specversion\\":\\"1.0\\",\\"id\\":\\"01a2226b-f459-7000-877a-d77c02772616\\",\\"source\\":\\"/edms-backup/backup-service\\",\\"subject\\":\\"01a2226b-f452-7000-a250-53c21b753c6f\\",\\"time\\":\\"2026-11-28T13:50:29.977246348Z\\",\\"datacontenttype\\":\\"application/json\\",\\"traceparent\\":\\"00-b733bf0097ef2cdcc013a81d9279bced-73a14c95e6d95a91-00\\",\\"data\\":{\\"request\\":{\\"id\\":\\"01a2226b-f452-7000-a250-53c21b753c6f\\",\\"package_name\\":\\"uploads/01a2226b-f430-7000-9857-8e729576dce0-edms-export-20261128T135018Z-8d03042a.tar.zst\\",\\"package_sha256\\":\\"c86637519ae473d86daaf52df578c309a7d360f43404bd2cb60216ae03ba9f58\\",\\"options\\":{\\"mode\\":\\"MERGE\\",\\"scope\\":\\"FULL\\",\\"strategy\\":\\"SET\\",\\"on_match\\":\\"UPDATE\\",\\"validation\\":\\"STRICT\\",\\"skip_users\\":false,\\"dry_run\\":false,\\"allow_partial\\":false,\\"safety_backup\\":true,\\"skip_tables\\":[],\\"drop_columns\\":[],\\"trust_code\\":false,\\"skip_models\\":[]},\\"requested_by\\":\\"admin\\"},\\"confirmed\\":true},\\"type\\":\\"edms.restore.requested\\"}"}');
insert into backup.job_event overriding system value select * from json_populate_record(null::backup.job_event, E'{"id":6,"job":"01a2226b-f452-7000-a250-53c21b753c6f","told_at":"2026-11-28T13:50:31.671703+00:00","event":"{\\"specversion\\":\\"1.0\\",\\"id\\":\\"01a2226b-f9b5-7000-a621-02b30bf0bbf8\\",\\"source\\":\\"/edms-backup/restore-worker\\",\\"subject\\":\\"01a2226b-f452-7000-a250-53c21b753c6f\\",\\"time\\":\\"2026-11-28T13:50:31.349695873Z\\",\\"datacontenttype\\":\\"application/json\\",\\"traceparent\\":\\"00-b733bf0097ef2cdcc013a81d9279bced-896700eab278d53e-00\\",\\"data\\":{\\"job\\":\\"01a2226b-f452-7000-a250-53c21b753c6f\\",\\"worker\\":\\"vm\\",\\"attempt\\":1,\\"dry_run\\":false},\\"type\\":\\"edms.restore.accepted\\"}"}');
insert into backup.job_event overriding system value select * from json_populate_record(null::backup.job_event, E'{"id":7,"job":"01a2226b-f452-7000-a250-53c21b753c6f","told_at":"2026-11-28T13:50:32.573994+00:00","event":"{\\"specversion\\":\\"1.0\\",\\"id\\":\\"01a2226b-fdcf-7000-9466-1abe7d622e49\\",\\"source\\":\\"/edms-backup/restore-worker\\",\\"subject\\":\\"01a2226b-f452-7000-a250-53c21b753c6f\\",\\"time\\":\\"2026-11-28T13:50:32.399882253Z\\",\\"datacontenttype\\":\\"application/json\\",\\"traceparent\\":\\"00-b733bf0097ef2cdcc013a81d9279bced-95a642fd1e240932-00\\",\\"data\\":{\\"job\\":\\"01a2226b-f452-7000-a250-53c21b753c6f\\",\\"progress\\":{\\"phase\\":\\"opening\\",\\"rows\\":0,\\"bytes\\":0,\\"bytes_expected\\":367709}},\\"type\\":\\"edms.restore.progress\\"}"}');
insert into backup.job_event overriding system value select * from json_populate_record(null::backup.job_event, E'{"id":8,"job":"01a2226b-f452-7000-a250-53c21b753c6f","told_at":"2026-11-28T13:50:33.623393+00:00","event":"{\\"specversion\\":\\"1.0\\",\\"id\\":\\"01a2226c-01e8-7000-83d8-162574917b5e\\",\\"source\\":\\"/edms-backup/restore-worker\\",\\"subject\\":\\"01a2226b-f452-7000-a250-53c21b753c6f\\",\\"time\\":\\"2026-11-28T13:50:33.448639090Z\\",\\"datacontenttype\\":\\"application/json\\",\\"traceparent\\":\\"00-b733bf0097ef2cdcc013a81d9279bced-5d56d232b9de1c9b-00\\",\\"data\\":{\\"job\\":\\"01a2226b-f452-7000-a250-53c21b753c6f\\",\\"progress\\":{\\"phase\\":\\"looking\\",\\"rows\\":0,\\"bytes\\":0,\\"bytes_expected\\":367709}},\\"type\\":\\"edms.restore.progress\\"}"}');
insert into backup.job_event overriding system value select * from json_populate_record(null::backup.job_event, E'{"id":9,"job":"01a2226b-f452-7000-a250-53c21b753c6f","told_at":"2026-11-28T13:50:34.701153+00:00","event":"{\\"specversion\\":\\"1.0\\",\\"id\\":\\"01a2226c-0610-7000-8b22-43aa8039f773\\",\\"source\\":\\"/edms-backup/restore-worker\\",\\"subject\\":\\"01a2226b-f452-7000-a250-53c21b753c6f\\",\\"time\\":\\"2026-11-28T13:50:34.512248828Z\\",\\"datacontenttype\\":\\"application/json\\",\\"traceparent\\":\\"00-b733bf0097ef2cdcc013a81d9279bced-51690d136d0b75bf-00\\",\\"data\\":{\\"job\\":\\"01a2226b-f452-7000-a250-53c21b753c6f\\",\\"progress\\":{\\"phase\\":\\"verifying\\",\\"rows\\":670,\\"bytes\\":57914,\\"bytes_expected\\":1842269,\\"remaining\\":\\"PT1M37S\\"}},\\"type\\":\\"edms.restore.progress\\"}"}');
insert into backup.job_event overriding system value select * from json_populate_record(null::backup.job_event, E'{"id":10,"job":"01a2226b-f452-7000-a250-53c21b753c6f","told_at":"2026-11-28T13:50:35.771777+00:00","event":"{\\"specversion\\":\\"1.0\\",\\"id\\":\\"01a2226c-0a1b-7000-a1e0-e2c9eccc8029\\",\\"source\\":\\"/edms-backup/restore-worker\\",\\"subject\\":\\"01a2226b-f452-7000-a250-53c21b753c6f\\",\\"time\\":\\"2026-11-28T13:50:35.547450752Z\\",\\"datacontenttype\\":\\"application/json\\",\\"traceparent\\":\\"00-b733bf0097ef2cdcc013a81d9279bced-6ffb03aed84bdaa9-00\\",\\"data\\":{\\"job\\":\\"01a2226b-f452-7000-a250-53c21b753c6f\\",\\"progress\\":{\\"phase\\":\\"staging\\",\\"rows\\":670,\\"bytes\\":99199,\\"bytes_expected\\":1842269,\\"remaining\\":\\"PT1M14S\\"}},\\"type\\":\\"edms.restore.progress\\"}"}');
insert into backup.job_event overriding system value select * from json_populate_record(null::backup.job_event, E'{"id":11,"job":"01a2226b-f452-7000-a250-53c21b753c6f","told_at":"2026-11-28T13:50:36.590772+00:00","event":"{\\"specversion\\":\\"1.0\\",\\"id\\":\\"01a2226c-0e17-7000-8cd2-f054780558fb\\",\\"source\\":\\"/edms-backup/restore-worker\\",\\"subject\\":\\"01a2226b-f452-7000-a250-53c21b753c6f\\",\\"time\\":\\"2026-11-28T13:50:36.567073736Z\\",\\"datacontenttype\\":\\"application/json\\",\\"traceparent\\":\\"00-b733bf0097ef2cdcc013a81d9279bced-9f2df5ac76c346e8-00\\",\\"data\\":{\\"job\\":\\"01a2226b-f452-7000-a250-53c21b753c6f\\",\\"progress\\":{\\"phase\\":\\"identifying\\",\\"rows\\":1359,\\"bytes\\":163511,\\"bytes_expected\\":1842269,\\"remaining\\":\\"PT54S\\"}},\\"type\\":\\"edms.restore.progress\\"}"}');
insert into backup.job_event overriding system value select * from json_populate_record(null::backup.job_event, E'{"id":12,"job":"01a2226b-f452-7000-a250-53c21b753c6f","told_at":"2026-11-28T13:50:38.630822+00:00","event":"{\\"specversion\\":\\"1.0\\",\\"id\\":\\"01a2226c-15f5-7000-b135-dcbe52f3f64f\\",\\"source\\":\\"/edms-backup/restore-worker\\",\\"subject\\":\\"01a2226b-f452-7000-a250-53c21b753c6f\\",\\"time\\":\\"2026-11-28T13:50:38.582133120Z\\",\\"datacontenttype\\":\\"application/json\\",\\"traceparent\\":\\"00-b733bf0097ef2cdcc013a81d9279bced-9be0053f00066db2-00\\",\\"data\\":{\\"job\\":\\"01a2226b-f452-7000-a250-53c21b753c6f\\",\\"progress\\":{\\"phase\\":\\"writing\\",\\"table\\":\\"public.django_admin_log\\",\\"rows\\":3618,\\"bytes\\":425623,\\"bytes_expected\\":1842269,\\"remaining\\":\\"PT24S\\"}},\\"type\\":\\"edms.restore.progress\\"}"}');
insert into backup.restore_job select * from json_populate_record(null::backup.restore_job, '{"id":"01a2226b-f452-7000-a250-53c21b753c6f","backup_job":null,"status":"COMPLETED","created_at":"2026-11-28T13:50:29.97065+00:00","ended_at":"2026-11-28T13:50:39.803825+00:00","body":{"state":{"since":"2026-11-28T13:50:39.803824588Z","status":"COMPLETED"},"status":"COMPLETED","dry_run":false,"request":{"id":"01a2226b-f452-7000-a250-53c21b753c6f","options":{"mode":"MERGE","scope":"FULL","dry_run":false,"on_match":"UPDATE","strategy":"SET","skip_users":false,"trust_code":false,"validation":"STRICT","skip_models":[],"skip_tables":[],"drop_columns":[],"allow_partial":false,"safety_backup":true},"package_name":"uploads/01a2226b-f430-7000-9857-8e729576dce0-edms-export-20261128T135018Z-8d03042a.tar.zst","requested_by":"admin","package_sha256":"c86637519ae473d86daaf52df578c309a7d360f43404bd2cb60216ae03ba9f58"},"progress":{"rows":3618,"bytes":425623,"phase":"writing","table":"public.django_admin_log","remaining":"PT24S","bytes_expected":1842269},"created_at":"2026-11-28T13:50:29.970650111Z"},"report":{"rows":{"left":0,"adds_up":true,"matched":670,"updated":0,"inserted":1589,"in_package":2259,"quarantined":0},"files":[{"left":0,"root":"storage","adds_up":true,"matched":0,"updated":0,"inserted":5,"in_package":5,"quarantined":0,"bytes_written":41285}],"model":"model in the package, for the 80 tables that it describes","checks":[{"name":"account of flyway.flyway_schema_history","detail":"11 in the package; inserted 0, matched 11, updated 0, left 0, set aside 0; before 11, after 11","passed":true},{"name":"account of public.audit_configurations","detail":"2 in the package; inserted 0, matched 2, updated 0, left 0, set aside 0; before 2, after 2","passed":true}],"source":{"id":"01a2226b-c8cc-7000-9e4a-fb678d03042a","name":"01a2226b-f430-7000-9857-8e729576dce0-edms-export-20261128T135018Z-8d03042a.tar.zst","bytes":248450,"sha256":"c86637519ae473d86daaf52df578c309a7d360f43404bd2cb60216ae03ba9f58"},"tables":[{"left":0,"table":"flyway.flyway_schema_history","adds_up":true,"matched":11,"updated":0,"critical":false,"inserted":0,"in_package":11,"rows_after":11,"quarantined":0,"rows_before":11},{"left":0,"table":"public.audit_configurations","adds_up":true,"matched":2,"updated":0,"critical":false,"inserted":0,"in_package":2,"rows_after":2,"quarantined":0,"rows_before":2}],"target":"127.0.0.1/edms","adds_up":true,"request":{"id":"01a2226b-f452-7000-a250-53c21b753c6f","options":{"mode":"MERGE","scope":"FULL","dry_run":false,"on_match":"UPDATE","strategy":"SET","skip_users":false,"trust_code":false,"validation":"STRICT","skip_models":[],"skip_tables":[],"drop_columns":[],"allow_partial":false,"safety_backup":true},"package_name":"01a2226b-f430-7000-9857-8e729576dce0-edms-export-20261128T135018Z-8d03042a.tar.zst","requested_by":"admin","package_sha256":"c86637519ae473d86daaf52df578c309a7d360f43404bd2cb60216ae03ba9f58"},"left_out":[],"warnings":[],"committed":true,"set_aside":[],"references":[],"started_at":"2026-11-28T13:50:31.522662151Z","finished_at":"2026-11-28T13:50:38.976293719Z","tool_version":"restore-worker 0.1.0-SNAPSHOT","critical_rows":{"left":0,"adds_up":true,"matched":42,"updated":0,"inserted":94,"in_package":136,"quarantined":0},"identity_maps":[{"key":["installed_rank"],"table":"flyway.flyway_schema_history","by_uuid":0,"new_key":0,"same_key":11,"other_key":0},{"key":["name"],"table":"public.audit_configurations","by_uuid":0,"new_key":0,"same_key":0,"other_key":2}],"reinitialised":true,"safety_package":{"id":"01a2226b-ff91-7000-b916-c9012f3b4a5e","name":"before-restore-database-20261128T135032Z-2f3b4a5e.tar.zst","bytes":113244,"sha256":"b3405147ffb419cb4d624ccd51b792c3b2a71972a9ec752b325c6743d4a0565e"}}}');
insert into backup.verification select * from json_populate_record(null::backup.verification, '{"id":"01a2226b-d97f-7000-acac-983959dd05c9","job":"01a2226b-c73e-7000-99e4-26dcd8efae35","level":"FULL","requested_by":"admin","created_at":"2026-11-28T13:50:23.103601+00:00","result":{"level": "FULL", "whole": true, "duration": "PT0.365828102S", "findings": [], "package_id": "01a2226b-c8cc-7000-9e4a-fb678d03042a", "verified_at": "2026-11-28T13:50:23.198879116Z"},"failure":null}');
insert into backup.verification select * from json_populate_record(null::backup.verification, '{"id":"01a2226c-b562-7000-b5fb-18a442c7d6ae","job":"01a2226b-c73e-7000-99e4-26dcd8efae35","level":"QUICK","requested_by":"admin","created_at":"2026-11-28T13:51:19.395014+00:00","result":{"level": "QUICK", "whole": true, "duration": "PT0.162546421S", "findings": [], "package_id": "01a2226b-c8cc-7000-9e4a-fb678d03042a", "verified_at": "2026-11-28T13:51:19.702071306Z"},"failure":null}');
-- A verification whose service died, an event that Kafka has not acknowledged, a package to delete, a call without an end.
insert into backup.verification (id, job, level, requested_by, created_at) values ('01a2226c-0000-7000-8000-000000000021', '01a2226b-c73e-7000-99e4-26dcd8efae35', 'QUICK', 'admin', '2026-11-28 13:52:00+00');
insert into backup.task (id, kind, attempt, lease_owner, lease_until) values ('01a2226c-0000-7000-8000-000000000021', 'verify', 1, 'dead-service', now() - interval '1 hour');
insert into backup.outbox (topic, message_key, event) values ('edms.backup.events', '01a2226b-c73e-7000-99e4-26dcd8efae35', '{"specversion":"1.0","id":"01a2226c-0000-7000-8000-000000000022","source":"/edms-backup/backup-service","subject":"01a2226b-c73e-7000-99e4-26dcd8efae35","time":"2026-11-28T13:50:39.350Z","datacontenttype":"application/json","type":"edms.backup.cancelled","data":{"job":"01a2226b-c73e-7000-99e4-26dcd8efae35","by":"admin"}}');
insert into backup.removal (package_name, job, reason) values ('gone-full-20261101T000000Z-00000000.tar.zst', null, 'older than 30 days');
insert into backup.digest_sample (package_name, looked_at) values ('nightly-full-20261128T135118Z-8c7d5fb0.tar.zst', '2026-11-28 13:52:00+00');
insert into backup.audit_begun (id, at, who, action, subject, origin) values ('01a2226c-0000-7000-8000-000000000023', '2026-11-28 13:52:00+00', 'admin', 'POST jobs/cancel', '01a2226b-c73e-7000-99e4-26dcd8efae35', '127.0.0.1');
