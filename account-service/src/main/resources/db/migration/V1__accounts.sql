-- The register of accounts. The document holds the whole account; the columns beside it are read from it, so that they
-- cannot differ.
create table account (
    account_id uuid primary key,
    version    bigint      not null,
    document   jsonb       not null,
    created_at timestamptz not null,
    changed_at timestamptz not null,
    legal_name text generated always as (document ->> 'legalName') stored not null,
    sort_name  text generated always as (lower(document ->> 'legalName')) stored not null,
    search_name text generated always as (
        lower((document ->> 'legalName') || ' ' || (document ->> 'name'))) stored not null,
    kind       text generated always as (document ->> 'kind') stored not null,
    class      text generated always as (document ->> 'class') stored not null,
    tier       text generated always as (document ->> 'tier') stored,
    country    text generated always as (document ->> 'country') stored
);
create index account_by_name on account (sort_name, account_id);
create index account_by_change on account (changed_at, account_id);

-- Which account a customer of an ERP is: one at most.
create table account_customer (
    system     text not null,
    number     text not null,
    account_id uuid not null references account,
    primary key (system, number)
);
create index account_customer_by_account on account_customer (account_id);

-- The accounts' parents, effective-dated; valid_to is the first day on which the link no longer holds.
create table account_link (
    account_id uuid not null references account,
    type       text not null check (type in ('LEGAL', 'BUYING_GROUP', 'BILLING')),
    parent_id  uuid not null references account,
    valid_from date not null default '-infinity',
    valid_to   date not null default 'infinity',
    primary key (account_id, type, parent_id, valid_from),
    check (valid_from < valid_to)
);
create index account_link_by_parent on account_link (parent_id, type);

-- What the ERPs told about their customers; never changed, only added to. The account follows from it.
create table customer_fact (
    system        text        not null,
    number        text        not null,
    kind          text        not null check (kind in ('REGISTERED', 'CHANGED')),
    revision      int         not null,
    -- Tells changes without a revision apart; the epoch for all others.
    edition       timestamptz not null,
    time          timestamptz not null,
    recorded_at   timestamptz not null,
    parent_system text,
    parent_number text,
    content       jsonb       not null,
    primary key (system, number, kind, revision, edition)
);
create index customer_fact_by_parent on customer_fact (parent_system, parent_number) where parent_system is not null;

-- The latest that each of the other services published about an account, also about one that is not registered (yet).
create table published_part (
    account_id   uuid        not null,
    part         text        not null check (part in ('SCORE', 'RELATIONSHIP', 'SERVICE_LEVEL', 'RECEIVABLES')),
    published_at timestamptz not null,
    received_at  timestamptz not null,
    data         jsonb       not null,
    primary key (account_id, part)
);
