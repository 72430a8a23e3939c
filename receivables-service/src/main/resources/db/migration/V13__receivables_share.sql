-- The groups whose share of all receivables has reached the threshold and not fallen below it since: each is told once.
create table receivables_share (
    root_id    uuid primary key,
    reached_on date    not null,
    share      numeric not null
);

-- A row: receivables have changed since the shares were last looked at. No key, so that nobody waits for another.
create table receivables_share_due (
    since timestamptz not null
);
