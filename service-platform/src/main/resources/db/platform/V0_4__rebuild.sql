-- Projections that are checked against what they are made from, or made from it anew. At most one is under way.
create table rebuild (
    rebuild_id   uuid primary key,
    projection   text        not null,
    mode         text        not null check (mode in ('CHECK', 'REBUILD')),
    state        text        not null check (state in ('WAITING', 'READING', 'COMPARING', 'DONE', 'FAILED')),
    requested_by text        not null,
    requested_at timestamptz not null,
    started_at   timestamptz,
    finished_at  timestamptz,
    -- of the present state: records to read, then groups of rows to compare
    done         bigint      not null default 0,
    total        bigint      not null default 0,
    missing      bigint      not null default 0,
    surplus      bigint      not null default 0,
    samples      jsonb       not null default '[]',
    detail       text,
    -- where it goes on after a restart: offsets while reading, then the last group that was compared
    offsets      jsonb,
    last_key     text
);
create unique index rebuild_one_at_a_time on rebuild ((true)) where state in ('WAITING', 'READING', 'COMPARING');

-- What was read from Kafka for a rebuild: of each item the latest event.
create table rebuild_event (
    rebuild_id    uuid        not null references rebuild on delete cascade,
    account_id    uuid        not null,
    item          text        not null,
    rank          bigint      not null,
    topic         text        not null,
    partition     int         not null,
    record_offset bigint      not null,
    record_time   timestamptz not null,
    headers       jsonb       not null,
    payload       text        not null,
    primary key (rebuild_id, account_id, item)
);
