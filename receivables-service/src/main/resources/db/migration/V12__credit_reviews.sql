-- When the credit of each account is due for review, and why then.
create table credit_review_plan (
    account_id       uuid primary key,
    -- from when the time to the first review runs
    since            date    not null,
    last_reviewed_on date,
    -- asked for by the last reviewer; null: by the cadence alone
    asked_for        date,
    risk_class       text    not null,
    reasons          text[]  not null,
    cadence_months   int     not null,
    due_on           date    not null,
    -- others were told; until the next review they are not told again
    announced        boolean not null default false
);
create index credit_review_plan_due on credit_review_plan (due_on, account_id);

create table credit_review (
    review_id   uuid primary key,
    account_id  uuid        not null,
    reviewed_on date        not null,
    outcome     text        not null,
    note        text,
    risk_class  text        not null,
    reviewer    text        not null,
    recorded_at timestamptz not null
);
create index credit_review_by_account on credit_review (account_id, reviewed_on);

-- A customer's annual accounts, as entered.
create table financial_statement (
    account_id  uuid        not null,
    fiscal_year int         not null,
    version     bigint      not null,
    content     jsonb       not null,
    zone        text,
    recorded_by text        not null,
    recorded_at timestamptz not null,
    primary key (account_id, fiscal_year)
);
