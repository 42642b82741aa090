-- Tables of Papermerge 3.6.0 whose names the shipped model knows too.

CREATE TABLE users (
    id uuid NOT NULL,
    username character varying(150) NOT NULL,
    email character varying(254) NOT NULL,
    password character varying(255) NOT NULL,
    first_name character varying(100),
    last_name character varying(100),
    is_superuser boolean NOT NULL,
    is_staff boolean NOT NULL,
    is_active boolean NOT NULL,
    created_at timestamp with time zone NOT NULL,
    date_joined timestamp without time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    deleted_at timestamp with time zone,
    archived_at timestamp with time zone,
    created_by uuid,
    updated_by uuid,
    deleted_by uuid,
    archived_by uuid,
    PRIMARY KEY (id),
    UNIQUE (email),
    UNIQUE (username)
);

CREATE TABLE roles (
    id uuid NOT NULL,
    name character varying NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    deleted_at timestamp with time zone,
    archived_at timestamp with time zone,
    created_by uuid NOT NULL,
    updated_by uuid NOT NULL,
    deleted_by uuid,
    archived_by uuid,
    PRIMARY KEY (id)
);

CREATE TABLE groups (
    id uuid NOT NULL,
    name character varying NOT NULL,
    delete_me boolean,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    deleted_at timestamp with time zone,
    archived_at timestamp with time zone,
    created_by uuid NOT NULL,
    updated_by uuid NOT NULL,
    deleted_by uuid,
    archived_by uuid,
    PRIMARY KEY (id)
);

CREATE TABLE users_groups (
    user_id uuid NOT NULL,
    group_id uuid NOT NULL,
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    deleted_at timestamp with time zone,
    archived_at timestamp with time zone,
    created_by uuid NOT NULL,
    updated_by uuid NOT NULL,
    deleted_by uuid,
    archived_by uuid
);

CREATE TABLE document_types (
    id uuid NOT NULL,
    name character varying NOT NULL,
    path_template character varying,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    deleted_at timestamp with time zone,
    archived_at timestamp with time zone,
    created_by uuid NOT NULL,
    updated_by uuid NOT NULL,
    deleted_by uuid,
    archived_by uuid,
    PRIMARY KEY (id)
);

CREATE TABLE documents (
    node_id uuid NOT NULL,
    ocr boolean NOT NULL,
    ocr_status character varying NOT NULL,
    document_type_id uuid,
    preview_error character varying,
    preview_status text,
    processing_status text NOT NULL,
    processing_error character varying,
    PRIMARY KEY (node_id)
);

CREATE TABLE document_versions (
    id uuid NOT NULL,
    number integer NOT NULL,
    file_name character varying,
    document_id uuid NOT NULL,
    lang character varying NOT NULL,
    text character varying,
    size integer NOT NULL,
    page_count integer NOT NULL,
    short_description character varying,
    checksum character varying,
    checksum_algorithm character varying,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    deleted_at timestamp with time zone,
    archived_at timestamp with time zone,
    created_by uuid NOT NULL,
    updated_by uuid NOT NULL,
    deleted_by uuid,
    archived_by uuid,
    is_original boolean NOT NULL,
    source_version_id uuid,
    creation_reason character varying NOT NULL,
    mime_type character varying NOT NULL,
    PRIMARY KEY (id)
);
