-- An account is followed up when the feed has left it in peace for a while, or when it has waited long enough.
alter table follow_up
    add column marked_at timestamptz not null default now(),
    add column since     timestamptz not null default now();
