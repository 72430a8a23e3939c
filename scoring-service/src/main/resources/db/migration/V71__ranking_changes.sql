-- Whose figures changed, and in which transaction: a ranking that is kept in memory reads only those anew. Rows live for
-- minutes.
create table ranking_change (
    changed     xid8        not null default pg_current_xact_id(),
    recorded_at timestamptz not null default now(),
    accounts    uuid[]      not null
);
create index ranking_change_by_transaction on ranking_change (changed);

-- Whose changes asked for the ranking; null: a build of before, which did not tell.
alter table ranking_due add column accounts uuid[];
