-- Settings, features and the look of the application.

CREATE TABLE system_configurations (
    id                   bigserial PRIMARY KEY,
    uuid                 uuid NOT NULL UNIQUE,
    key                  varchar(100) NOT NULL UNIQUE,
    display_name         varchar(200) NOT NULL,
    description          text NOT NULL,
    category             varchar(20) NOT NULL,
    setting_type         varchar(20) NOT NULL,
    value                text NOT NULL,
    default_value        text NOT NULL,
    validation_rules     jsonb NOT NULL,
    allowed_values       jsonb NOT NULL,
    is_sensitive         boolean NOT NULL,
    requires_restart     boolean NOT NULL,
    is_user_configurable boolean NOT NULL,
    created_at           timestamptz NOT NULL,
    updated_at           timestamptz NOT NULL,
    updated_by_id        bigint REFERENCES users DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX ON system_configurations (updated_by_id);

CREATE TABLE configuration_history (
    id               bigserial PRIMARY KEY,
    uuid             uuid NOT NULL UNIQUE,
    change_type      varchar(20) NOT NULL,
    old_value        text NOT NULL,
    new_value        text NOT NULL,
    change_reason    text NOT NULL,
    changed_at       timestamptz NOT NULL,
    ip_address       inet,
    changed_by_id    bigint NOT NULL REFERENCES users DEFERRABLE INITIALLY DEFERRED,
    configuration_id bigint NOT NULL REFERENCES system_configurations DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX ON configuration_history (changed_by_id);
CREATE INDEX ON configuration_history (configuration_id);

CREATE TABLE feature_toggles (
    id                 bigserial PRIMARY KEY,
    uuid               uuid NOT NULL UNIQUE,
    key                varchar(100) NOT NULL UNIQUE,
    name               varchar(200) NOT NULL,
    description        text NOT NULL,
    toggle_type        varchar(20) NOT NULL,
    is_enabled         boolean NOT NULL,
    conditions         jsonb NOT NULL,
    target_roles       jsonb NOT NULL,
    rollout_percentage integer NOT NULL CHECK (rollout_percentage >= 0),
    start_date         timestamptz,
    end_date           timestamptz,
    created_at         timestamptz NOT NULL,
    updated_at         timestamptz NOT NULL,
    created_by_id      bigint NOT NULL REFERENCES users DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX ON feature_toggles (created_by_id);

CREATE TABLE feature_toggles_target_users (
    id               bigserial PRIMARY KEY,
    featuretoggle_id bigint NOT NULL REFERENCES feature_toggles DEFERRABLE INITIALLY DEFERRED,
    user_id          bigint NOT NULL REFERENCES users DEFERRABLE INITIALLY DEFERRED,
    UNIQUE (featuretoggle_id, user_id)
);
CREATE INDEX ON feature_toggles_target_users (user_id);

CREATE TABLE notification_templates (
    id                  bigserial PRIMARY KEY,
    uuid                uuid NOT NULL UNIQUE,
    name                varchar(200) NOT NULL,
    description         text NOT NULL,
    template_type       varchar(20) NOT NULL,
    event_type          varchar(30) NOT NULL,
    subject_template    varchar(200) NOT NULL,
    body_template       text NOT NULL,
    html_template       text NOT NULL,
    available_variables jsonb NOT NULL,
    is_active           boolean NOT NULL,
    is_default          boolean NOT NULL,
    version             varchar(20) NOT NULL,
    created_at          timestamptz NOT NULL,
    updated_at          timestamptz NOT NULL,
    created_by_id       bigint NOT NULL REFERENCES users DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX ON notification_templates (created_by_id);

CREATE TABLE ui_customizations (
    id                 bigserial PRIMARY KEY,
    uuid               uuid NOT NULL UNIQUE,
    name               varchar(200) NOT NULL,
    description        text NOT NULL,
    customization_type varchar(20) NOT NULL,
    settings_data      jsonb NOT NULL,
    uploaded_file      varchar(100),
    status             varchar(20) NOT NULL,
    is_default         boolean NOT NULL,
    target_departments jsonb NOT NULL,
    created_at         timestamptz NOT NULL,
    updated_at         timestamptz NOT NULL,
    created_by_id      bigint NOT NULL REFERENCES users DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX ON ui_customizations (created_by_id);

CREATE TABLE ui_customizations_target_users (
    id                 bigserial PRIMARY KEY,
    uicustomization_id bigint NOT NULL REFERENCES ui_customizations DEFERRABLE INITIALLY DEFERRED,
    user_id            bigint NOT NULL REFERENCES users DEFERRABLE INITIALLY DEFERRED,
    UNIQUE (uicustomization_id, user_id)
);
CREATE INDEX ON ui_customizations_target_users (user_id);
