-- Packages that hold content of this one: they stay as long as it does.
alter table backup_job add column needs uuid[] not null default '{}';

-- Packages that are to go: nobody can ask for them any more, and their files are being deleted.
create table removal (
    package_name text primary key,
    job uuid,
    reason text not null,
    decided_at timestamptz not null default now()
);

-- When the file of a package was last compared with its digest.
create table digest_sample (
    package_name text primary key,
    looked_at timestamptz not null,
    finding text
);

-- The end of the audit trail, so that it shows when entries are cut off; whoever holds this row may add to it.
create table audit_head (
    only_one boolean primary key default true check (only_one),
    number bigint not null,
    hash text not null
);
insert into audit_head (number, hash) values (0, repeat('0', 64));

-- Calls that were begun: one that is never ended, since the service died, is entered as failed.
create table audit_begun (
    id uuid primary key,
    at timestamptz not null,
    who text not null,
    action text not null,
    subject text,
    origin text
);
create index on audit_begun (at);
create index on audit_entry (who, number desc);
create index on audit_entry (action, number desc);
