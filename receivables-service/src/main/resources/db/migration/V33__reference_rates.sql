-- The central bank's reference rate for late payments of each half-year, in percent a year.
create table reference_rate (
    half_year    text primary key,
    rate_percent numeric     not null,
    source       text,
    version      bigint      not null default 1,
    recorded_at  timestamptz not null
);
