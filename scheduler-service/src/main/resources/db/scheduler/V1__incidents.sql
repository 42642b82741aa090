-- What is wrong, from when it is noticed until it is over.
create table incident (
    id uuid primary key,
    kind text not null,
    subject text not null,
    severity text not null,
    message text not null,
    since timestamptz not null,
    raised_at timestamptz not null,
    cleared_at timestamptz,
    resolution text
);
-- Of one thing that is wrong there is one incident, however many replicas notice it.
create unique index on incident (kind, subject) where cleared_at is null;
create index on incident (raised_at desc);

-- What has to be told, on which channel: the event as it is told everywhere.
create table delivery (
    incident uuid not null references incident on delete cascade,
    channel text not null,
    all_clear boolean not null,
    event text not null,
    attempts integer not null default 0,
    ready_at timestamptz not null default now(),
    delivered_at timestamptz,
    failure text,
    primary key (incident, channel, all_clear)
);
create index on delivery (ready_at) where delivered_at is null;

-- When any replica last had an answer of a service.
create table contact (
    service text primary key,
    reached_at timestamptz not null
);
