-- Keys, certificates, signatures and security events.

CREATE TABLE security_certificate_authorities (
    id                 bigserial PRIMARY KEY,
    uuid               uuid NOT NULL UNIQUE,
    name               varchar(200) NOT NULL,
    ca_type            varchar(20) NOT NULL,
    certificate_pem    text NOT NULL,
    public_key_pem     text NOT NULL,
    subject            varchar(500) NOT NULL,
    issuer             varchar(500) NOT NULL,
    serial_number      varchar(100) NOT NULL,
    fingerprint_sha256 varchar(64) NOT NULL,
    valid_from         timestamptz NOT NULL,
    valid_until        timestamptz NOT NULL,
    is_valid           boolean NOT NULL,
    created_at         timestamptz NOT NULL,
    is_trusted         boolean NOT NULL,
    revoked_at         timestamptz,
    metadata           jsonb NOT NULL,
    created_by_id      bigint NOT NULL REFERENCES users DEFERRABLE INITIALLY DEFERRED,
    parent_ca_id       bigint REFERENCES security_certificate_authorities DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX ON security_certificate_authorities (created_by_id);
CREATE INDEX ON security_certificate_authorities (parent_ca_id);

CREATE TABLE security_digital_signatures (
    id                  bigserial PRIMARY KEY,
    uuid                uuid NOT NULL UNIQUE,
    signature_data      text NOT NULL,
    algorithm           varchar(30) NOT NULL,
    document_hash       varchar(64) NOT NULL,
    signer_certificate  text,
    signer_role         varchar(100),
    signed_at           timestamptz NOT NULL,
    verified_at         timestamptz,
    status              varchar(20) NOT NULL,
    is_valid            boolean,
    validation_message  text NOT NULL,
    timestamp_token     text,
    timestamp_authority varchar(200),
    signature_purpose   varchar(100),
    metadata            jsonb NOT NULL,
    document_id         bigint NOT NULL REFERENCES documents DEFERRABLE INITIALLY DEFERRED,
    signer_id           bigint NOT NULL REFERENCES users DEFERRABLE INITIALLY DEFERRED,
    verified_by_id      bigint REFERENCES users DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX ON security_digital_signatures (document_id);
CREATE INDEX ON security_digital_signatures (signer_id);
CREATE INDEX ON security_digital_signatures (verified_by_id);

CREATE TABLE security_encryption_keys (
    id            bigserial PRIMARY KEY,
    uuid          uuid NOT NULL UNIQUE,
    name          varchar(100) NOT NULL,
    key_type      varchar(20) NOT NULL,
    algorithm     varchar(20) NOT NULL,
    key_id        varchar(64) NOT NULL UNIQUE,
    fingerprint   varchar(64) NOT NULL,
    key_size      integer NOT NULL,
    created_at    timestamptz NOT NULL,
    expires_at    timestamptz,
    is_active     boolean NOT NULL,
    revoked_at    timestamptz,
    last_used_at  timestamptz,
    usage_count   integer NOT NULL,
    metadata      jsonb NOT NULL,
    created_by_id bigint NOT NULL REFERENCES users DEFERRABLE INITIALLY DEFERRED,
    revoked_by_id bigint REFERENCES users DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX ON security_encryption_keys (created_by_id);
CREATE INDEX ON security_encryption_keys (revoked_by_id);

CREATE TABLE security_events (
    id                bigserial PRIMARY KEY,
    uuid              uuid NOT NULL UNIQUE,
    event_type        varchar(30) NOT NULL,
    severity          varchar(10) NOT NULL,
    title             varchar(200) NOT NULL,
    description       text NOT NULL,
    timestamp         timestamptz NOT NULL,
    ip_address        inet,
    user_agent        text NOT NULL,
    is_resolved       boolean NOT NULL,
    resolved_at       timestamptz,
    resolution_notes  text NOT NULL,
    event_data        jsonb NOT NULL,
    metadata          jsonb NOT NULL,
    document_id       bigint REFERENCES documents DEFERRABLE INITIALLY DEFERRED,
    encryption_key_id bigint REFERENCES security_encryption_keys DEFERRABLE INITIALLY DEFERRED,
    resolved_by_id    bigint REFERENCES users DEFERRABLE INITIALLY DEFERRED,
    signature_id      bigint REFERENCES security_digital_signatures DEFERRABLE INITIALLY DEFERRED,
    user_id           bigint REFERENCES users DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX ON security_events (document_id);
CREATE INDEX ON security_events (encryption_key_id);
CREATE INDEX ON security_events (resolved_by_id);
CREATE INDEX ON security_events (signature_id);
CREATE INDEX ON security_events (user_id);

CREATE TABLE security_pdfsigningcertificate (
    id               serial PRIMARY KEY,
    uuid             uuid NOT NULL UNIQUE,
    name             varchar(200) NOT NULL,
    certificate_type varchar(20) NOT NULL,
    certificate_pem  text NOT NULL,
    private_key_pem  text NOT NULL,
    public_key_pem   text NOT NULL,
    subject_cn       varchar(200) NOT NULL,
    issuer_name      varchar(200) NOT NULL,
    serial_number    varchar(100) NOT NULL UNIQUE,
    valid_from       timestamptz NOT NULL,
    valid_until      timestamptz NOT NULL,
    is_active        boolean NOT NULL,
    is_default       boolean NOT NULL,
    created_at       timestamptz NOT NULL,
    created_by_id    bigint NOT NULL REFERENCES users DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX ON security_pdfsigningcertificate (created_by_id);

CREATE TABLE security_pdfgenerationlog (
    id                 serial PRIMARY KEY,
    uuid               uuid NOT NULL UNIQUE,
    generation_type    varchar(20) NOT NULL,
    status             varchar(20) NOT NULL,
    processing_time_ms integer NOT NULL CHECK (processing_time_ms >= 0),
    input_file_size    integer NOT NULL CHECK (input_file_size >= 0),
    output_file_size   integer NOT NULL CHECK (output_file_size >= 0),
    error_message      text NOT NULL,
    signature_applied  boolean NOT NULL,
    metadata_embedded  boolean NOT NULL,
    watermark_applied  boolean NOT NULL,
    qr_code_added      boolean NOT NULL,
    ip_address         inet NOT NULL,
    user_agent         text NOT NULL,
    created_at         timestamptz NOT NULL,
    certificate_id     integer REFERENCES security_pdfsigningcertificate DEFERRABLE INITIALLY DEFERRED,
    document_id        bigint NOT NULL REFERENCES documents DEFERRABLE INITIALLY DEFERRED,
    user_id            bigint NOT NULL REFERENCES users DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX ON security_pdfgenerationlog (certificate_id);
CREATE INDEX ON security_pdfgenerationlog (document_id);
CREATE INDEX ON security_pdfgenerationlog (user_id);
