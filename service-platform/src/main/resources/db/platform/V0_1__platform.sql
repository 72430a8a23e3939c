-- Tables that every service has. Each service's own tables follow in db/migration (V1 and up).

-- A row exists <=> the event is not yet published. Columns fit the Debezium outbox event router.
create table outbox (
    position      bigint generated always as identity primary key,
    id            uuid        not null,
    aggregatetype text        not null,
    aggregateid   text        not null,
    type          text        not null,
    payload       text        not null,
    subject       text        not null,
    time          timestamptz not null,
    traceparent   text
);

create function notify_outbox() returns trigger language plpgsql as $$
begin
    perform pg_notify('outbox', '');
    return null;
end $$;

create trigger outbox_appended after insert on outbox for each statement execute function notify_outbox();

-- Events that were taken into account; the key makes a redelivery a no-op.
create table inbox (
    source      text        not null,
    id          text        not null,
    received_at timestamptz not null,
    primary key (source, id)
);
create index inbox_received_at on inbox using brin (received_at);

create table quarantine (
    id               uuid primary key,
    topic            text        not null,
    partition        int         not null,
    record_offset    bigint      not null,
    record_time      timestamptz not null,
    record_key       text,
    headers          jsonb       not null,
    payload          bytea,
    event_source     text,
    event_id         text,
    event_type       text,
    event_subject    text,
    reason           text        not null,
    detail           text        not null,
    parked_at        timestamptz not null,
    status           text        not null check (status in ('PARKED', 'REPLAYED', 'DISCARDED')),
    decided_by       text,
    decided_at       timestamptz,
    decision_reason  text,
    unique (topic, partition, record_offset, record_time)
);
create index quarantine_by_status on quarantine (status, id);

create table audit (
    id      uuid primary key,
    subject text        not null,
    action  text        not null,
    actor   text        not null,
    at      timestamptz not null,
    before  jsonb,
    after   jsonb
);
create index audit_by_subject on audit (subject, id);

create table idempotency_key (
    key          text        not null,
    actor        text        not null,
    operation    text        not null,
    request_hash text        not null,
    response     text,
    created_at   timestamptz not null,
    primary key (key, actor, operation)
);
create index idempotency_key_created_at on idempotency_key using brin (created_at);

-- What this service knows of accounts, from kam.account.events.
create table account_directory (
    account_id    uuid primary key,
    version       bigint not null,
    legal_name    text   not null,
    kind          text   not null,
    account_class text   not null,
    tier          text,
    currency      text   not null,
    country       text,
    team          text[] not null default '{}',
    state         jsonb  not null
);
create index account_directory_by_name on account_directory (lower(legal_name), account_id);

create table account_parent (
    account_id uuid not null,
    type       text not null,
    parent_id  uuid not null,
    valid_from date not null default '-infinity',
    valid_to   date not null default 'infinity',
    primary key (account_id, type, parent_id, valid_from)
);
create index account_parent_by_parent on account_parent (parent_id, type);

create table account_reference (
    system     text not null,
    number     text not null,
    account_id uuid not null,
    primary key (system, number, account_id)
);
create index account_reference_by_account on account_reference (account_id);

-- Customers as the ERPs number them. Facts refer to customer_id, so a customer may be unknown to the directory
-- when its documents arrive and joins its account later without rewriting a fact.
create table erp_customer (
    customer_id bigint generated always as identity primary key,
    system      text not null,
    number      text not null,
    account_id  uuid,
    unique (system, number)
);
create index erp_customer_by_account on erp_customer (account_id);

-- Accounts whose figures changed and whose snapshot is to be published.
create table touched_account (
    account_id uuid primary key
);

-- The day whose figures were last published for all accounts.
create table snapshot_day (
    only_row boolean primary key default true check (only_row),
    day      date not null
);
insert into snapshot_day (day) values ('-infinity');

-- The account alone, or with all that belong to it along the LEGAL hierarchy on that day (valid_to is exclusive).
create function account_scope(account uuid, as_of date, grouped boolean) returns setof uuid language sql stable as $$
    with recursive members as (
        select account as account_id
        union
        select p.account_id
        from members m
        join account_parent p on p.parent_id = m.account_id
        where grouped and p.type = 'LEGAL' and p.valid_from <= as_of and as_of < p.valid_to
    )
    select account_id from members
$$;

-- Each account with the ultimate LEGAL parent that it belongs to on that day (itself, when it has none).
create function account_root(as_of date) returns table (account_id uuid, root_id uuid) language sql stable as $$
    with recursive links as (
        select p.account_id, p.parent_id
        from account_parent p
        where p.type = 'LEGAL' and p.valid_from <= as_of and as_of < p.valid_to
    ),
    tree as (
        select d.account_id, d.account_id as root_id
        from account_directory d
        where not exists (select from links l where l.account_id = d.account_id)
        union
        select l.account_id, t.root_id
        from tree t
        join links l on l.parent_id = t.account_id
    )
    select distinct on (account_id) account_id, root_id
    from (
        select account_id, root_id, 0 as preference from tree
        union all
        -- an account whose parent is not (yet) known stands for itself
        select account_id, account_id, 1 from account_directory
    ) candidates
    order by account_id, preference, root_id
$$;
