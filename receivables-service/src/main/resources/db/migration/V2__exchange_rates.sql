-- Units of a currency per 1 EUR on a day. A correction is a new row: what was known earlier stays readable.
create table exchange_rate (
    currency    text        not null,
    rate_date   date        not null,
    recorded_at timestamptz not null,
    rate        numeric     not null check (rate > 0),
    primary key (currency, rate_date, recorded_at)
);
create index exchange_rate_by_day on exchange_rate (rate_date);
