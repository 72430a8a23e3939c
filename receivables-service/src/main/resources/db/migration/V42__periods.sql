-- A closed period: its figures as they were known then. Never changed.
create table period_close (
    period    text primary key,
    from_date date        not null,
    to_date   date        not null,
    closed_at timestamptz not null,
    closed_by text        not null,
    -- of `content`, which holds the hash of the rows below
    hash      text        not null,
    content   text        not null
);

create table period_close_row (
    period        text    not null references period_close deferrable initially deferred,
    owner         text    not null,
    currency      text    not null,
    account_id    uuid,
    customer_id   bigint,
    root_id       uuid,
    not_due       numeric not null,
    d30           numeric not null,
    d60           numeric not null,
    d90           numeric not null,
    d120          numeric not null,
    older         numeric not null,
    unapplied     numeric not null,
    disputed      numeric not null,
    open_invoices bigint  not null,
    sales         numeric not null,
    primary key (period, owner, currency)
);

-- Finds what was recorded after a period was closed.
create index fact_by_recording on fact using brin (recorded_at);

-- What each account (or customer that belongs to none) owed at the end of a period and was invoiced in it, as known now.
create function period_rows(from_date date, to_date date)
    returns table (owner text, currency text, account_id uuid, customer_id bigint, root_id uuid, not_due numeric,
                   d30 numeric, d60 numeric, d90 numeric, d120 numeric, older numeric, unapplied numeric,
                   disputed numeric, open_invoices bigint, sales numeric)
    language sql stable as $$
    with documents as (
        select i.document_id, i.customer_id, i.currency,
            coalesce(sum(i.amount) filter (where i.side = 'OPEN' and to_date - i.due_date <= 0), 0) as not_due,
            coalesce(sum(i.amount) filter (where i.side = 'OPEN' and to_date - i.due_date between 1 and 30), 0) as d30,
            coalesce(sum(i.amount) filter (where i.side = 'OPEN' and to_date - i.due_date between 31 and 60), 0) as d60,
            coalesce(sum(i.amount) filter (where i.side = 'OPEN' and to_date - i.due_date between 61 and 90), 0) as d90,
            coalesce(sum(i.amount) filter (where i.side = 'OPEN' and to_date - i.due_date between 91 and 120), 0) as d120,
            coalesce(sum(i.amount) filter (where i.side = 'OPEN' and to_date - i.due_date > 120), 0) as older,
            coalesce(sum(i.amount) filter (where i.side = 'CREDIT'), 0) as unapplied,
            -- what is disputed of an invoice is at most what is open of it
            least(coalesce(sum(i.amount) filter (where i.side = 'DISPUTE'), 0),
                coalesce(sum(i.amount) filter (where i.side = 'OPEN'), 0)) as disputed,
            case when bool_or(i.side = 'OPEN') then 1 else 0 end as invoices
        from open_items(null, to_date) i
        group by i.document_id, i.customer_id, i.currency
    ), figures as (
        select d.customer_id, d.currency, sum(d.not_due) as not_due, sum(d.d30) as d30, sum(d.d60) as d60,
            sum(d.d90) as d90, sum(d.d120) as d120, sum(d.older) as older, sum(d.unapplied) as unapplied,
            sum(d.disputed) as disputed, sum(d.invoices) as invoices, cast(0 as numeric) as sales
        from documents d group by d.customer_id, d.currency
        union all
        select e.customer_id, e.currency, 0, 0, 0, 0, 0, 0, 0, 0, 0, sum(e.amount)
        from entry e
        where e.side = 'OPEN' and e.cause = 'DOCUMENT' and e.entry_date between from_date and to_date
        group by e.customer_id, e.currency
    )
    select coalesce(cast(c.account_id as text), 'customer:' || c.customer_id), f.currency, c.account_id,
        case when c.account_id is null then c.customer_id end, r.root_id, sum(f.not_due), sum(f.d30), sum(f.d60),
        sum(f.d90), sum(f.d120), sum(f.older), sum(f.unapplied), sum(f.disputed), cast(sum(f.invoices) as bigint),
        sum(f.sales)
    from figures f
    join erp_customer c on c.customer_id = f.customer_id
    left join account_root(to_date) r on r.account_id = c.account_id
    group by 1, 2, 3, 4, 5
$$;
