-- The receivables ledger: facts as the ERP sent them, and what the fold makes of them (entry, item).

-- A business number, known from its document or from another document that names it. Its row is the lock under which
-- a document and those that name it are processed.
create table document (
    document_id bigint generated always as identity primary key,
    system      text not null,
    kind        text not null,
    number      text not null,
    unique (system, kind, number)
);

-- One revision of a document, never changed. Of the known revisions the highest counts.
create table fact (
    document_id    bigint      not null references document,
    revision       int         not null,
    customer_id    bigint      not null,
    effective_date date        not null,
    currency       text,
    amount         numeric,
    recorded_at    timestamptz not null,
    content_hash   text        not null,
    event_source   text        not null,
    event_id       text        not null,
    -- the contract's record without the parts that are lines here
    content        jsonb       not null,
    primary key (document_id, revision)
);
create index fact_by_customer on fact (customer_id, document_id);

-- An invoice's instalment, or what another document refers to.
create table fact_line (
    document_id bigint not null,
    revision    int    not null,
    line        int    not null,
    source_id   bigint,
    invoice_id  bigint,
    amount      numeric,
    discount    numeric,
    due_date    date,
    primary key (document_id, revision, line),
    foreign key (document_id, revision) references fact
);
create index fact_line_by_invoice on fact_line (invoice_id, document_id) where invoice_id is not null;
create index fact_line_by_source on fact_line (source_id, document_id) where source_id is not null;

-- Dated changes of open items. What is open on a day is the sum up to that day. Made by the fold, replaced per owner.
create table entry (
    owner_id    bigint  not null,
    side        text    not null check (side in ('OPEN', 'CREDIT', 'DISPUTE')),
    document_id bigint  not null,
    instalment  int     not null,
    customer_id bigint  not null,
    currency    text    not null,
    issue_date  date    not null,
    due_date    date    not null,
    entry_date  date    not null,
    amount      numeric not null,
    cause       text    not null,
    source_id   bigint
);
create index entry_by_owner on entry (owner_id);
create index entry_by_item on entry (document_id, side, instalment, entry_date) include (amount);
create index entry_by_day on entry (entry_date) where side = 'OPEN';
create index entry_sales on entry (customer_id, entry_date) include (currency, amount)
    where side = 'OPEN' and cause = 'DOCUMENT';

-- One row per item, made from its entries. `settled_on` is the day from which nothing is open for good, so that the
-- items of a day are found without reading those settled before it.
create table item (
    document_id bigint  not null,
    side        text    not null,
    instalment  int     not null,
    customer_id bigint  not null,
    currency    text    not null,
    issue_date  date    not null,
    due_date    date    not null,
    first_date  date    not null,
    last_date   date    not null,
    open_amount numeric not null,
    settled_on  date    not null,
    primary key (document_id, side, instalment)
);
create index item_by_customer on item (customer_id, settled_on);
create index item_by_settlement on item (settled_on);

-- The items with something open at the end of a day; null instead of customers means all.
create function open_items(customers bigint[], as_of date)
    returns table (side text, document_id bigint, instalment int, customer_id bigint, currency text, issue_date date,
                   due_date date, amount numeric)
    language sql stable as $$
    select i.side, i.document_id, i.instalment, i.customer_id, i.currency, i.issue_date, i.due_date, o.amount
    from item i
    cross join lateral (
        -- the last entry is known by then in nearly all cases: no entry is read
        select i.open_amount as amount where i.last_date <= as_of
        union all
        select sum(e.amount) from entry e
        where i.last_date > as_of and e.document_id = i.document_id and e.side = i.side
            and e.instalment = i.instalment and e.entry_date <= as_of
    ) o
    where i.settled_on > as_of and i.first_date <= as_of and (customers is null or i.customer_id = any (customers))
        and o.amount <> 0
$$;
