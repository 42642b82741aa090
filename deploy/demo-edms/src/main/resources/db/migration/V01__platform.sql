-- Content types, permissions and periodic tasks of the application framework.

CREATE TABLE django_content_type (
    id        serial PRIMARY KEY,
    app_label varchar(100) NOT NULL,
    model     varchar(100) NOT NULL,
    UNIQUE (app_label, model)
);

CREATE TABLE auth_permission (
    id              serial PRIMARY KEY,
    name            varchar(255) NOT NULL,
    content_type_id integer NOT NULL REFERENCES django_content_type DEFERRABLE INITIALLY DEFERRED,
    codename        varchar(100) NOT NULL,
    UNIQUE (content_type_id, codename)
);

CREATE TABLE auth_group (
    id   serial PRIMARY KEY,
    name varchar(150) NOT NULL UNIQUE
);

CREATE TABLE auth_group_permissions (
    id            bigserial PRIMARY KEY,
    group_id      integer NOT NULL REFERENCES auth_group DEFERRABLE INITIALLY DEFERRED,
    permission_id integer NOT NULL REFERENCES auth_permission DEFERRABLE INITIALLY DEFERRED,
    UNIQUE (group_id, permission_id)
);
CREATE INDEX ON auth_group_permissions (permission_id);

CREATE TABLE django_celery_beat_clockedschedule (
    id           serial PRIMARY KEY,
    clocked_time timestamptz NOT NULL
);

CREATE TABLE django_celery_beat_crontabschedule (
    id            serial PRIMARY KEY,
    minute        varchar(240) NOT NULL,
    hour          varchar(96) NOT NULL,
    day_of_week   varchar(64) NOT NULL,
    day_of_month  varchar(124) NOT NULL,
    month_of_year varchar(64) NOT NULL,
    timezone      varchar(63) NOT NULL
);

CREATE TABLE django_celery_beat_intervalschedule (
    id     serial PRIMARY KEY,
    every  integer NOT NULL,
    period varchar(24) NOT NULL
);

CREATE TABLE django_celery_beat_solarschedule (
    id        serial PRIMARY KEY,
    event     varchar(24) NOT NULL,
    latitude  numeric(9, 6) NOT NULL,
    longitude numeric(9, 6) NOT NULL,
    UNIQUE (event, latitude, longitude)
);

CREATE TABLE django_celery_beat_periodictask (
    id              serial PRIMARY KEY,
    name            varchar(200) NOT NULL UNIQUE,
    task            varchar(200) NOT NULL,
    args            text NOT NULL,
    kwargs          text NOT NULL,
    queue           varchar(200),
    exchange        varchar(200),
    routing_key     varchar(200),
    expires         timestamptz,
    enabled         boolean NOT NULL,
    last_run_at     timestamptz,
    total_run_count integer NOT NULL CHECK (total_run_count >= 0),
    date_changed    timestamptz NOT NULL,
    description     text NOT NULL,
    crontab_id      integer REFERENCES django_celery_beat_crontabschedule DEFERRABLE INITIALLY DEFERRED,
    interval_id     integer REFERENCES django_celery_beat_intervalschedule DEFERRABLE INITIALLY DEFERRED,
    solar_id        integer REFERENCES django_celery_beat_solarschedule DEFERRABLE INITIALLY DEFERRED,
    one_off         boolean NOT NULL,
    start_time      timestamptz,
    priority        integer CHECK (priority >= 0),
    headers         text NOT NULL,
    clocked_id      integer REFERENCES django_celery_beat_clockedschedule DEFERRABLE INITIALLY DEFERRED,
    expire_seconds  integer CHECK (expire_seconds >= 0)
);
CREATE INDEX ON django_celery_beat_periodictask (crontab_id);
CREATE INDEX ON django_celery_beat_periodictask (interval_id);
CREATE INDEX ON django_celery_beat_periodictask (solar_id);
CREATE INDEX ON django_celery_beat_periodictask (clocked_id);

CREATE TABLE django_celery_beat_periodictasks (
    ident       smallint PRIMARY KEY,
    last_update timestamptz NOT NULL
);
