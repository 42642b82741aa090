-- Users, roles and how they sign in.

CREATE TABLE users (
    id                    bigserial PRIMARY KEY,
    password              varchar(128) NOT NULL,
    last_login            timestamptz,
    is_superuser          boolean NOT NULL,
    username              varchar(150) NOT NULL UNIQUE,
    first_name            varchar(150) NOT NULL,
    last_name             varchar(150) NOT NULL,
    email                 varchar(254) NOT NULL,
    is_staff              boolean NOT NULL,
    is_active             boolean NOT NULL,
    date_joined           timestamptz NOT NULL,
    uuid                  uuid NOT NULL UNIQUE,
    employee_id           varchar(20) UNIQUE,
    phone_number          varchar(20),
    department            varchar(100),
    position              varchar(100),
    is_validated          boolean NOT NULL,
    validation_date       timestamptz,
    validation_expiry     timestamptz,
    password_changed_at   timestamptz NOT NULL,
    mfa_enabled           boolean NOT NULL,
    failed_login_attempts integer NOT NULL,
    account_locked_until  timestamptz,
    created_at            timestamptz NOT NULL,
    updated_at            timestamptz NOT NULL,
    metadata              jsonb NOT NULL,
    created_by_id         bigint REFERENCES users DEFERRABLE INITIALLY DEFERRED,
    manager_id            bigint REFERENCES users DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX ON users (created_by_id);
CREATE INDEX ON users (manager_id);

CREATE TABLE users_groups (
    id       bigserial PRIMARY KEY,
    user_id  bigint NOT NULL REFERENCES users DEFERRABLE INITIALLY DEFERRED,
    group_id integer NOT NULL REFERENCES auth_group DEFERRABLE INITIALLY DEFERRED,
    UNIQUE (user_id, group_id)
);
CREATE INDEX ON users_groups (group_id);

CREATE TABLE users_user_permissions (
    id            bigserial PRIMARY KEY,
    user_id       bigint NOT NULL REFERENCES users DEFERRABLE INITIALLY DEFERRED,
    permission_id integer NOT NULL REFERENCES auth_permission DEFERRABLE INITIALLY DEFERRED,
    UNIQUE (user_id, permission_id)
);
CREATE INDEX ON users_user_permissions (permission_id);

CREATE TABLE roles (
    id               bigserial PRIMARY KEY,
    uuid             uuid NOT NULL UNIQUE,
    name             varchar(100) NOT NULL UNIQUE,
    description      text NOT NULL,
    module           varchar(2) NOT NULL,
    permission_level varchar(10) NOT NULL,
    is_active        boolean NOT NULL,
    is_system_role   boolean NOT NULL,
    created_at       timestamptz NOT NULL,
    updated_at       timestamptz NOT NULL,
    metadata         jsonb NOT NULL,
    created_by_id    bigint REFERENCES users DEFERRABLE INITIALLY DEFERRED,
    inherits_from_id bigint REFERENCES roles DEFERRABLE INITIALLY DEFERRED,
    UNIQUE (module, permission_level)
);
CREATE INDEX ON roles (created_by_id);
CREATE INDEX ON roles (inherits_from_id);

CREATE TABLE user_roles (
    id                bigserial PRIMARY KEY,
    uuid              uuid NOT NULL UNIQUE,
    assigned_at       timestamptz NOT NULL,
    expires_at        timestamptz,
    is_active         boolean NOT NULL,
    revoked_at        timestamptz,
    assignment_reason text NOT NULL,
    revocation_reason text NOT NULL,
    metadata          jsonb NOT NULL,
    assigned_by_id    bigint REFERENCES users DEFERRABLE INITIALLY DEFERRED,
    revoked_by_id     bigint REFERENCES users DEFERRABLE INITIALLY DEFERRED,
    role_id           bigint NOT NULL REFERENCES roles DEFERRABLE INITIALLY DEFERRED,
    user_id           bigint NOT NULL REFERENCES users DEFERRABLE INITIALLY DEFERRED,
    UNIQUE (user_id, role_id)
);
CREATE INDEX ON user_roles (assigned_by_id);
CREATE INDEX ON user_roles (revoked_by_id);
CREATE INDEX ON user_roles (role_id);

CREATE TABLE mfa_devices (
    id            bigserial PRIMARY KEY,
    uuid          uuid NOT NULL UNIQUE,
    device_type   varchar(10) NOT NULL,
    name          varchar(100) NOT NULL,
    secret_key    varchar(200) NOT NULL,
    backup_codes  jsonb NOT NULL,
    phone_number  varchar(20) NOT NULL,
    email_address varchar(254) NOT NULL,
    is_active     boolean NOT NULL,
    is_verified   boolean NOT NULL,
    last_used_at  timestamptz,
    usage_count   integer NOT NULL,
    created_at    timestamptz NOT NULL,
    verified_at   timestamptz,
    metadata      jsonb NOT NULL,
    user_id       bigint NOT NULL REFERENCES users DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX ON mfa_devices (user_id);

CREATE TABLE django_admin_log (
    id              serial PRIMARY KEY,
    action_time     timestamptz NOT NULL,
    object_id       text,
    object_repr     varchar(200) NOT NULL,
    action_flag     smallint NOT NULL CHECK (action_flag >= 0),
    change_message  text NOT NULL,
    content_type_id integer REFERENCES django_content_type DEFERRABLE INITIALLY DEFERRED,
    user_id         bigint NOT NULL REFERENCES users DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX ON django_admin_log (content_type_id);
CREATE INDEX ON django_admin_log (user_id);
