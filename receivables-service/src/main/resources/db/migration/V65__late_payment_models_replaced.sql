-- Models that were trained anew for their day, so that what was read before can be read again as it was known.
create table late_payment_model_replaced (
    trained_on date        not null,
    trained_at timestamptz not null,
    content    jsonb       not null,
    primary key (trained_on, trained_at)
);
