-- Scheduled tasks, their runs, and what is waiting to be sent.

CREATE TABLE scheduled_tasks (
    id                  bigserial PRIMARY KEY,
    uuid                uuid NOT NULL UNIQUE,
    name                varchar(200) NOT NULL UNIQUE,
    description         text NOT NULL,
    task_type           varchar(30) NOT NULL,
    task_module         varchar(200) NOT NULL,
    task_function       varchar(100) NOT NULL,
    task_args           jsonb NOT NULL,
    task_kwargs         jsonb NOT NULL,
    frequency_type      varchar(20) NOT NULL,
    cron_expression     varchar(100) NOT NULL,
    interval_value      integer NOT NULL CHECK (interval_value >= 0),
    start_date          timestamptz NOT NULL,
    end_date            timestamptz,
    next_run            timestamptz,
    last_run            timestamptz,
    timeout_seconds     integer NOT NULL CHECK (timeout_seconds >= 0),
    max_retries         integer NOT NULL CHECK (max_retries >= 0),
    retry_delay_seconds integer NOT NULL CHECK (retry_delay_seconds >= 0),
    status              varchar(20) NOT NULL,
    is_running          boolean NOT NULL,
    total_runs          integer NOT NULL CHECK (total_runs >= 0),
    successful_runs     integer NOT NULL CHECK (successful_runs >= 0),
    failed_runs         integer NOT NULL CHECK (failed_runs >= 0),
    last_error          text NOT NULL,
    created_at          timestamptz NOT NULL,
    updated_at          timestamptz NOT NULL,
    metadata            jsonb NOT NULL,
    created_by_id       bigint NOT NULL REFERENCES users DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX ON scheduled_tasks (created_by_id);

CREATE TABLE task_executions (
    id                bigserial PRIMARY KEY,
    uuid              uuid NOT NULL UNIQUE,
    started_at        timestamptz NOT NULL,
    completed_at      timestamptz,
    status            varchar(20) NOT NULL,
    celery_task_id    varchar(100) NOT NULL,
    worker_hostname   varchar(255) NOT NULL,
    result            jsonb NOT NULL,
    error_message     text NOT NULL,
    output_log        text NOT NULL,
    execution_time    interval,
    memory_usage      integer CHECK (memory_usage >= 0),
    cpu_usage         double precision,
    metadata          jsonb NOT NULL,
    scheduled_task_id bigint NOT NULL REFERENCES scheduled_tasks DEFERRABLE INITIALLY DEFERRED,
    triggered_by_id   bigint REFERENCES users DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX ON task_executions (scheduled_task_id);
CREATE INDEX ON task_executions (triggered_by_id);

CREATE TABLE document_schedules (
    id               bigserial PRIMARY KEY,
    uuid             uuid NOT NULL UNIQUE,
    schedule_type    varchar(20) NOT NULL,
    scheduled_date   timestamptz NOT NULL,
    description      varchar(255) NOT NULL,
    action_data      jsonb NOT NULL,
    status           varchar(20) NOT NULL,
    executed_at      timestamptz,
    execution_result jsonb NOT NULL,
    error_message    text NOT NULL,
    created_at       timestamptz NOT NULL,
    metadata         jsonb NOT NULL,
    created_by_id    bigint NOT NULL REFERENCES users DEFERRABLE INITIALLY DEFERRED,
    document_id      bigint NOT NULL REFERENCES documents DEFERRABLE INITIALLY DEFERRED,
    executed_by_id   bigint REFERENCES users DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX ON document_schedules (created_by_id);
CREATE INDEX ON document_schedules (document_id);
CREATE INDEX ON document_schedules (executed_by_id);

CREATE TABLE document_schedules_notification_users (
    id                  bigserial PRIMARY KEY,
    documentschedule_id bigint NOT NULL REFERENCES document_schedules DEFERRABLE INITIALLY DEFERRED,
    user_id             bigint NOT NULL REFERENCES users DEFERRABLE INITIALLY DEFERRED,
    UNIQUE (documentschedule_id, user_id)
);
CREATE INDEX ON document_schedules_notification_users (user_id);

CREATE TABLE notification_queue (
    id                bigserial PRIMARY KEY,
    uuid              uuid NOT NULL UNIQUE,
    notification_type varchar(20) NOT NULL,
    priority          varchar(10) NOT NULL,
    recipient_emails  jsonb NOT NULL,
    subject           varchar(255) NOT NULL,
    message           text NOT NULL,
    notification_data jsonb NOT NULL,
    scheduled_at      timestamptz NOT NULL,
    sent_at           timestamptz,
    status            varchar(20) NOT NULL,
    delivery_channels jsonb NOT NULL,
    delivery_attempts integer NOT NULL CHECK (delivery_attempts >= 0),
    max_attempts      integer NOT NULL CHECK (max_attempts >= 0),
    error_message     text NOT NULL,
    created_at        timestamptz NOT NULL,
    metadata          jsonb NOT NULL,
    created_by_id     bigint REFERENCES users DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX ON notification_queue (created_by_id);

CREATE TABLE notification_queue_recipients (
    id                   bigserial PRIMARY KEY,
    notificationqueue_id bigint NOT NULL REFERENCES notification_queue DEFERRABLE INITIALLY DEFERRED,
    user_id              bigint NOT NULL REFERENCES users DEFERRABLE INITIALLY DEFERRED,
    UNIQUE (notificationqueue_id, user_id)
);
CREATE INDEX ON notification_queue_recipients (user_id);

CREATE TABLE system_health_checks (
    id                 bigserial PRIMARY KEY,
    uuid               uuid NOT NULL UNIQUE,
    check_type         varchar(30) NOT NULL,
    checked_at         timestamptz NOT NULL,
    status             varchar(20) NOT NULL,
    message            text NOT NULL,
    details            jsonb NOT NULL,
    response_time      double precision,
    value              double precision,
    threshold_warning  double precision,
    threshold_critical double precision,
    metadata           jsonb NOT NULL
);
