-- Backup and restore jobs as the application itself keeps them.

CREATE TABLE backup_configurations (
    id                  bigserial PRIMARY KEY,
    uuid                uuid NOT NULL UNIQUE,
    name                varchar(200) NOT NULL,
    description         text NOT NULL,
    backup_type         varchar(20) NOT NULL,
    frequency           varchar(20) NOT NULL,
    schedule_time       time NOT NULL,
    schedule_days       jsonb NOT NULL,
    retention_days      integer NOT NULL CHECK (retention_days >= 0),
    max_backups         integer NOT NULL CHECK (max_backups >= 0),
    storage_path        varchar(500) NOT NULL,
    compression_enabled boolean NOT NULL,
    encryption_enabled  boolean NOT NULL,
    status              varchar(20) NOT NULL,
    is_enabled          boolean NOT NULL,
    created_at          timestamptz NOT NULL,
    updated_at          timestamptz NOT NULL,
    created_by_id       bigint NOT NULL REFERENCES users DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX ON backup_configurations (created_by_id);

CREATE TABLE backup_jobs (
    id                bigserial PRIMARY KEY,
    uuid              uuid NOT NULL UNIQUE,
    job_name          varchar(200) NOT NULL,
    backup_type       varchar(20) NOT NULL,
    started_at        timestamptz,
    completed_at      timestamptz,
    duration          interval,
    status            varchar(20) NOT NULL,
    backup_file_path  varchar(500) NOT NULL,
    backup_size       bigint,
    compression_ratio double precision,
    error_message     text NOT NULL,
    retry_count       integer NOT NULL CHECK (retry_count >= 0),
    max_retries       integer NOT NULL CHECK (max_retries >= 0),
    checksum          varchar(64) NOT NULL,
    is_valid          boolean NOT NULL,
    validation_errors jsonb NOT NULL,
    created_at        timestamptz NOT NULL,
    configuration_id  bigint NOT NULL REFERENCES backup_configurations DEFERRABLE INITIALLY DEFERRED,
    triggered_by_id   bigint REFERENCES users DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX ON backup_jobs (configuration_id);
CREATE INDEX ON backup_jobs (triggered_by_id);

CREATE TABLE restore_jobs (
    id                   bigserial PRIMARY KEY,
    uuid                 uuid NOT NULL UNIQUE,
    restore_type         varchar(20) NOT NULL,
    target_location      varchar(500) NOT NULL,
    restore_options      jsonb NOT NULL,
    started_at           timestamptz,
    completed_at         timestamptz,
    duration             interval,
    status               varchar(20) NOT NULL,
    restored_items_count integer NOT NULL CHECK (restored_items_count >= 0),
    failed_items_count   integer NOT NULL CHECK (failed_items_count >= 0),
    error_message        text NOT NULL,
    restore_log          text NOT NULL,
    created_at           timestamptz NOT NULL,
    approved_by_id       bigint REFERENCES users DEFERRABLE INITIALLY DEFERRED,
    backup_job_id        bigint NOT NULL REFERENCES backup_jobs DEFERRABLE INITIALLY DEFERRED,
    requested_by_id      bigint NOT NULL REFERENCES users DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX ON restore_jobs (approved_by_id);
CREATE INDEX ON restore_jobs (backup_job_id);
CREATE INDEX ON restore_jobs (requested_by_id);

CREATE TABLE disaster_recovery_plans (
    id                      bigserial PRIMARY KEY,
    uuid                    uuid NOT NULL UNIQUE,
    name                    varchar(200) NOT NULL,
    description             text NOT NULL,
    disaster_type           varchar(30) NOT NULL,
    recovery_procedures     text NOT NULL,
    estimated_recovery_time interval NOT NULL,
    required_resources      jsonb NOT NULL,
    responsible_team        jsonb NOT NULL,
    emergency_contacts      jsonb NOT NULL,
    status                  varchar(20) NOT NULL,
    version                 varchar(20) NOT NULL,
    last_tested             timestamptz,
    test_results            text NOT NULL,
    next_test_due           timestamptz,
    created_at              timestamptz NOT NULL,
    updated_at              timestamptz NOT NULL,
    approved_by_id          bigint REFERENCES users DEFERRABLE INITIALLY DEFERRED,
    created_by_id           bigint NOT NULL REFERENCES users DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX ON disaster_recovery_plans (approved_by_id);
CREATE INDEX ON disaster_recovery_plans (created_by_id);

CREATE TABLE health_checks (
    id            bigserial PRIMARY KEY,
    uuid          uuid NOT NULL UNIQUE,
    check_name    varchar(200) NOT NULL,
    check_type    varchar(20) NOT NULL,
    status        varchar(20) NOT NULL,
    response_time double precision,
    message       text NOT NULL,
    details       jsonb NOT NULL,
    metrics       jsonb NOT NULL,
    checked_at    timestamptz NOT NULL
);

CREATE TABLE system_metrics (
    id                 bigserial PRIMARY KEY,
    uuid               uuid NOT NULL UNIQUE,
    metric_name        varchar(200) NOT NULL,
    metric_type        varchar(30) NOT NULL,
    value              double precision NOT NULL,
    unit               varchar(20) NOT NULL,
    warning_threshold  double precision,
    critical_threshold double precision,
    status             varchar(20) NOT NULL,
    metadata           jsonb NOT NULL,
    recorded_at        timestamptz NOT NULL
);
