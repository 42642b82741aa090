-- The audit trail and what is reported from it.

CREATE TABLE audit_trail (
    id                    bigserial PRIMARY KEY,
    uuid                  uuid NOT NULL UNIQUE,
    timestamp             timestamptz NOT NULL,
    action                varchar(30) NOT NULL,
    severity              varchar(10) NOT NULL,
    user_display_name     varchar(200) NOT NULL,
    session_id            varchar(40) NOT NULL,
    ip_address            inet,
    user_agent            text NOT NULL,
    object_id             varchar(100),
    object_representation varchar(200) NOT NULL,
    field_changes         jsonb NOT NULL,
    old_values            jsonb NOT NULL,
    new_values            jsonb NOT NULL,
    description           text NOT NULL,
    module                varchar(10) NOT NULL,
    request_path          varchar(500) NOT NULL,
    request_method        varchar(10) NOT NULL,
    checksum              varchar(64) NOT NULL,
    is_tampered           boolean NOT NULL,
    verification_status   varchar(20) NOT NULL,
    metadata              jsonb NOT NULL,
    content_type_id       integer REFERENCES django_content_type DEFERRABLE INITIALLY DEFERRED,
    user_id               bigint REFERENCES users DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX ON audit_trail (content_type_id);
CREATE INDEX ON audit_trail (user_id);

CREATE TABLE audit_events (
    id                bigserial PRIMARY KEY,
    uuid              uuid NOT NULL UNIQUE,
    event_type        varchar(30) NOT NULL,
    title             varchar(200) NOT NULL,
    description       text NOT NULL,
    started_at        timestamptz NOT NULL,
    completed_at      timestamptz,
    duration          interval,
    is_successful     boolean NOT NULL,
    error_message     text NOT NULL,
    business_process  varchar(100) NOT NULL,
    compliance_impact text NOT NULL,
    metadata          jsonb NOT NULL,
    primary_user_id   bigint NOT NULL REFERENCES users DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX ON audit_events (primary_user_id);

CREATE TABLE audit_configurations (
    id                           bigserial PRIMARY KEY,
    uuid                         uuid NOT NULL UNIQUE,
    name                         varchar(100) NOT NULL UNIQUE,
    description                  text NOT NULL,
    enable_field_tracking        boolean NOT NULL,
    enable_relationship_tracking boolean NOT NULL,
    track_create                 boolean NOT NULL,
    track_update                 boolean NOT NULL,
    track_delete                 boolean NOT NULL,
    retention_days               integer NOT NULL,
    compress_old_records         boolean NOT NULL,
    async_logging                boolean NOT NULL,
    batch_size                   integer NOT NULL,
    is_active                    boolean NOT NULL,
    created_at                   timestamptz NOT NULL,
    updated_at                   timestamptz NOT NULL,
    metadata                     jsonb NOT NULL,
    created_by_id                bigint NOT NULL REFERENCES users DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX ON audit_configurations (created_by_id);

CREATE TABLE audit_events_involved_users (
    id            bigserial PRIMARY KEY,
    auditevent_id bigint NOT NULL REFERENCES audit_events DEFERRABLE INITIALLY DEFERRED,
    user_id       bigint NOT NULL REFERENCES users DEFERRABLE INITIALLY DEFERRED,
    UNIQUE (auditevent_id, user_id)
);
CREATE INDEX ON audit_events_involved_users (user_id);

CREATE TABLE audit_events_related_audit_logs (
    id            bigserial PRIMARY KEY,
    auditevent_id bigint NOT NULL REFERENCES audit_events DEFERRABLE INITIALLY DEFERRED,
    audittrail_id bigint NOT NULL REFERENCES audit_trail DEFERRABLE INITIALLY DEFERRED,
    UNIQUE (auditevent_id, audittrail_id)
);
CREATE INDEX ON audit_events_related_audit_logs (audittrail_id);

CREATE TABLE audit_query_logs (
    id                bigserial PRIMARY KEY,
    uuid              uuid NOT NULL UNIQUE,
    timestamp         timestamptz NOT NULL,
    query_type        varchar(20) NOT NULL,
    ip_address        inet,
    user_agent        text NOT NULL,
    session_id        varchar(40) NOT NULL,
    query_description text NOT NULL,
    filters_applied   jsonb NOT NULL,
    records_accessed  integer NOT NULL,
    date_from         timestamptz,
    date_to           timestamptz,
    purpose           varchar(200) NOT NULL,
    metadata          jsonb NOT NULL,
    user_id           bigint NOT NULL REFERENCES users DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX ON audit_query_logs (user_id);

CREATE TABLE login_audit (
    id             bigserial PRIMARY KEY,
    uuid           uuid NOT NULL UNIQUE,
    username       varchar(150) NOT NULL,
    timestamp      timestamptz NOT NULL,
    success        boolean NOT NULL,
    ip_address     inet,
    user_agent     text,
    failure_reason varchar(200),
    user_id        bigint REFERENCES users DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX ON login_audit (user_id);

CREATE TABLE user_sessions_audit (
    id               bigserial PRIMARY KEY,
    uuid             uuid NOT NULL UNIQUE,
    session_key      varchar(40) NOT NULL UNIQUE,
    ip_address       inet NOT NULL,
    user_agent       text NOT NULL,
    login_timestamp  timestamptz NOT NULL,
    last_activity    timestamptz NOT NULL,
    logout_timestamp timestamptz,
    is_active        boolean NOT NULL,
    user_id          bigint NOT NULL REFERENCES users DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX ON user_sessions_audit (user_id);

CREATE TABLE database_change_log (
    id              bigserial PRIMARY KEY,
    uuid            uuid NOT NULL UNIQUE,
    timestamp       timestamptz NOT NULL,
    table_name      varchar(100) NOT NULL,
    operation       varchar(20) NOT NULL,
    record_id       varchar(100) NOT NULL,
    old_values      jsonb NOT NULL,
    new_values      jsonb NOT NULL,
    user_id         bigint REFERENCES users DEFERRABLE INITIALLY DEFERRED,
    action          varchar(30),
    content_type_id integer REFERENCES django_content_type DEFERRABLE INITIALLY DEFERRED,
    ip_address      inet,
    object_id       varchar(100),
    session_id      varchar(40),
    integrity_hash  varchar(64)
);
CREATE INDEX ON database_change_log (user_id);
CREATE INDEX ON database_change_log (content_type_id);

CREATE TABLE compliance_events (
    id                bigserial PRIMARY KEY,
    uuid              uuid NOT NULL UNIQUE,
    event_type        varchar(20) NOT NULL,
    timestamp         timestamptz NOT NULL,
    description       text NOT NULL,
    severity          varchar(10) NOT NULL,
    resolution_status varchar(20) NOT NULL,
    user_id           bigint REFERENCES users DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX ON compliance_events (user_id);

CREATE TABLE compliance_reports (
    id                bigserial PRIMARY KEY,
    uuid              uuid NOT NULL UNIQUE,
    name              varchar(200) NOT NULL,
    report_type       varchar(30) NOT NULL,
    description       text NOT NULL,
    date_from         timestamptz NOT NULL,
    date_to           timestamptz NOT NULL,
    filters           jsonb NOT NULL,
    generated_at      timestamptz NOT NULL,
    status            varchar(20) NOT NULL,
    report_data       jsonb NOT NULL,
    summary_stats     jsonb NOT NULL,
    file_path         varchar(500) NOT NULL,
    file_size         bigint NOT NULL,
    report_checksum   varchar(64) NOT NULL,
    digital_signature text NOT NULL,
    expires_at        timestamptz,
    is_archived       boolean NOT NULL,
    archived_at       timestamptz,
    metadata          jsonb NOT NULL,
    generated_by_id   bigint NOT NULL REFERENCES users DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX ON compliance_reports (generated_by_id);

CREATE TABLE data_integrity_checks (
    id              bigserial PRIMARY KEY,
    uuid            uuid NOT NULL UNIQUE,
    check_type      varchar(20) NOT NULL,
    started_at      timestamptz NOT NULL,
    completed_at    timestamptz,
    scope           varchar(200) NOT NULL,
    parameters      jsonb NOT NULL,
    status          varchar(20) NOT NULL,
    items_checked   integer NOT NULL,
    items_passed    integer NOT NULL,
    items_failed    integer NOT NULL,
    findings        jsonb NOT NULL,
    recommendations text NOT NULL,
    is_automated    boolean NOT NULL,
    execution_time  interval,
    metadata        jsonb NOT NULL,
    triggered_by_id bigint REFERENCES users DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX ON data_integrity_checks (triggered_by_id);

CREATE TABLE system_events (
    id          bigserial PRIMARY KEY,
    uuid        uuid NOT NULL UNIQUE,
    event_type  varchar(20) NOT NULL,
    timestamp   timestamptz NOT NULL,
    description text NOT NULL,
    details     jsonb NOT NULL,
    severity    varchar(10) NOT NULL
);
