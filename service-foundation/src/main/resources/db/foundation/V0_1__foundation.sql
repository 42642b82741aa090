-- Events on their way out, written in the transaction of what they tell of.
create table outbox (
    id bigint generated always as identity primary key,
    topic text not null,
    message_key text not null,
    event text not null,
    trace text,
    written_at timestamptz not null default now()
);

-- Messages that have been taken in, so that none is taken in twice.
create table inbox (
    source text not null,
    id text not null,
    taken_at timestamptz not null default now(),
    primary key (source, id)
);
create index on inbox (taken_at);

-- Work that waits or is being done. What is over has no row.
create table task (
    id uuid primary key,
    kind text not null,
    attempt integer not null default 0,
    ready_at timestamptz not null default now(),
    lease_owner text,
    lease_until timestamptz,
    cancelled_by text,
    trace text
);
create index on task (ready_at);
