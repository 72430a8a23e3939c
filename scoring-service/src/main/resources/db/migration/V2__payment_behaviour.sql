-- How accounts pay, as receivables-service published it: one row for each day of the figures, so that a score of an
-- earlier day does not know later ones.
create table payment_behaviour (
    account_id        uuid        not null,
    as_of             date        not null,
    published_at      timestamptz not null,
    invoices          int         not null,
    days_beyond_terms numeric,
    drifting          boolean     not null,
    primary key (account_id, as_of)
);
