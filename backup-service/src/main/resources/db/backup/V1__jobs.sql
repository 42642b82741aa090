-- What REST shows stands in the column body, as REST shows it; the columns beside it are for finding.
create table configuration (
    id uuid primary key,
    name text not null unique,
    created_at timestamptz not null,
    body jsonb not null
);

create table backup_job (
    id uuid primary key,
    configuration uuid,
    backup_type text not null,
    status text not null,
    created_at timestamptz not null,
    ended_at timestamptz,
    package_name text,
    order_given jsonb not null,
    body jsonb not null
);
create index on backup_job (created_at desc, id desc);
create index on backup_job (configuration, created_at desc);
create index on backup_job (status);
create unique index on backup_job (package_name);

create table verification (
    id uuid primary key,
    job uuid not null references backup_job on delete cascade,
    level text not null,
    requested_by text not null,
    created_at timestamptz not null,
    result jsonb,
    failure jsonb
);
create index on verification (job, created_at desc);

create table restore_job (
    id uuid primary key,
    backup_job uuid,
    status text not null,
    created_at timestamptz not null,
    ended_at timestamptz,
    body jsonb not null,
    report jsonb
);
create index on restore_job (created_at desc, id desc);
create index on restore_job (status);

-- What was told of a job, in order, for those who follow it.
create table job_event (
    id bigint generated always as identity primary key,
    job uuid not null,
    told_at timestamptz not null default now(),
    event text not null
);
create index on job_event (job, id);
create index on job_event (told_at);

-- Answers to requests that may come again.
create table idempotency (
    requested_by text not null,
    key text not null,
    fingerprint text not null,
    subject text not null,
    asked_at timestamptz not null default now(),
    primary key (requested_by, key)
);

create table health_check (
    id bigint generated always as identity primary key,
    check_type text not null,
    status text not null,
    checked_at timestamptz not null,
    body jsonb not null
);
create index on health_check (check_type, checked_at desc);
create index on health_check (checked_at);

-- Numbered without gaps, each entry with the hash of the one before.
create table audit_entry (
    number bigint primary key,
    at timestamptz not null,
    who text not null,
    action text not null,
    subject text,
    origin text,
    outcome text not null,
    detail text,
    previous_hash text not null,
    hash text not null
);
create index on audit_entry (at desc);
