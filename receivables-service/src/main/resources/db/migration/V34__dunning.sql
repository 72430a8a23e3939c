-- When which account is reminded how: by its tier, or else by its class.
create table dunning_policy (
    account_group    text primary key,
    levels           jsonb  not null,
    minimum_gap_days int    not null,
    version          bigint not null default 1
);

insert into dunning_policy (account_group, levels, minimum_gap_days) values
    ('REGULAR', '[{"level": 1, "channel": "REMINDER", "daysPastDue": 3},
                  {"level": 2, "channel": "LETTER", "daysPastDue": 14},
                  {"level": 3, "channel": "FINAL_NOTICE", "daysPastDue": 30}]', 7),
    -- A key account hears from a human first.
    ('KEY', '[{"level": 1, "channel": "TASK", "daysPastDue": 3},
              {"level": 2, "channel": "LETTER", "daysPastDue": 14},
              {"level": 3, "channel": "FINAL_NOTICE", "daysPastDue": 30}]', 7);

create table dunning_step (
    step_id          uuid primary key,
    account_id       uuid        not null,
    currency         text        not null,
    level            int         not null,
    channel          text        not null,
    due_on           date        not null,
    amount           numeric     not null,
    status           text        not null check (status in ('PROPOSED', 'CONFIRMED', 'COMPLETED', 'SKIPPED', 'OBSOLETE')),
    reason           text,
    decided_by       text,
    decided_at       timestamptz,
    -- late interest and fees that the step claims; the step stays open until they are settled or waived
    claimed          numeric,
    claim_settled_on date,
    version          bigint      not null default 1,
    created_at       timestamptz not null
);
create index dunning_step_by_account on dunning_step (account_id, step_id);
create index dunning_step_by_day on dunning_step (due_on, step_id);

create table dunning_item (
    step_id    uuid    not null references dunning_step,
    invoice_id bigint  not null,
    number     text    not null,
    amount     numeric not null,
    primary key (step_id, invoice_id)
);
create index dunning_item_by_invoice on dunning_item (invoice_id);
