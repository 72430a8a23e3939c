-- An agreement to pay what is overdue in instalments. It never changes a due date of the ledger.
create table payment_plan (
    plan_id       uuid primary key,
    account_id    uuid        not null,
    currency      text        not null,
    agreed_on     date        not null,
    note          text,
    cancelled_on  date,
    cancel_reason text,
    version       bigint      not null default 1,
    -- the last status that was told
    told          text,
    recorded_at   timestamptz not null
);
create index payment_plan_by_account on payment_plan (account_id, plan_id);

-- What of which invoice was rescheduled: what was open at the end of the day of the agreement.
create table payment_plan_invoice (
    plan_id    uuid    not null references payment_plan,
    invoice_id bigint  not null,
    system     text    not null,
    number     text    not null,
    amount     numeric not null,
    primary key (plan_id, invoice_id)
);
create index payment_plan_by_invoice on payment_plan_invoice (invoice_id);

create table payment_plan_instalment (
    plan_id    uuid    not null references payment_plan,
    instalment int     not null,
    due_on     date    not null,
    amount     numeric not null,
    primary key (plan_id, instalment)
);
