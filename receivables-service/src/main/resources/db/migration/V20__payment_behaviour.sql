-- Accounts whose payment behaviour is to be looked at again.
create table behaviour_due (
    account_id uuid primary key,
    since      timestamptz not null,
    touched_at timestamptz not null
);

-- The figures that were last told.
create table behaviour_state (
    account_id        uuid        primary key,
    as_of             date        not null,
    evaluated_at      timestamptz not null,
    invoices          int         not null,
    payment_index     numeric,
    days_beyond_terms numeric,
    paid_late_ratio   numeric,
    drifting          boolean     not null
);

-- One row per rule and excursion, payment drift included. At most one of a rule is open for an account, so nothing is
-- told twice.
create table early_warning (
    warning_id uuid        primary key,
    account_id uuid        not null,
    rule       text        not null,
    raised_on  date        not null,
    raised_at  timestamptz not null,
    since      date        not null,
    detail     text        not null,
    documents  text[]      not null,
    cleared_on date
);
create unique index early_warning_open on early_warning (account_id, rule) where cleared_on is null;
create index early_warning_by_account on early_warning (account_id, warning_id);

-- One model a day; the latest counts.
create table late_payment_model (
    trained_on date        primary key,
    trained_at timestamptz not null,
    content    jsonb       not null
);
create index item_by_issue on item (issue_date) where side = 'OPEN';
