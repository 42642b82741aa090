-- Templates and the placeholders that are filled in when a document is generated.

CREATE TABLE placeholder_definitions (
    id                  bigserial PRIMARY KEY,
    uuid                uuid NOT NULL UNIQUE,
    name                varchar(100) NOT NULL UNIQUE,
    display_name        varchar(200) NOT NULL,
    description         text NOT NULL,
    placeholder_type    varchar(20) NOT NULL,
    data_source         varchar(30) NOT NULL,
    source_field        varchar(100) NOT NULL,
    format_string       varchar(100) NOT NULL,
    date_format         varchar(50) NOT NULL,
    default_value       text NOT NULL,
    validation_rules    jsonb NOT NULL,
    is_active           boolean NOT NULL,
    requires_permission varchar(50) NOT NULL,
    cache_duration      integer NOT NULL CHECK (cache_duration >= 0),
    created_at          timestamptz NOT NULL,
    updated_at          timestamptz NOT NULL,
    created_by_id       bigint NOT NULL REFERENCES users DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX ON placeholder_definitions (created_by_id);

CREATE TABLE document_templates (
    id                      bigserial PRIMARY KEY,
    uuid                    uuid NOT NULL UNIQUE,
    name                    varchar(200) NOT NULL,
    description             text NOT NULL,
    template_type           varchar(20) NOT NULL,
    file_path               varchar(500) NOT NULL,
    output_filename_pattern varchar(200) NOT NULL,
    processing_rules        jsonb NOT NULL,
    version                 varchar(20) NOT NULL,
    status                  varchar(20) NOT NULL,
    is_default              boolean NOT NULL,
    usage_count             integer NOT NULL CHECK (usage_count >= 0),
    last_used               timestamptz,
    created_at              timestamptz NOT NULL,
    updated_at              timestamptz NOT NULL,
    created_by_id           bigint NOT NULL REFERENCES users DEFERRABLE INITIALLY DEFERRED,
    UNIQUE (name, version)
);
CREATE INDEX ON document_templates (created_by_id);

CREATE TABLE template_placeholders (
    id               bigserial PRIMARY KEY,
    uuid             uuid NOT NULL UNIQUE,
    is_required      boolean NOT NULL,
    default_value    text NOT NULL,
    validation_rules jsonb NOT NULL,
    "order"          integer NOT NULL CHECK ("order" >= 0),
    format_override  varchar(100) NOT NULL,
    created_at       timestamptz NOT NULL,
    placeholder_id   bigint NOT NULL REFERENCES placeholder_definitions DEFERRABLE INITIALLY DEFERRED,
    template_id      bigint NOT NULL REFERENCES document_templates DEFERRABLE INITIALLY DEFERRED,
    UNIQUE (template_id, placeholder_id)
);
CREATE INDEX ON template_placeholders (placeholder_id);

CREATE TABLE placeholder_cache (
    id             bigserial PRIMARY KEY,
    uuid           uuid NOT NULL UNIQUE,
    cache_key      varchar(255) NOT NULL,
    cached_value   text NOT NULL,
    context_hash   varchar(64) NOT NULL,
    created_at     timestamptz NOT NULL,
    expires_at     timestamptz NOT NULL,
    hit_count      integer NOT NULL CHECK (hit_count >= 0),
    placeholder_id bigint NOT NULL REFERENCES placeholder_definitions DEFERRABLE INITIALLY DEFERRED,
    UNIQUE (placeholder_id, cache_key)
);

CREATE TABLE document_generations (
    id                 bigserial PRIMARY KEY,
    uuid               uuid NOT NULL UNIQUE,
    output_format      varchar(20) NOT NULL,
    context_data       jsonb NOT NULL,
    generation_options jsonb NOT NULL,
    status             varchar(20) NOT NULL,
    output_file_path   varchar(500) NOT NULL,
    output_filename    varchar(200) NOT NULL,
    file_size          integer CHECK (file_size >= 0),
    file_checksum      varchar(64) NOT NULL,
    started_at         timestamptz,
    completed_at       timestamptz,
    processing_time    interval,
    error_message      text NOT NULL,
    created_at         timestamptz NOT NULL,
    requested_by_id    bigint NOT NULL REFERENCES users DEFERRABLE INITIALLY DEFERRED,
    source_document_id bigint REFERENCES documents DEFERRABLE INITIALLY DEFERRED,
    template_id        bigint NOT NULL REFERENCES document_templates DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX ON document_generations (requested_by_id);
CREATE INDEX ON document_generations (source_document_id);
CREATE INDEX ON document_generations (template_id);
