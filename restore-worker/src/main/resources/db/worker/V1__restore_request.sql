-- Restores that were asked for. What is to be done of them stands in task; this is what they are.
create table restore_request (
    id uuid primary key,
    request jsonb not null,
    confirmed boolean not null,
    undoes uuid,
    taken_at timestamptz not null default now(),
    ended_at timestamptz
);
create index on restore_request (ended_at);
