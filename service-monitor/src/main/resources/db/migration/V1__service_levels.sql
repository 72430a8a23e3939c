-- What documents are about: an order, an inquiry, a return, a survey. Its row is locked while its state is folded.
create table subject (
    subject_id bigint generated always as identity primary key,
    system     text   not null,
    kind       text   not null check (kind in ('ORDER', 'INQUIRY', 'RETURN', 'SURVEY')),
    number     text   not null,
    folds      bigint not null default 1,
    unique (system, kind, number)
);

-- Documents as they came, append-only. The highest revision of a document counts.
create table fact (
    fact_id     bigint generated always as identity primary key,
    subject_id  bigint      not null references subject,
    customer_id bigint      not null references erp_customer,
    system      text        not null,
    type        text        not null,
    document    text        not null,
    revision    int         not null,
    variant     text        not null,
    at          timestamptz not null,
    recorded_at timestamptz not null,
    hash        text        not null,
    data        jsonb       not null,
    unique (system, type, document, revision, variant)
);
create index fact_by_subject on fact (subject_id);

-- The present state of each ordered line: a function of the order's facts.
create table order_line (
    subject_id         bigint  not null references subject,
    line               text    not null,
    customer_id        bigint  not null references erp_customer,
    standing           text    not null,
    sku                text    not null,
    unit               text    not null,
    ordered_on         date    not null,
    ordered            numeric not null,
    requested_on       date,
    first_requested_on date,
    first_promised_on  date,
    last_promised_on   date,
    accepted           numeric not null,
    delivered_on       date,
    in_full            boolean not null,
    measured_at        text,
    primary key (subject_id, line)
);
-- One per basis: a line belongs to the period of its target date, or without one to that of the order.
create index order_line_by_requested on order_line (customer_id, (coalesce(requested_on, ordered_on)));
create index order_line_by_first_promised
    on order_line (customer_id, (coalesce(first_promised_on, requested_on, ordered_on)));
create index order_line_by_last_promised
    on order_line (customer_id, (coalesce(last_promised_on, requested_on, ordered_on)));

-- The present state of each inquiry: a function of its facts. Durations are microseconds of running clock.
create table inquiry (
    subject_id        bigint      primary key references subject,
    customer_id       bigint      not null references erp_customer,
    kind              text        not null,
    channel           text,
    category          text,
    related_document  text,
    priority          text        not null,
    status            text        not null,
    opened_at         timestamptz not null,
    opened_on         date        not null,
    answered_at       timestamptz,
    first_response_us bigint,
    resolved_at       timestamptz,
    resolution_us     bigint,
    reopened          int         not null
);
create index inquiry_by_customer on inquiry (customer_id, opened_on);
