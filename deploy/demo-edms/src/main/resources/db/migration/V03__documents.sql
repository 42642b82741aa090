-- Documents with their versions, comments, attachments and what depends on what.

CREATE TABLE document_types (
    id                bigserial PRIMARY KEY,
    uuid              uuid NOT NULL UNIQUE,
    name              varchar(100) NOT NULL UNIQUE,
    code              varchar(10) NOT NULL UNIQUE,
    description       text NOT NULL,
    template_required boolean NOT NULL,
    template_path     varchar(500) NOT NULL,
    approval_required boolean NOT NULL,
    review_required   boolean NOT NULL,
    retention_years   integer NOT NULL,
    numbering_prefix  varchar(10) NOT NULL,
    numbering_format  varchar(50) NOT NULL,
    is_active         boolean NOT NULL,
    created_at        timestamptz NOT NULL,
    updated_at        timestamptz NOT NULL,
    metadata          jsonb NOT NULL,
    created_by_id     bigint NOT NULL REFERENCES users DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX ON document_types (created_by_id);

CREATE TABLE document_sources (
    id                    bigserial PRIMARY KEY,
    uuid                  uuid NOT NULL UNIQUE,
    name                  varchar(100) NOT NULL UNIQUE,
    source_type           varchar(30) NOT NULL,
    description           text NOT NULL,
    requires_verification boolean NOT NULL,
    requires_signature    boolean NOT NULL,
    is_active             boolean NOT NULL,
    created_at            timestamptz NOT NULL
);

CREATE TABLE documents (
    id                  bigserial PRIMARY KEY,
    uuid                uuid NOT NULL UNIQUE,
    document_number     varchar(50) NOT NULL UNIQUE,
    title               varchar(255) NOT NULL,
    description         text NOT NULL,
    keywords            varchar(500) NOT NULL,
    version_major       integer NOT NULL CHECK (version_major >= 1 AND version_major <= 99) CHECK (version_major >= 0),
    version_minor       integer NOT NULL CHECK (version_minor >= 0 AND version_minor <= 99) CHECK (version_minor >= 0),
    status              varchar(30) NOT NULL,
    priority            varchar(10) NOT NULL,
    file_name           varchar(255) NOT NULL,
    file_path           varchar(500) NOT NULL,
    file_size           bigint,
    file_checksum       varchar(64) NOT NULL,
    mime_type           varchar(100) NOT NULL,
    is_encrypted        boolean NOT NULL,
    encryption_metadata jsonb NOT NULL,
    created_at          timestamptz NOT NULL,
    updated_at          timestamptz NOT NULL,
    review_date         timestamptz,
    approval_date       timestamptz,
    effective_date      date,
    review_due_date     date,
    obsolete_date       date,
    reason_for_change   text NOT NULL,
    change_summary      text NOT NULL,
    is_active           boolean NOT NULL,
    requires_training   boolean NOT NULL,
    is_controlled       boolean NOT NULL,
    search_vector       text NOT NULL,
    metadata            jsonb NOT NULL,
    approver_id         bigint REFERENCES users DEFERRABLE INITIALLY DEFERRED,
    author_id           bigint NOT NULL REFERENCES users DEFERRABLE INITIALLY DEFERRED,
    document_source_id  bigint NOT NULL REFERENCES document_sources DEFERRABLE INITIALLY DEFERRED,
    document_type_id    bigint NOT NULL REFERENCES document_types DEFERRABLE INITIALLY DEFERRED,
    reviewer_id         bigint REFERENCES users DEFERRABLE INITIALLY DEFERRED,
    supersedes_id       bigint REFERENCES documents DEFERRABLE INITIALLY DEFERRED,
    obsolescence_date   date,
    obsolescence_reason text NOT NULL,
    obsoleted_by_id     bigint REFERENCES users DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX ON documents (approver_id);
CREATE INDEX ON documents (author_id);
CREATE INDEX ON documents (document_source_id);
CREATE INDEX ON documents (document_type_id);
CREATE INDEX ON documents (reviewer_id);
CREATE INDEX ON documents (supersedes_id);
CREATE INDEX ON documents (obsoleted_by_id);

CREATE TABLE document_versions (
    id                bigserial PRIMARY KEY,
    uuid              uuid NOT NULL UNIQUE,
    version_major     integer NOT NULL CHECK (version_major >= 0),
    version_minor     integer NOT NULL CHECK (version_minor >= 0),
    version_comment   text NOT NULL,
    file_name         varchar(255) NOT NULL,
    file_path         varchar(500) NOT NULL,
    file_size         bigint,
    file_checksum     varchar(64) NOT NULL,
    created_at        timestamptz NOT NULL,
    status            varchar(30) NOT NULL,
    change_summary    text NOT NULL,
    reason_for_change text NOT NULL,
    metadata          jsonb NOT NULL,
    created_by_id     bigint NOT NULL REFERENCES users DEFERRABLE INITIALLY DEFERRED,
    document_id       bigint NOT NULL REFERENCES documents DEFERRABLE INITIALLY DEFERRED,
    UNIQUE (document_id, version_major, version_minor)
);
CREATE INDEX ON document_versions (created_by_id);

CREATE TABLE document_attachments (
    id                 bigserial PRIMARY KEY,
    uuid               uuid NOT NULL UNIQUE,
    name               varchar(255) NOT NULL,
    description        text NOT NULL,
    attachment_type    varchar(20) NOT NULL,
    file_name          varchar(255) NOT NULL,
    file_path          varchar(500) NOT NULL,
    file_size          bigint NOT NULL,
    file_checksum      varchar(64) NOT NULL,
    mime_type          varchar(100) NOT NULL,
    uploaded_at        timestamptz NOT NULL,
    is_active          boolean NOT NULL,
    is_public          boolean NOT NULL,
    requires_signature boolean NOT NULL,
    version            integer NOT NULL CHECK (version >= 0),
    metadata           jsonb NOT NULL,
    document_id        bigint NOT NULL REFERENCES documents DEFERRABLE INITIALLY DEFERRED,
    uploaded_by_id     bigint NOT NULL REFERENCES users DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX ON document_attachments (document_id);
CREATE INDEX ON document_attachments (uploaded_by_id);

CREATE TABLE document_comments (
    id                bigserial PRIMARY KEY,
    uuid              uuid NOT NULL UNIQUE,
    comment_type      varchar(20) NOT NULL,
    subject           varchar(200) NOT NULL,
    content           text NOT NULL,
    page_number       integer CHECK (page_number >= 0),
    section           varchar(100) NOT NULL,
    line_reference    varchar(50) NOT NULL,
    created_at        timestamptz NOT NULL,
    updated_at        timestamptz NOT NULL,
    is_resolved       boolean NOT NULL,
    resolved_at       timestamptz,
    is_internal       boolean NOT NULL,
    requires_response boolean NOT NULL,
    metadata          jsonb NOT NULL,
    author_id         bigint NOT NULL REFERENCES users DEFERRABLE INITIALLY DEFERRED,
    document_id       bigint NOT NULL REFERENCES documents DEFERRABLE INITIALLY DEFERRED,
    parent_comment_id bigint REFERENCES document_comments DEFERRABLE INITIALLY DEFERRED,
    resolved_by_id    bigint REFERENCES users DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX ON document_comments (author_id);
CREATE INDEX ON document_comments (document_id);
CREATE INDEX ON document_comments (parent_comment_id);
CREATE INDEX ON document_comments (resolved_by_id);

CREATE TABLE document_dependencies (
    id              bigserial PRIMARY KEY,
    uuid            uuid NOT NULL UNIQUE,
    dependency_type varchar(20) NOT NULL,
    description     text NOT NULL,
    is_critical     boolean NOT NULL,
    created_at      timestamptz NOT NULL,
    is_active       boolean NOT NULL,
    metadata        jsonb NOT NULL,
    created_by_id   bigint NOT NULL REFERENCES users DEFERRABLE INITIALLY DEFERRED,
    depends_on_id   bigint NOT NULL REFERENCES documents DEFERRABLE INITIALLY DEFERRED,
    document_id     bigint NOT NULL REFERENCES documents DEFERRABLE INITIALLY DEFERRED,
    UNIQUE (document_id, depends_on_id, dependency_type),
    CHECK (NOT (document_id = depends_on_id))
);
CREATE INDEX ON document_dependencies (created_by_id);
CREATE INDEX ON document_dependencies (depends_on_id);

CREATE TABLE document_access_logs (
    id               bigserial PRIMARY KEY,
    uuid             uuid NOT NULL UNIQUE,
    access_type      varchar(20) NOT NULL,
    access_timestamp timestamptz NOT NULL,
    ip_address       inet,
    user_agent       text NOT NULL,
    session_id       varchar(40) NOT NULL,
    success          boolean NOT NULL,
    failure_reason   varchar(200) NOT NULL,
    document_version varchar(20) NOT NULL,
    file_downloaded  boolean NOT NULL,
    access_duration  interval,
    metadata         jsonb NOT NULL,
    document_id      bigint NOT NULL REFERENCES documents DEFERRABLE INITIALLY DEFERRED,
    user_id          bigint NOT NULL REFERENCES users DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX ON document_access_logs (document_id);
CREATE INDEX ON document_access_logs (user_id);
