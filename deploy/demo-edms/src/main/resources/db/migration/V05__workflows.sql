-- Workflows: types, states, instances, tasks, transitions.

CREATE TABLE workflow_types (
    id                bigserial PRIMARY KEY,
    uuid              uuid NOT NULL UNIQUE,
    name              varchar(100) NOT NULL UNIQUE,
    workflow_type     varchar(20) NOT NULL,
    description       text NOT NULL,
    is_active         boolean NOT NULL,
    requires_approval boolean NOT NULL,
    allows_parallel   boolean NOT NULL,
    auto_transition   boolean NOT NULL,
    timeout_days      integer CHECK (timeout_days >= 0),
    reminder_days     integer CHECK (reminder_days >= 0),
    created_at        timestamptz NOT NULL,
    metadata          jsonb NOT NULL,
    created_by_id     bigint NOT NULL REFERENCES users DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX ON workflow_types (created_by_id);

CREATE TABLE workflow_document_states (
    code        varchar(50) PRIMARY KEY,
    name        varchar(100) NOT NULL,
    description text NOT NULL,
    is_initial  boolean NOT NULL,
    is_final    boolean NOT NULL
);

CREATE TABLE document_workflows (
    id                   bigserial PRIMARY KEY,
    uuid                 uuid NOT NULL UNIQUE,
    created_at           timestamptz NOT NULL,
    updated_at           timestamptz NOT NULL,
    due_date             timestamptz,
    workflow_data        jsonb NOT NULL,
    current_assignee_id  bigint REFERENCES users DEFERRABLE INITIALLY DEFERRED,
    current_state_id     varchar(50) NOT NULL REFERENCES workflow_document_states DEFERRABLE INITIALLY DEFERRED,
    document_id          bigint NOT NULL UNIQUE REFERENCES documents DEFERRABLE INITIALLY DEFERRED,
    initiated_by_id      bigint NOT NULL REFERENCES users DEFERRABLE INITIALLY DEFERRED,
    effective_date       date,
    is_terminated        boolean NOT NULL,
    last_approved_state  varchar(50) NOT NULL,
    obsoleting_date      date,
    obsoleting_reason    text NOT NULL,
    selected_approver_id bigint REFERENCES users DEFERRABLE INITIALLY DEFERRED,
    selected_reviewer_id bigint REFERENCES users DEFERRABLE INITIALLY DEFERRED,
    termination_reason   text NOT NULL,
    up_version_reason    text NOT NULL,
    workflow_type        varchar(50) NOT NULL
);
CREATE INDEX ON document_workflows (current_assignee_id);
CREATE INDEX ON document_workflows (current_state_id);
CREATE INDEX ON document_workflows (initiated_by_id);
CREATE INDEX ON document_workflows (selected_approver_id);
CREATE INDEX ON document_workflows (selected_reviewer_id);

CREATE TABLE document_transitions (
    id                 bigserial PRIMARY KEY,
    uuid               uuid NOT NULL UNIQUE,
    transitioned_at    timestamptz NOT NULL,
    comment            text NOT NULL,
    transition_data    jsonb NOT NULL,
    from_state_id      varchar(50) NOT NULL REFERENCES workflow_document_states DEFERRABLE INITIALLY DEFERRED,
    to_state_id        varchar(50) NOT NULL REFERENCES workflow_document_states DEFERRABLE INITIALLY DEFERRED,
    transitioned_by_id bigint NOT NULL REFERENCES users DEFERRABLE INITIALLY DEFERRED,
    workflow_id        bigint NOT NULL REFERENCES document_workflows DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX ON document_transitions (from_state_id);
CREATE INDEX ON document_transitions (to_state_id);
CREATE INDEX ON document_transitions (transitioned_by_id);
CREATE INDEX ON document_transitions (workflow_id);

CREATE TABLE workflow_instances (
    id                  bigserial PRIMARY KEY,
    uuid                uuid NOT NULL UNIQUE,
    state               varchar(50) NOT NULL,
    object_id           varchar(100) NOT NULL,
    started_at          timestamptz NOT NULL,
    completed_at        timestamptz,
    due_date            timestamptz,
    is_active           boolean NOT NULL,
    is_completed        boolean NOT NULL,
    completion_reason   varchar(200) NOT NULL,
    workflow_data       jsonb NOT NULL,
    metadata            jsonb NOT NULL,
    content_type_id     integer NOT NULL REFERENCES django_content_type DEFERRABLE INITIALLY DEFERRED,
    current_assignee_id bigint REFERENCES users DEFERRABLE INITIALLY DEFERRED,
    initiated_by_id     bigint NOT NULL REFERENCES users DEFERRABLE INITIALLY DEFERRED,
    workflow_type_id    bigint NOT NULL REFERENCES workflow_types DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX ON workflow_instances (content_type_id);
CREATE INDEX ON workflow_instances (current_assignee_id);
CREATE INDEX ON workflow_instances (initiated_by_id);
CREATE INDEX ON workflow_instances (workflow_type_id);

CREATE TABLE workflow_notifications (
    id                   bigserial PRIMARY KEY,
    uuid                 uuid NOT NULL UNIQUE,
    notification_type    varchar(20) NOT NULL,
    subject              varchar(255) NOT NULL,
    message              text NOT NULL,
    notification_data    jsonb NOT NULL,
    created_at           timestamptz NOT NULL,
    sent_at              timestamptz,
    status               varchar(20) NOT NULL,
    error_message        text NOT NULL,
    channels             jsonb NOT NULL,
    metadata             jsonb NOT NULL,
    recipient_id         bigint NOT NULL REFERENCES users DEFERRABLE INITIALLY DEFERRED,
    workflow_instance_id bigint NOT NULL REFERENCES workflow_instances DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX ON workflow_notifications (recipient_id);
CREATE INDEX ON workflow_notifications (workflow_instance_id);

CREATE TABLE workflow_rules (
    id               bigserial PRIMARY KEY,
    uuid             uuid NOT NULL UNIQUE,
    name             varchar(100) NOT NULL,
    description      text NOT NULL,
    rule_type        varchar(20) NOT NULL,
    conditions       jsonb NOT NULL,
    actions          jsonb NOT NULL,
    is_active        boolean NOT NULL,
    execution_order  integer NOT NULL CHECK (execution_order >= 0),
    created_at       timestamptz NOT NULL,
    metadata         jsonb NOT NULL,
    created_by_id    bigint NOT NULL REFERENCES users DEFERRABLE INITIALLY DEFERRED,
    workflow_type_id bigint NOT NULL REFERENCES workflow_types DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX ON workflow_rules (created_by_id);
CREATE INDEX ON workflow_rules (workflow_type_id);

CREATE TABLE workflow_tasks (
    id                   bigserial PRIMARY KEY,
    uuid                 uuid NOT NULL UNIQUE,
    name                 varchar(200) NOT NULL,
    description          text NOT NULL,
    task_type            varchar(20) NOT NULL,
    priority             varchar(10) NOT NULL,
    created_at           timestamptz NOT NULL,
    assigned_at          timestamptz NOT NULL,
    started_at           timestamptz,
    completed_at         timestamptz,
    due_date             timestamptz,
    status               varchar(20) NOT NULL,
    completion_note      text NOT NULL,
    task_data            jsonb NOT NULL,
    result_data          jsonb NOT NULL,
    metadata             jsonb NOT NULL,
    assigned_by_id       bigint NOT NULL REFERENCES users DEFERRABLE INITIALLY DEFERRED,
    assigned_to_id       bigint NOT NULL REFERENCES users DEFERRABLE INITIALLY DEFERRED,
    workflow_instance_id bigint NOT NULL REFERENCES workflow_instances DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX ON workflow_tasks (assigned_by_id);
CREATE INDEX ON workflow_tasks (assigned_to_id);
CREATE INDEX ON workflow_tasks (workflow_instance_id);

CREATE TABLE workflow_templates (
    id                 bigserial PRIMARY KEY,
    uuid               uuid NOT NULL UNIQUE,
    name               varchar(100) NOT NULL UNIQUE,
    description        text NOT NULL,
    workflow_type      varchar(20) NOT NULL,
    states_config      jsonb NOT NULL,
    transitions_config jsonb NOT NULL,
    tasks_config       jsonb NOT NULL,
    rules_config       jsonb NOT NULL,
    is_active          boolean NOT NULL,
    is_default         boolean NOT NULL,
    version            integer NOT NULL CHECK (version >= 0),
    created_at         timestamptz NOT NULL,
    metadata           jsonb NOT NULL,
    created_by_id      bigint NOT NULL REFERENCES users DEFERRABLE INITIALLY DEFERRED,
    UNIQUE (name, version)
);
CREATE INDEX ON workflow_templates (created_by_id);

CREATE TABLE workflow_templates_document_types (
    id                  bigserial PRIMARY KEY,
    workflowtemplate_id bigint NOT NULL REFERENCES workflow_templates DEFERRABLE INITIALLY DEFERRED,
    documenttype_id     bigint NOT NULL REFERENCES document_types DEFERRABLE INITIALLY DEFERRED,
    UNIQUE (workflowtemplate_id, documenttype_id)
);
CREATE INDEX ON workflow_templates_document_types (documenttype_id);

CREATE TABLE workflow_transitions (
    id                   bigserial PRIMARY KEY,
    uuid                 uuid NOT NULL UNIQUE,
    from_state           varchar(100) NOT NULL,
    to_state             varchar(100) NOT NULL,
    transition_name      varchar(100) NOT NULL,
    transitioned_at      timestamptz NOT NULL,
    ip_address           inet,
    user_agent           text NOT NULL,
    session_id           varchar(40) NOT NULL,
    comment              text NOT NULL,
    transition_data      jsonb NOT NULL,
    metadata             jsonb NOT NULL,
    transitioned_by_id   bigint NOT NULL REFERENCES users DEFERRABLE INITIALLY DEFERRED,
    workflow_instance_id bigint NOT NULL REFERENCES workflow_instances DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX ON workflow_transitions (transitioned_by_id);
CREATE INDEX ON workflow_transitions (workflow_instance_id);
