-- What was published lately, in the order in which it was published: the streams of changes read it. The relay fills it
-- in the statement that empties the outbox; a position is seen only after all lower ones, because one relay works at a
-- time. (The outbox's own position does not tell this: its rows become visible in the order of their commits.)
create table published_event (
    position     bigint generated always as identity primary key,
    id           uuid        not null,
    account_id   text        not null,
    type         text        not null,
    payload      text        not null,
    time         timestamptz not null,
    published_at timestamptz not null
);
create index published_event_by_account on published_event (account_id, position);
create index published_event_published_at on published_event using brin (published_at);

-- Up to which position the log was pruned: who comes back with an older one has missed something.
create table published_event_pruned (
    only_row boolean primary key default true check (only_row),
    position bigint not null
);
insert into published_event_pruned (position) values (0);
