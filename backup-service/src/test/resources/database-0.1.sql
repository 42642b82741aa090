-- The database of backup-service 0.1: configurations, jobs, a queued backup, a queued verification, an open restore and
-- unsent events, as pg_dump wrote it.
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
INSERT INTO backup.audit_begun VALUES ('c9fba5cd-e138-4787-a81a-58eb19098fd7', '2026-11-26 13:36:21.185567+00', 'anna', 'POST configurations/execute', 'nightly', '127.0.0.1');
INSERT INTO backup.audit_entry VALUES (1, '2026-11-28 13:36:09.593456+00', 'anna', 'POST configurations', '01a2225e-d2da-7000-a05e-c942e590acb9', '127.0.0.1', 'DONE', '201', '0000000000000000000000000000000000000000000000000000000000000000', '40fccbaec25702fc83659a8f01d2491374c3da517a357ac63b65161aecea048b');
INSERT INTO backup.audit_entry VALUES (2, '2026-11-28 13:36:10.361372+00', 'anna', 'POST configurations', '01a2225e-d62d-7000-bc6a-8752b40b2311', '127.0.0.1', 'DONE', '201', '40fccbaec25702fc83659a8f01d2491374c3da517a357ac63b65161aecea048b', '330dbffd196faded67536f25d0300c4d1ced1e7706aabb4f4d15baceded8953a');
INSERT INTO backup.audit_entry VALUES (3, '2026-11-28 13:36:10.817907+00', 'anna', 'POST configurations/execute', 'nightly', '127.0.0.1', 'DONE', '202', '330dbffd196faded67536f25d0300c4d1ced1e7706aabb4f4d15baceded8953a', '84f06191598756249e30f004bc6fe214f6d0ec7c7be2b339963ff9695fc79637');
INSERT INTO backup.audit_entry VALUES (4, '2026-11-28 13:36:15.905981+00', 'anna', 'POST jobs/verify', '01a2225e-d7ae-7000-a0af-ce6825dffd3b', '127.0.0.1', 'DONE', '202', '84f06191598756249e30f004bc6fe214f6d0ec7c7be2b339963ff9695fc79637', 'd0748f782aed4bf68015cee6110e8764c427030f04d56c6cdb28c113429356b8');
INSERT INTO backup.audit_entry VALUES (5, '2026-11-28 13:36:16.995943+00', 'anna', 'POST system/create_export_package', '01a2225e-f049-7000-af94-2059baa5a9cd', '127.0.0.1', 'DONE', '202', 'd0748f782aed4bf68015cee6110e8764c427030f04d56c6cdb28c113429356b8', '9c2b97417f126980b04cb733a8417b56a1bfe237a5fe8b932129b479d7f5c270');
INSERT INTO backup.audit_entry VALUES (6, '2026-11-28 13:36:19.141865+00', 'anna', 'POST jobs/pin', '01a2225e-d7ae-7000-a0af-ce6825dffd3b', '127.0.0.1', 'DONE', '200', '9c2b97417f126980b04cb733a8417b56a1bfe237a5fe8b932129b479d7f5c270', '96a67897ecd4aa6ba1a82f2827a7cfb377cd7c03aed07a9f1168a2f971d98fed');
INSERT INTO backup.audit_entry VALUES (7, '2026-11-28 13:36:19.243434+00', 'anna', 'POST restores/restore_from_backup', '01a2225e-f908-7000-a656-c45158fb43d6', '127.0.0.1', 'DONE', '202 dry_run=false confirm=true options={"mode":"MERGE","scope":"FULL","strategy":"SET","on_match":"UPDATE","validation":"STRICT","skip_users":false,"dry_run":false,"allow_partial":false,"safety_backup":true,"skip_tables":[],"drop_columns":[],"trust_code":false,"skip_models":[]}', '96a67897ecd4aa6ba1a82f2827a7cfb377cd7c03aed07a9f1168a2f971d98fed', '915ae47b7453e9ba3ffeafcf542aaf8b230382826cf991f20ce171670d63187a');
INSERT INTO backup.audit_entry VALUES (8, '2026-11-28 13:36:20.668678+00', 'anna', 'POST system/run_health_check', NULL, '127.0.0.1', 'DONE', '200', '915ae47b7453e9ba3ffeafcf542aaf8b230382826cf991f20ce171670d63187a', '2db62bc12b0066c240aadac72feb7be893eb6134460142376d5967d83da7c87f');
INSERT INTO backup.audit_entry VALUES (9, '2026-11-28 13:36:20.737929+00', 'anna', 'POST restores/restore_from_backup', '01a2225e-fef1-7000-95c8-468d6110d928', '127.0.0.1', 'DONE', '202 dry_run=true confirm=false options={"scope":"FULL","strategy":"SET","on_match":"UPDATE","validation":"STRICT","skip_users":false,"dry_run":true,"allow_partial":false,"safety_backup":true,"skip_tables":[],"drop_columns":[],"trust_code":false,"skip_models":[]}', '2db62bc12b0066c240aadac72feb7be893eb6134460142376d5967d83da7c87f', 'd64b44899e2e387eed04be7f9d662e479267cef0166bef1fa09f76fcea31b845');
INSERT INTO backup.audit_entry VALUES (10, '2026-11-28 13:36:20.813563+00', 'anna', 'DELETE configurations', 'missing', '127.0.0.1', 'REFUSED', '404 NOT_FOUND', 'd64b44899e2e387eed04be7f9d662e479267cef0166bef1fa09f76fcea31b845', 'f425f095fd815d525e7b1fc1bd8eb6398b9e66556ebf9e4408118682a73bb87a');
INSERT INTO backup.audit_entry VALUES (11, '2026-11-28 13:36:20.952612+00', 'anna', 'POST configurations/execute', 'nightly', '127.0.0.1', 'DONE', '202', 'f425f095fd815d525e7b1fc1bd8eb6398b9e66556ebf9e4408118682a73bb87a', '3be9e7ad29e09c01e7660e638aec410eb373d49a8d6d8a0ff4a9444456a8afee');
INSERT INTO backup.audit_entry VALUES (12, '2026-11-28 13:36:21.024745+00', 'anna', 'POST jobs/verify', '01a2225e-d7ae-7000-a0af-ce6825dffd3b', '127.0.0.1', 'DONE', '202', '3be9e7ad29e09c01e7660e638aec410eb373d49a8d6d8a0ff4a9444456a8afee', '16fed21475b0200771da12a3e7fa30f97ef32d846d6fab17bb4887e7d36f5b04');
INSERT INTO backup.audit_entry VALUES (13, '2026-11-28 13:36:21.084828+00', 'anna', 'POST restores/cancel', '01a2225e-fef1-7000-95c8-468d6110d928', '127.0.0.1', 'DONE', '202', '16fed21475b0200771da12a3e7fa30f97ef32d846d6fab17bb4887e7d36f5b04', '5b4193ebd5b56d36101b72f372047120bc651de8dedc57121e7e77bfa2033c0b');
INSERT INTO backup.audit_head VALUES (true, 13, '5b4193ebd5b56d36101b72f372047120bc651de8dedc57121e7e77bfa2033c0b');
INSERT INTO backup.backup_job VALUES ('01a2225e-d7ae-7000-a0af-ce6825dffd3b', '01a2225e-d2da-7000-a05e-c942e590acb9', 'DATABASE', 'COMPLETED', '2026-11-28 13:36:10.670634+00', '2026-11-28 13:36:15.252805+00', 'nightly-database-20261128T133611Z-1db7d2c0.tar.zst', '{"type": "DATABASE", "encrypt": false, "compress": true, "storage_path": "", "configuration": "nightly", "include_users": true}', '{"id": "01a2225e-d7ae-7000-a0af-ce6825dffd3b", "state": {"since": "2026-11-28T13:36:15.252804617Z", "status": "COMPLETED"}, "pinned": true, "reason": "before the move", "status": "COMPLETED", "progress": {"rows": 0, "bytes": 0, "phase": "database", "bytes_expected": 2048000}, "created_at": "2026-11-28T13:36:10.670633783Z", "backup_type": "DATABASE", "requested_by": "anna", "configuration": "01a2225e-d2da-7000-a05e-c942e590acb9", "backup_package": {"id": "01a2225e-db8f-7000-bed1-54061db7d2c0", "name": "nightly-database-20261128T133611Z-1db7d2c0.tar.zst", "bytes": 327262, "sha256": "80aec3a70610a27592b18e02a13349679c9f9ea5d02894b365d96e7f6f55d732"}}', '{}');
INSERT INTO backup.backup_job VALUES ('01a2225e-ffc0-7000-b5f1-e2c7cd2e3ad3', '01a2225e-d2da-7000-a05e-c942e590acb9', 'DATABASE', 'PENDING', '2026-11-28 13:36:20.928766+00', NULL, NULL, '{"type": "DATABASE", "encrypt": false, "compress": true, "storage_path": "", "configuration": "nightly", "include_users": true}', '{"id": "01a2225e-ffc0-7000-b5f1-e2c7cd2e3ad3", "state": {"since": "2026-11-28T13:36:20.928766208Z", "status": "PENDING", "attempt": 1}, "pinned": false, "status": "PENDING", "created_at": "2026-11-28T13:36:20.928766208Z", "backup_type": "DATABASE", "requested_by": "anna", "configuration": "01a2225e-d2da-7000-a05e-c942e590acb9"}', '{}');
INSERT INTO backup.backup_job VALUES ('01a2225e-f049-7000-af94-2059baa5a9cd', NULL, 'EXPORT', 'COMPLETED', '2026-11-28 13:36:16.969983+00', '2026-11-28 13:36:18.932038+00', 'edms-export-20261128T133617Z-ed177eb2.tar.zst', '{"type": "EXPORT", "encrypt": false, "compress": true, "storage_path": "", "include_users": false}', '{"id": "01a2225e-f049-7000-af94-2059baa5a9cd", "state": {"since": "2026-11-28T13:36:18.932037752Z", "status": "COMPLETED"}, "pinned": false, "status": "COMPLETED", "progress": {"rows": 0, "bytes": 0, "phase": "looking"}, "created_at": "2026-11-28T13:36:16.969983016Z", "backup_type": "EXPORT", "requested_by": "anna", "backup_package": {"id": "01a2225e-f2be-7000-b17d-edb2ed177eb2", "name": "edms-export-20261128T133617Z-ed177eb2.tar.zst", "bytes": 429746, "sha256": "1c59b8fc44302d6f44bba468216494726fc514ced0436565b22cf2dc2a958193"}}', '{}');
INSERT INTO backup.configuration VALUES ('01a2225e-d2da-7000-a05e-c942e590acb9', 'nightly', '2026-11-28 13:36:09.43467+00', '{"id": "01a2225e-d2da-7000-a05e-c942e590acb9", "name": "nightly", "frequency": "DAILY", "time_zone": "Z", "is_enabled": true, "backup_type": "DATABASE", "description": "every night", "max_backups": 7, "storage_path": "", "schedule_days": [], "schedule_time": "00:00:00", "retention_days": 30, "scheduled_since": "2026-11-28T13:36:09.434670331Z", "encryption_enabled": false, "compression_enabled": true}');
INSERT INTO backup.configuration VALUES ('01a2225e-d62d-7000-bc6a-8752b40b2311', 'archive', '2026-11-28 13:36:10.285342+00', '{"id": "01a2225e-d62d-7000-bc6a-8752b40b2311", "name": "archive", "frequency": "WEEKLY", "time_zone": "Z", "is_enabled": false, "backup_type": "FULL", "description": "", "storage_path": "", "schedule_days": [], "schedule_time": "00:00:00", "scheduled_since": "2026-11-28T13:36:10.285341970Z", "encryption_enabled": false, "compression_enabled": true}');
INSERT INTO backup.digest_sample VALUES ('nightly-database-20261128T133611Z-1db7d2c0.tar.zst', '2026-11-28 13:36:20.497379+00', NULL);
INSERT INTO backup.digest_sample VALUES ('edms-export-20261128T133617Z-ed177eb2.tar.zst', '2026-11-28 13:36:20.523038+00', NULL);
INSERT INTO backup.flyway_schema_history VALUES (0, NULL, '<< Flyway Schema Creation >>', 'SCHEMA', '"backup"', NULL, 'postgres', '2026-11-28 13:35:59.793434', 0, true);
INSERT INTO backup.flyway_schema_history VALUES (1, '0.1', 'foundation', 'SQL', 'db/foundation/V0_1__foundation.sql', 1785722922, 'postgres', '2026-11-28 13:35:59.863809', 59, true);
INSERT INTO backup.flyway_schema_history VALUES (2, '1', 'jobs', 'SQL', 'db/backup/V1__jobs.sql', -14079691, 'postgres', '2026-11-28 13:35:59.95064', 87, true);
INSERT INTO backup.flyway_schema_history VALUES (3, '2', 'upkeep', 'SQL', 'db/backup/V2__upkeep.sql', 1428275917, 'postgres', '2026-11-28 13:36:00.069181', 69, true);
INSERT INTO backup.flyway_schema_history VALUES (4, NULL, 'outbox by topic', 'SQL', 'db/foundation/R__outbox_by_topic.sql', 123096678, 'postgres', '2026-11-28 13:36:00.164968', 29, true);
INSERT INTO backup.flyway_schema_history VALUES (5, NULL, 'task failure', 'SQL', 'db/foundation/R__task_failure.sql', -508873614, 'postgres', '2026-11-28 13:36:00.216383', 42, true);
INSERT INTO backup.health_check OVERRIDING SYSTEM VALUE VALUES (1, 'DATABASE', 'HEALTHY', '2026-11-28 13:36:20.322872+00', '{"status": "HEALTHY", "message": "all is well", "metrics": {"connect_ms": 21.256413, "latency_ms": 0.319865, "size_bytes": 17988967, "connections": 5.0, "wraparound_age": 222.0, "connections_used": 0.025, "longest_transaction_seconds": 0.0}, "duration": "PT0.077799096S", "check_type": "DATABASE", "checked_at": "2026-11-28T13:36:20.322872249Z"}');
INSERT INTO backup.health_check OVERRIDING SYSTEM VALUE VALUES (2, 'STORAGE', 'HEALTHY', '2026-11-28 13:36:20.324132+00', '{"status": "HEALTHY", "message": "all is well", "metrics": {"used": 0.7100629810709187, "probe_ms": 2.772347, "free_bytes": 78443380736, "sampled_bytes": 757008.0, "packages_bytes": 757399.0, "damaged_packages": 0.0}, "duration": "PT0.234214881S", "check_type": "STORAGE", "checked_at": "2026-11-28T13:36:20.324132120Z"}');
INSERT INTO backup.health_check OVERRIDING SYSTEM VALUE VALUES (3, 'APPLICATION', 'WARNING', '2026-11-28 13:36:20.323854+00', '{"status": "WARNING", "message": "the processors are busy up to 100 %", "metrics": {"cpu": 1.0, "kafka_up": 1.0, "heap_used": 0.030417869481806258, "heap_bytes": 192265760, "pool_active": 2.0, "process_cpu": 0.0, "outbox_events": 0.0, "pool_awaiting": 0.0, "outbox_seconds": 0.0, "service_database_ms": 11.081369}, "duration": "PT0.309811546S", "check_type": "APPLICATION", "checked_at": "2026-11-28T13:36:20.323854348Z"}');
INSERT INTO backup.health_check OVERRIDING SYSTEM VALUE VALUES (4, 'BACKUP_SYSTEM', 'WARNING', '2026-11-28 13:36:20.324361+00', '{"status": "WARNING", "message": "no backup was ever restored for a test: verify one with level=restore", "metrics": {"overdue": 0.0, "success_rate": 1.0, "ended_30_days": 2.0, "last_good_age_seconds": 1.0}, "duration": "PT0.077716883S", "check_type": "BACKUP_SYSTEM", "checked_at": "2026-11-28T13:36:20.324361421Z"}');
INSERT INTO backup.health_check OVERRIDING SYSTEM VALUE VALUES (5, 'SECURITY', 'WARNING', '2026-11-28 13:36:20.328396+00', '{"status": "WARNING", "message": "1 export packages are not encrypted: they are made to leave this system", "metrics": {"unencrypted_exports": 1.0, "packages_others_may_read": 0.0}, "duration": "PT0.179145367S", "check_type": "SECURITY", "checked_at": "2026-11-28T13:36:20.328396234Z"}');
INSERT INTO backup.idempotency VALUES ('anna', 'nightly-2026-11-28', '{"configuration":"nightly","reason":"before the move"}', '01a2225e-d7ae-7000-a0af-ce6825dffd3b', '2026-11-28 13:36:10.524597+00');
INSERT INTO backup.idempotency VALUES ('anna', 'nightly-2026-11-29', '{"configuration":"nightly"}', '01a2225e-ffc0-7000-b5f1-e2c7cd2e3ad3', '2026-11-28 13:36:20.914271+00');
INSERT INTO backup.inbox VALUES ('/edms-backup/restore-worker', '065136ed-4325-44f2-8457-c3b8883bb1f1', '2026-11-28 13:36:19.446738+00');
INSERT INTO backup.inbox VALUES ('/edms-backup/restore-worker', '2fb4c0c2-1e4b-4bc3-9081-894c11ee921e', '2026-11-28 13:36:19.605193+00');
INSERT INTO backup.inbox VALUES ('/edms-backup/restore-worker', '63c8a7d5-c969-4915-8d52-cfb2523ee190', '2026-11-28 13:36:19.945786+00');
INSERT INTO backup.job_event OVERRIDING SYSTEM VALUE VALUES (1, '01a2225e-d7ae-7000-a0af-ce6825dffd3b', '2026-11-28 13:36:11.273924+00', '{"specversion":"1.0","id":"01a2225e-da25-7000-862a-4d3acf6e7489","source":"/edms-backup/backup-service","subject":"01a2225e-d7ae-7000-a0af-ce6825dffd3b","time":"2026-11-28T13:36:11.301653161Z","datacontenttype":"application/json","traceparent":"00-dd74b22503e13c0c01c26b5dcefd9930-0b3ce26b12854d3a-00","data":{"job":"01a2225e-d7ae-7000-a0af-ce6825dffd3b","configuration":"nightly","backup_type":"DATABASE"},"type":"edms.backup.started"}');
INSERT INTO backup.job_event OVERRIDING SYSTEM VALUE VALUES (2, '01a2225e-d7ae-7000-a0af-ce6825dffd3b', '2026-11-28 13:36:12.313203+00', '{"specversion":"1.0","id":"01a2225e-de38-7000-9bf9-97e0fd00f916","source":"/edms-backup/backup-service","subject":"01a2225e-d7ae-7000-a0af-ce6825dffd3b","time":"2026-11-28T13:36:12.344322696Z","datacontenttype":"application/json","traceparent":"00-dd74b22503e13c0c01c26b5dcefd9930-96095ba73c4347f2-00","data":{"job":"01a2225e-d7ae-7000-a0af-ce6825dffd3b","progress":{"phase":"looking","rows":0,"bytes":0}},"type":"edms.backup.progress"}');
INSERT INTO backup.job_event OVERRIDING SYSTEM VALUE VALUES (3, '01a2225e-d7ae-7000-a0af-ce6825dffd3b', '2026-11-28 13:36:14.470542+00', '{"specversion":"1.0","id":"01a2225e-e69e-7000-b75e-0ad24178722c","source":"/edms-backup/backup-service","subject":"01a2225e-d7ae-7000-a0af-ce6825dffd3b","time":"2026-11-28T13:36:14.494968077Z","datacontenttype":"application/json","traceparent":"00-dd74b22503e13c0c01c26b5dcefd9930-c4e7925b87dab0fd-00","data":{"job":"01a2225e-d7ae-7000-a0af-ce6825dffd3b","progress":{"phase":"database","rows":0,"bytes":0,"bytes_expected":2048000}},"type":"edms.backup.progress"}');
INSERT INTO backup.job_event OVERRIDING SYSTEM VALUE VALUES (4, '01a2225e-d7ae-7000-a0af-ce6825dffd3b', '2026-11-28 13:36:15.250981+00', '{"specversion":"1.0","id":"01a2225e-e9c2-7000-9f83-52f03e4c9371","source":"/edms-backup/backup-service","subject":"01a2225e-d7ae-7000-a0af-ce6825dffd3b","time":"2026-11-28T13:36:15.298438908Z","datacontenttype":"application/json","traceparent":"00-dd74b22503e13c0c01c26b5dcefd9930-0b3ce26b12854d3a-00","data":{"job":"01a2225e-d7ae-7000-a0af-ce6825dffd3b","backup_package":{"id":"01a2225e-db8f-7000-bed1-54061db7d2c0","name":"nightly-database-20261128T133611Z-1db7d2c0.tar.zst","bytes":327262,"sha256":"80aec3a70610a27592b18e02a13349679c9f9ea5d02894b365d96e7f6f55d732"},"duration":"PT3.976682839S","warnings":[]},"type":"edms.backup.completed"}');
INSERT INTO backup.job_event OVERRIDING SYSTEM VALUE VALUES (5, '01a2225e-f049-7000-af94-2059baa5a9cd', '2026-11-28 13:36:17.50119+00', '{"specversion":"1.0","id":"01a2225e-f265-7000-8c39-5837440f1d93","source":"/edms-backup/backup-service","subject":"01a2225e-f049-7000-af94-2059baa5a9cd","time":"2026-11-28T13:36:17.509343533Z","datacontenttype":"application/json","traceparent":"00-8a5b1a94f44f32f012624f914562eac5-002b439d7a3b53f2-00","data":{"job":"01a2225e-f049-7000-af94-2059baa5a9cd","backup_type":"EXPORT"},"type":"edms.backup.started"}');
INSERT INTO backup.job_event OVERRIDING SYSTEM VALUE VALUES (6, '01a2225e-f049-7000-af94-2059baa5a9cd', '2026-11-28 13:36:18.46977+00', '{"specversion":"1.0","id":"01a2225e-f62f-7000-ad64-0609d5467408","source":"/edms-backup/backup-service","subject":"01a2225e-f049-7000-af94-2059baa5a9cd","time":"2026-11-28T13:36:18.480022370Z","datacontenttype":"application/json","traceparent":"00-8a5b1a94f44f32f012624f914562eac5-9e39306a154efed3-00","data":{"job":"01a2225e-f049-7000-af94-2059baa5a9cd","progress":{"phase":"looking","rows":0,"bytes":0}},"type":"edms.backup.progress"}');
INSERT INTO backup.job_event OVERRIDING SYSTEM VALUE VALUES (7, '01a2225e-f049-7000-af94-2059baa5a9cd', '2026-11-28 13:36:18.931091+00', '{"specversion":"1.0","id":"01a2225e-f7f6-7000-875f-328b57a9a36d","source":"/edms-backup/backup-service","subject":"01a2225e-f049-7000-af94-2059baa5a9cd","time":"2026-11-28T13:36:18.934446199Z","datacontenttype":"application/json","traceparent":"00-8a5b1a94f44f32f012624f914562eac5-002b439d7a3b53f2-00","data":{"job":"01a2225e-f049-7000-af94-2059baa5a9cd","backup_package":{"id":"01a2225e-f2be-7000-b17d-edb2ed177eb2","name":"edms-export-20261128T133617Z-ed177eb2.tar.zst","bytes":429746,"sha256":"1c59b8fc44302d6f44bba468216494726fc514ced0436565b22cf2dc2a958193"},"duration":"PT1.441520261S","warnings":[]},"type":"edms.backup.completed"}');
INSERT INTO backup.job_event OVERRIDING SYSTEM VALUE VALUES (8, '01a2225e-f908-7000-a656-c45158fb43d6', '2026-11-28 13:36:19.206746+00', '{"specversion":"1.0","id":"01a2225e-f911-7000-8904-90d8d4492d60","source":"/edms-backup/backup-service","subject":"01a2225e-f908-7000-a656-c45158fb43d6","time":"2026-11-28T13:36:19.217421384Z","datacontenttype":"application/json","traceparent":"00-0ea91808cab56a2563b74ac1b225be42-7005c13ad6d1b061-00","data":{"request":{"id":"01a2225e-f908-7000-a656-c45158fb43d6","package_name":"nightly-database-20261128T133611Z-1db7d2c0.tar.zst","package_sha256":"80aec3a70610a27592b18e02a13349679c9f9ea5d02894b365d96e7f6f55d732","options":{"mode":"MERGE","scope":"FULL","strategy":"SET","on_match":"UPDATE","validation":"STRICT","skip_users":false,"dry_run":false,"allow_partial":false,"safety_backup":true,"skip_tables":[],"drop_columns":[],"trust_code":true,"skip_models":[],"code_role":"session_user"},"requested_by":"anna"},"confirmed":true},"type":"edms.restore.requested"}');
INSERT INTO backup.job_event OVERRIDING SYSTEM VALUE VALUES (9, '01a2225e-f908-7000-a656-c45158fb43d6', '2026-11-28 13:36:19.446738+00', '{"specversion":"1.0","id":"065136ed-4325-44f2-8457-c3b8883bb1f1","source":"/edms-backup/restore-worker","subject":"01a2225e-f908-7000-a656-c45158fb43d6","time":"2026-11-28T13:36:19.292806975Z","datacontenttype":"application/json","data":{"job":"01a2225e-f908-7000-a656-c45158fb43d6","worker":"worker","attempt":1,"dry_run":false},"type":"edms.restore.accepted"}');
INSERT INTO backup.job_event OVERRIDING SYSTEM VALUE VALUES (10, '01a2225e-f908-7000-a656-c45158fb43d6', '2026-11-28 13:36:19.605193+00', '{"specversion":"1.0","id":"2fb4c0c2-1e4b-4bc3-9081-894c11ee921e","source":"/edms-backup/restore-worker","subject":"01a2225e-f908-7000-a656-c45158fb43d6","time":"2026-11-28T13:36:19.383669414Z","datacontenttype":"application/json","data":{"job":"01a2225e-f908-7000-a656-c45158fb43d6","progress":{"phase":"writing","table":"public.documents","rows":7,"bytes":90}},"type":"edms.restore.progress"}');
INSERT INTO backup.job_event OVERRIDING SYSTEM VALUE VALUES (11, '01a2225e-f908-7000-a656-c45158fb43d6', '2026-11-28 13:36:19.945786+00', '{"specversion":"1.0","id":"63c8a7d5-c969-4915-8d52-cfb2523ee190","source":"/edms-backup/restore-worker","subject":"01a2225e-f908-7000-a656-c45158fb43d6","time":"2026-11-28T13:36:19.807205725Z","datacontenttype":"application/json","data":{"job":"01a2225e-f908-7000-a656-c45158fb43d6","failure":{"code":"VALUE_REFUSED","detail":"a date","hint":"See the table, column and line; compare the types."},"report":{"request":{"id":"01a2225e-f908-7000-a656-c45158fb43d6","package_name":"nightly-database-20261128T133611Z-1db7d2c0.tar.zst","package_sha256":"80aec3a70610a27592b18e02a13349679c9f9ea5d02894b365d96e7f6f55d732","options":{"scope":"FULL","strategy":"SET","on_match":"UPDATE","validation":"STRICT","skip_users":false,"dry_run":false,"allow_partial":false,"safety_backup":true,"skip_tables":[],"drop_columns":[],"trust_code":false,"skip_models":[]},"requested_by":"anna"},"source":{"id":"01a2225e-db8f-7000-bed1-54061db7d2c0","name":"nightly-database-20261128T133611Z-1db7d2c0.tar.zst","bytes":327262,"sha256":"80aec3a70610a27592b18e02a13349679c9f9ea5d02894b365d96e7f6f55d732"},"target":"edms at db:5432","started_at":"2026-11-28T13:36:19.758410309Z","finished_at":"2026-11-28T13:36:19.758411902Z","committed":false,"reinitialised":false,"tables":[],"files":[],"identity_maps":[],"references":[],"checks":[],"set_aside":[{"table":"public.documents","row":"POL-2","reason":"it points to nothing"}],"left_out":[],"warnings":[],"failure":{"code":"VALUE_REFUSED","detail":"a date","hint":"See the table, column and line; compare the types."},"target_fingerprint":"80aec3a70610a27592b18e02a13349679c9f9ea5d02894b365d96e7f6f55d732","tool_version":"0.1.0","model":"shipped model","rows":{"in_package":0,"inserted":0,"matched":0,"updated":0,"left":0,"quarantined":0,"adds_up":true},"critical_rows":{"in_package":0,"inserted":0,"matched":0,"updated":0,"left":0,"quarantined":0,"adds_up":true},"adds_up":true}},"type":"edms.restore.rolled-back"}');
INSERT INTO backup.job_event OVERRIDING SYSTEM VALUE VALUES (12, '01a2225e-fef1-7000-95c8-468d6110d928', '2026-11-28 13:36:20.719971+00', '{"specversion":"1.0","id":"01a2225e-fef3-7000-990c-41af528f2259","source":"/edms-backup/backup-service","subject":"01a2225e-fef1-7000-95c8-468d6110d928","time":"2026-11-28T13:36:20.723529959Z","datacontenttype":"application/json","traceparent":"00-d6c6182dea1245b3665e4baa68d07153-bee353e92682101f-00","data":{"request":{"id":"01a2225e-fef1-7000-95c8-468d6110d928","package_name":"nightly-database-20261128T133611Z-1db7d2c0.tar.zst","package_sha256":"80aec3a70610a27592b18e02a13349679c9f9ea5d02894b365d96e7f6f55d732","options":{"scope":"FULL","strategy":"SET","on_match":"UPDATE","validation":"STRICT","skip_users":false,"dry_run":true,"allow_partial":false,"safety_backup":true,"skip_tables":[],"drop_columns":[],"trust_code":true,"skip_models":[],"code_role":"session_user"},"requested_by":"anna"},"confirmed":false},"type":"edms.restore.requested"}');
INSERT INTO backup.job_event OVERRIDING SYSTEM VALUE VALUES (13, '01a2225e-fef1-7000-95c8-468d6110d928', '2026-11-28 13:36:21.074907+00', '{"specversion":"1.0","id":"01a2225f-0054-7000-9a67-6ce7bf82f1a9","source":"/edms-backup/backup-service","subject":"01a2225e-fef1-7000-95c8-468d6110d928","time":"2026-11-28T13:36:21.076061197Z","datacontenttype":"application/json","traceparent":"00-185bf2defc7157473600a15de7b93611-dacccd7baa34483c-00","data":{"job":"01a2225e-fef1-7000-95c8-468d6110d928","by":"anna"},"type":"edms.restore.cancel-requested"}');
INSERT INTO backup.outbox OVERRIDING SYSTEM VALUE VALUES (9, 'edms.health.events', 'DATABASE', '{"specversion":"1.0","id":"01a2225e-fea6-7000-bf28-88c4efee2751","source":"/edms-backup/backup-service","subject":"DATABASE","time":"2026-11-28T13:36:20.646341611Z","datacontenttype":"application/json","traceparent":"00-9335e4d699011ba4dde050952c24fa2c-99d45c34c8a889b9-00","data":{"check":{"check_type":"DATABASE","status":"HEALTHY","message":"all is well","metrics":{"longest_transaction_seconds":0.0,"size_bytes":1.7988967E7,"connections_used":0.025,"connections":5.0,"wraparound_age":222.0,"latency_ms":0.319865,"connect_ms":21.256413},"checked_at":"2026-11-28T13:36:20.322872249Z","duration":"PT0.077799096S"}},"type":"edms.health.checked"}', '00-9335e4d699011ba4dde050952c24fa2c-99d45c34c8a889b9-00', '2026-11-28 13:36:20.645422+00');
INSERT INTO backup.outbox OVERRIDING SYSTEM VALUE VALUES (10, 'edms.health.events', 'STORAGE', '{"specversion":"1.0","id":"01a2225e-fead-7000-8141-1a455d8b8836","source":"/edms-backup/backup-service","subject":"STORAGE","time":"2026-11-28T13:36:20.653991493Z","datacontenttype":"application/json","traceparent":"00-9335e4d699011ba4dde050952c24fa2c-99d45c34c8a889b9-00","data":{"check":{"check_type":"STORAGE","status":"HEALTHY","message":"all is well","metrics":{"probe_ms":2.772347,"packages_bytes":757399.0,"free_bytes":7.8443380736E10,"used":0.7100629810709187,"sampled_bytes":757008.0,"damaged_packages":0.0},"checked_at":"2026-11-28T13:36:20.324132120Z","duration":"PT0.234214881S"}},"type":"edms.health.checked"}', '00-9335e4d699011ba4dde050952c24fa2c-99d45c34c8a889b9-00', '2026-11-28 13:36:20.645422+00');
INSERT INTO backup.outbox OVERRIDING SYSTEM VALUE VALUES (11, 'edms.health.events', 'APPLICATION', '{"specversion":"1.0","id":"01a2225e-feb3-7000-b792-71b74a8fafb4","source":"/edms-backup/backup-service","subject":"APPLICATION","time":"2026-11-28T13:36:20.659512043Z","datacontenttype":"application/json","traceparent":"00-9335e4d699011ba4dde050952c24fa2c-99d45c34c8a889b9-00","data":{"check":{"check_type":"APPLICATION","status":"WARNING","message":"the processors are busy up to 100 %","metrics":{"kafka_up":1.0,"cpu":1.0,"pool_awaiting":0.0,"outbox_seconds":0.0,"pool_active":2.0,"heap_bytes":1.9226576E8,"process_cpu":0.0,"outbox_events":0.0,"service_database_ms":11.081369,"heap_used":0.030417869481806258},"checked_at":"2026-11-28T13:36:20.323854348Z","duration":"PT0.309811546S"}},"type":"edms.health.checked"}', '00-9335e4d699011ba4dde050952c24fa2c-99d45c34c8a889b9-00', '2026-11-28 13:36:20.645422+00');
INSERT INTO backup.outbox OVERRIDING SYSTEM VALUE VALUES (12, 'edms.health.events', 'BACKUP_SYSTEM', '{"specversion":"1.0","id":"01a2225e-feb4-7000-86e5-7a772a1b0eab","source":"/edms-backup/backup-service","subject":"BACKUP_SYSTEM","time":"2026-11-28T13:36:20.660769020Z","datacontenttype":"application/json","traceparent":"00-9335e4d699011ba4dde050952c24fa2c-99d45c34c8a889b9-00","data":{"check":{"check_type":"BACKUP_SYSTEM","status":"WARNING","message":"no backup was ever restored for a test: verify one with level=restore","metrics":{"overdue":0.0,"last_good_age_seconds":1.0,"success_rate":1.0,"ended_30_days":2.0},"checked_at":"2026-11-28T13:36:20.324361421Z","duration":"PT0.077716883S"}},"type":"edms.health.checked"}', '00-9335e4d699011ba4dde050952c24fa2c-99d45c34c8a889b9-00', '2026-11-28 13:36:20.645422+00');
INSERT INTO backup.outbox OVERRIDING SYSTEM VALUE VALUES (13, 'edms.health.events', 'SECURITY', '{"specversion":"1.0","id":"01a2225e-feb5-7000-972f-fa3339de86b9","source":"/edms-backup/backup-service","subject":"SECURITY","time":"2026-11-28T13:36:20.661860431Z","datacontenttype":"application/json","traceparent":"00-9335e4d699011ba4dde050952c24fa2c-99d45c34c8a889b9-00","data":{"check":{"check_type":"SECURITY","status":"WARNING","message":"1 export packages are not encrypted: they are made to leave this system","metrics":{"unencrypted_exports":1.0,"packages_others_may_read":0.0},"checked_at":"2026-11-28T13:36:20.328396234Z","duration":"PT0.179145367S"}},"type":"edms.health.checked"}', '00-9335e4d699011ba4dde050952c24fa2c-99d45c34c8a889b9-00', '2026-11-28 13:36:20.645422+00');
INSERT INTO backup.outbox OVERRIDING SYSTEM VALUE VALUES (14, 'edms.restore.requests', '01a2225e-fef1-7000-95c8-468d6110d928', '{"specversion":"1.0","id":"01a2225e-fef3-7000-990c-41af528f2259","source":"/edms-backup/backup-service","subject":"01a2225e-fef1-7000-95c8-468d6110d928","time":"2026-11-28T13:36:20.723529959Z","datacontenttype":"application/json","traceparent":"00-d6c6182dea1245b3665e4baa68d07153-bee353e92682101f-00","data":{"request":{"id":"01a2225e-fef1-7000-95c8-468d6110d928","package_name":"nightly-database-20261128T133611Z-1db7d2c0.tar.zst","package_sha256":"80aec3a70610a27592b18e02a13349679c9f9ea5d02894b365d96e7f6f55d732","options":{"scope":"FULL","strategy":"SET","on_match":"UPDATE","validation":"STRICT","skip_users":false,"dry_run":true,"allow_partial":false,"safety_backup":true,"skip_tables":[],"drop_columns":[],"trust_code":true,"skip_models":[],"code_role":"session_user"},"requested_by":"anna"},"confirmed":false},"type":"edms.restore.requested"}', '00-d6c6182dea1245b3665e4baa68d07153-bee353e92682101f-00', '2026-11-28 13:36:20.719971+00');
INSERT INTO backup.outbox OVERRIDING SYSTEM VALUE VALUES (15, 'edms.restore.requests', '01a2225e-fef1-7000-95c8-468d6110d928', '{"specversion":"1.0","id":"01a2225f-0054-7000-9a67-6ce7bf82f1a9","source":"/edms-backup/backup-service","subject":"01a2225e-fef1-7000-95c8-468d6110d928","time":"2026-11-28T13:36:21.076061197Z","datacontenttype":"application/json","traceparent":"00-185bf2defc7157473600a15de7b93611-dacccd7baa34483c-00","data":{"job":"01a2225e-fef1-7000-95c8-468d6110d928","by":"anna"},"type":"edms.restore.cancel-requested"}', '00-185bf2defc7157473600a15de7b93611-dacccd7baa34483c-00', '2026-11-28 13:36:21.074907+00');
INSERT INTO backup.removal VALUES ('edms-nightly-gone.tar.zst', '01a2225e-f049-7000-af94-2059baa5a9cd', 'older than 30 days', '2026-11-28 13:36:21.183056+00');
INSERT INTO backup.restore_job VALUES ('01a2225e-f908-7000-a656-c45158fb43d6', '01a2225e-d7ae-7000-a0af-ce6825dffd3b', 'ROLLED_BACK', '2026-11-28 13:36:19.208105+00', '2026-11-28 13:36:19.961182+00', '{"state": {"since": "2026-11-28T13:36:19.961182458Z", "status": "ROLLED_BACK", "failure": {"code": "VALUE_REFUSED", "hint": "See the table, column and line; compare the types.", "detail": "a date"}}, "status": "ROLLED_BACK", "dry_run": false, "request": {"id": "01a2225e-f908-7000-a656-c45158fb43d6", "options": {"mode": "MERGE", "scope": "FULL", "dry_run": false, "on_match": "UPDATE", "strategy": "SET", "code_role": "session_user", "skip_users": false, "trust_code": true, "validation": "STRICT", "skip_models": [], "skip_tables": [], "drop_columns": [], "allow_partial": false, "safety_backup": true}, "package_name": "nightly-database-20261128T133611Z-1db7d2c0.tar.zst", "requested_by": "anna", "package_sha256": "80aec3a70610a27592b18e02a13349679c9f9ea5d02894b365d96e7f6f55d732"}, "progress": {"rows": 7, "bytes": 90, "phase": "writing", "table": "public.documents"}, "created_at": "2026-11-28T13:36:19.208104906Z"}', '{"rows": {"left": 0, "adds_up": true, "matched": 0, "updated": 0, "inserted": 0, "in_package": 0, "quarantined": 0}, "files": [], "model": "shipped model", "checks": [], "source": {"id": "01a2225e-db8f-7000-bed1-54061db7d2c0", "name": "nightly-database-20261128T133611Z-1db7d2c0.tar.zst", "bytes": 327262, "sha256": "80aec3a70610a27592b18e02a13349679c9f9ea5d02894b365d96e7f6f55d732"}, "tables": [], "target": "edms at db:5432", "adds_up": true, "failure": {"code": "VALUE_REFUSED", "hint": "See the table, column and line; compare the types.", "detail": "a date"}, "request": {"id": "01a2225e-f908-7000-a656-c45158fb43d6", "options": {"scope": "FULL", "dry_run": false, "on_match": "UPDATE", "strategy": "SET", "skip_users": false, "trust_code": false, "validation": "STRICT", "skip_models": [], "skip_tables": [], "drop_columns": [], "allow_partial": false, "safety_backup": true}, "package_name": "nightly-database-20261128T133611Z-1db7d2c0.tar.zst", "requested_by": "anna", "package_sha256": "80aec3a70610a27592b18e02a13349679c9f9ea5d02894b365d96e7f6f55d732"}, "left_out": [], "warnings": [], "committed": false, "set_aside": [{"row": "POL-2", "table": "public.documents", "reason": "it points to nothing"}], "references": [], "started_at": "2026-11-28T13:36:19.758410309Z", "finished_at": "2026-11-28T13:36:19.758411902Z", "tool_version": "0.1.0", "critical_rows": {"left": 0, "adds_up": true, "matched": 0, "updated": 0, "inserted": 0, "in_package": 0, "quarantined": 0}, "identity_maps": [], "reinitialised": false, "target_fingerprint": "80aec3a70610a27592b18e02a13349679c9f9ea5d02894b365d96e7f6f55d732"}');
INSERT INTO backup.restore_job VALUES ('01a2225e-fef1-7000-95c8-468d6110d928', '01a2225e-d7ae-7000-a0af-ce6825dffd3b', 'PENDING', '2026-11-28 13:36:20.72135+00', NULL, '{"state": {"since": "2026-11-28T13:36:20.721349821Z", "status": "PENDING", "attempt": 1}, "status": "PENDING", "dry_run": true, "request": {"id": "01a2225e-fef1-7000-95c8-468d6110d928", "options": {"scope": "FULL", "dry_run": true, "on_match": "UPDATE", "strategy": "SET", "code_role": "session_user", "skip_users": false, "trust_code": true, "validation": "STRICT", "skip_models": [], "skip_tables": [], "drop_columns": [], "allow_partial": false, "safety_backup": true}, "package_name": "nightly-database-20261128T133611Z-1db7d2c0.tar.zst", "requested_by": "anna", "package_sha256": "80aec3a70610a27592b18e02a13349679c9f9ea5d02894b365d96e7f6f55d732"}, "created_at": "2026-11-28T13:36:20.721349821Z"}', NULL);
INSERT INTO backup.task VALUES ('01a2225e-ffc0-7000-b5f1-e2c7cd2e3ad3', 'backup', 0, '2026-11-28 12:00:00+00', NULL, NULL, NULL, '00-e98586aecb8957ce5bd535b13d7d88dd-ac7773ecdfdc0f7c-00', NULL);
INSERT INTO backup.task VALUES ('01a2225f-0009-7000-8bb1-b2e7008abdce', 'verify', 0, '2026-11-28 12:00:00+00', NULL, NULL, NULL, '00-60420bc91d6d8a523cecc36cfbb1f817-c6b65cb00d4d429d-00', NULL);
INSERT INTO backup.verification VALUES ('01a2225e-ebec-7000-b471-460a68e326e7', '01a2225e-d7ae-7000-a0af-ce6825dffd3b', 'FULL', 'anna', '2026-11-28 13:36:15.852349+00', '{"level": "FULL", "whole": true, "duration": "PT0.334884737S", "findings": [], "package_id": "01a2225e-db8f-7000-bed1-54061db7d2c0", "verified_at": "2026-11-28T13:36:16.347588769Z"}', NULL);
INSERT INTO backup.verification VALUES ('01a2225f-0009-7000-8bb1-b2e7008abdce', '01a2225e-d7ae-7000-a0af-ce6825dffd3b', 'QUICK', 'anna', '2026-11-28 13:36:21.001456+00', NULL, NULL);
SELECT pg_catalog.setval('backup.health_check_id_seq', 5, true);
SELECT pg_catalog.setval('backup.job_event_id_seq', 13, true);
SELECT pg_catalog.setval('backup.outbox_id_seq', 15, true);
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
