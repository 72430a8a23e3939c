-- Loss rates of a segment, effective-dated: of the versions that are valid on a day the latest counts. Versions stay.
create table provision_matrix (
    segment        text        not null,
    version        int         not null,
    valid_from     date        not null,
    forward_factor numeric     not null,
    forward_reason text,
    reason         text        not null,
    recorded_by    text        not null,
    recorded_at    timestamptz not null,
    primary key (segment, version)
);

create table provision_matrix_bucket (
    segment   text    not null,
    version   int     not null,
    bucket    int     not null,
    name      text    not null,
    -- days past due, days_to exclusive; null where there is no bound
    days_from int,
    days_to   int,
    loss_rate numeric not null,
    primary key (segment, version, bucket),
    foreign key (segment, version) references provision_matrix
);

-- An account whose loss is judged instead of taken from a matrix; the latest version counts.
create table provision_assessment (
    account_id  uuid        not null,
    version     int         not null,
    grouped     boolean     not null,
    amount      numeric,
    currency    text,
    rate        numeric,
    reason      text        not null,
    valid_from  date        not null,
    valid_to    date,
    recorded_by text        not null,
    recorded_at timestamptz not null,
    primary key (account_id, version),
    check ((amount is null) <> (rate is null)),
    check ((amount is null) = (currency is null))
);

-- Each account that is judged on a day, with the account whose assessment covers it: its own, else that of the
-- smallest group it is in.
create function provision_assessed(as_of date) returns table (account_id uuid, assessed_id uuid)
    language sql stable as $$
    with valid as (
        select a.account_id, a.grouped
        from (
            select distinct on (p.account_id) p.account_id, p.grouped, p.valid_from, p.valid_to
            from provision_assessment p order by p.account_id, p.version desc
        ) a
        where a.valid_from <= as_of and (a.valid_to is null or a.valid_to >= as_of)
    ), covered as (
        select s.account_id, v.account_id as assessed_id, count(*) over (partition by v.account_id) as size
        from valid v
        cross join lateral account_scope(v.account_id, as_of, v.grouped) as s(account_id)
    )
    select distinct on (c.account_id) c.account_id, c.assessed_id
    from covered c
    order by c.account_id, c.assessed_id <> c.account_id, c.size, c.assessed_id
$$;

create table provision_run (
    run_id      uuid primary key,
    as_of       date        not null,
    known_at    timestamptz not null,
    segment_by  text        not null,
    status      text        not null check (status in ('CALCULATED', 'POSTED')),
    previous_id uuid references provision_run,
    created_by  text        not null,
    posted_by   text,
    posted_at   timestamptz
);
create index provision_run_posted on provision_run (as_of, posted_at) where status = 'POSTED';

create table provision_run_insured (
    run_id        uuid    not null references provision_run,
    account_id    uuid    not null,
    covered_share numeric not null,
    primary key (run_id, account_id)
);

-- What a run found, per owner (an account, or a customer that belongs to none), currency and bucket.
create table provision_run_bucket (
    run_id         uuid    not null references provision_run,
    owner          text    not null,
    account_id     uuid,
    customer_id    bigint,
    segment        text    not null,
    currency       text    not null,
    method         text    not null check (method in ('MATRIX', 'INDIVIDUAL', 'NONE')),
    matrix_segment text,
    matrix_version int,
    bucket         int     not null,
    name           text    not null,
    days_from      int,
    loss_rate      numeric,
    applied_rate   numeric,
    gross          numeric not null,
    insured        numeric not null,
    allowance      numeric
);
create index provision_run_bucket_by_run on provision_run_bucket (run_id, currency, segment, bucket);

-- The allowance of each owner and how it came from that of the run before: opening + charge - utilised - released
-- = allowance. `written_off` is all that was ever written off up to the day, of which `utilised` is what is new.
create table provision_run_account (
    run_id      uuid    not null references provision_run,
    owner       text    not null,
    currency    text    not null,
    account_id  uuid,
    customer_id bigint,
    method      text    not null,
    gross       numeric not null,
    insured     numeric not null,
    uncovered   numeric not null,
    opening     numeric not null,
    charge      numeric not null,
    utilised    numeric not null,
    released    numeric not null,
    allowance   numeric not null,
    written_off numeric not null,
    -- what came in after all for what was written off: income, no allowance
    recovered   numeric not null,
    recovered_before numeric not null,
    primary key (run_id, owner, currency)
);
create index provision_run_account_by_size on provision_run_account (run_id, (-allowance), owner, currency);

-- Requests to give up a part of an invoice. An approved one is a fact of the ledger.
create table write_off_request (
    request_id     uuid primary key,
    version        int         not null,
    account_id     uuid        not null,
    customer_id    bigint      not null,
    system         text        not null,
    invoice_number text        not null,
    amount         numeric     not null,
    currency       text        not null,
    reason         text        not null,
    effective_date date        not null,
    charge_rest    boolean     not null,
    state          text        not null check (state in ('REQUESTED', 'APPROVED', 'REJECTED')),
    required_role  text        not null,
    requested_by   text        not null,
    requested_at   timestamptz not null,
    decided_by     text,
    decided_at     timestamptz,
    comment        text,
    document_number text
);
create index write_off_request_by_account on write_off_request (account_id, request_id);
create index write_off_request_by_state on write_off_request (state, request_id);
