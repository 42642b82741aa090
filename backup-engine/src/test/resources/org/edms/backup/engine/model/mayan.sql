-- Tables of Mayan EDMS 4.3.3: those of its framework have the names and columns that the shipped model knows.

CREATE TABLE django_content_type (
    id serial NOT NULL,
    app_label character varying(100) NOT NULL,
    model character varying(100) NOT NULL,
    PRIMARY KEY (id),
    UNIQUE (app_label, model)
);

CREATE TABLE auth_permission (
    id serial NOT NULL,
    name character varying(255) NOT NULL,
    content_type_id integer NOT NULL,
    codename character varying(100) NOT NULL,
    PRIMARY KEY (id),
    UNIQUE (content_type_id, codename)
);

CREATE TABLE auth_group (
    id serial NOT NULL,
    name character varying(150) NOT NULL,
    PRIMARY KEY (id),
    UNIQUE (name)
);

CREATE TABLE auth_group_permissions (
    id serial NOT NULL,
    group_id integer NOT NULL,
    permission_id integer NOT NULL,
    PRIMARY KEY (id),
    UNIQUE (group_id, permission_id)
);

CREATE TABLE django_admin_log (
    id serial NOT NULL,
    action_time timestamp with time zone NOT NULL,
    object_id text,
    object_repr character varying(200) NOT NULL,
    action_flag smallint NOT NULL,
    change_message text NOT NULL,
    content_type_id integer,
    user_id integer NOT NULL,
    PRIMARY KEY (id)
);

CREATE TABLE django_celery_beat_clockedschedule (
    id serial NOT NULL,
    clocked_time timestamp with time zone NOT NULL,
    PRIMARY KEY (id)
);

CREATE TABLE django_celery_beat_crontabschedule (
    id serial NOT NULL,
    minute character varying(240) NOT NULL,
    hour character varying(96) NOT NULL,
    day_of_week character varying(64) NOT NULL,
    day_of_month character varying(124) NOT NULL,
    month_of_year character varying(64) NOT NULL,
    timezone character varying(63) NOT NULL,
    PRIMARY KEY (id)
);

CREATE TABLE django_celery_beat_periodictasks (
    ident smallint NOT NULL,
    last_update timestamp with time zone NOT NULL,
    PRIMARY KEY (ident)
);

CREATE TABLE documents_document (
    id serial NOT NULL,
    uuid uuid NOT NULL,
    label character varying(255) NOT NULL,
    description text NOT NULL,
    datetime_created timestamp with time zone NOT NULL,
    language character varying(8) NOT NULL,
    document_type_id integer NOT NULL,
    in_trash boolean NOT NULL,
    trashed_date_time timestamp with time zone,
    is_stub boolean NOT NULL,
    PRIMARY KEY (id)
);
