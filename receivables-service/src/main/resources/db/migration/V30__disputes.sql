-- What people add to a dispute, whose facts are in the ledger: an id, who settles it until when; and what was told of it.
create table dispute (
    dispute_id       uuid primary key,
    system           text        not null,
    number           text        not null,
    -- as the document that made the row known named it
    customer_number  text        not null,
    owner_department text,
    owner            text,
    due_on           date,
    note             text,
    version          bigint      not null default 1,
    opening_told     boolean     not null default false,
    end_told         boolean     not null default false,
    unique (system, number)
);
create index dispute_by_customer on dispute (system, customer_number);

insert into dispute (dispute_id, system, number, customer_number)
select gen_random_uuid(), d.system, d.number, min(c.number)
from document d
join fact f using (document_id)
join erp_customer c on c.customer_id = f.customer_id
where d.kind = 'DISPUTE'
group by d.system, d.number;

-- A dispute with the revisions that count of its facts: how it was opened, about which invoice, how it ended.
create view dispute_state as
select s.dispute_id, s.system, s.number, s.owner_department, s.owner, s.due_on, s.note, s.version, s.opening_told,
    s.end_told, c.customer_id, c.number as customer_number, c.account_id, d.document_id, f.effective_date as opened_on,
    f.amount, f.content ->> 'reason' as reason, f.event_source as origin, l.invoice_id, i.number as invoice_number,
    v.currency, 
    case when r.document_id is not null then greatest(r.effective_date, f.effective_date) end as resolved_on, r.content ->> 'outcome' as outcome,
    cast(r.content ->> 'creditedAmount' as numeric) as credited_amount, r.event_source as resolution_origin
from dispute s
join erp_customer c on c.system = s.system and c.number = s.customer_number
join document d on d.system = s.system and d.kind = 'DISPUTE' and d.number = s.number
join fact f on f.document_id = d.document_id and not exists (
    select from fact n where n.document_id = f.document_id and n.revision > f.revision)
join fact_line l on l.document_id = f.document_id and l.revision = f.revision and l.line = 0
join document i on i.document_id = l.invoice_id
left join fact v on v.document_id = l.invoice_id and not exists (
    select from fact n where n.document_id = v.document_id and n.revision > v.revision)
left join document rd on rd.system = s.system and rd.kind = 'RESOLUTION' and rd.number = s.number
left join fact r on r.document_id = rd.document_id and not exists (
    select from fact n where n.document_id = r.document_id and n.revision > r.revision);

-- What service-monitor found wrong with an order line; the cause of many a dispute.
create table service_failure (
    account_id      uuid not null,
    order_number    text not null,
    line            text not null,
    kind            text not null,
    occurred_on     date not null,
    days            int,
    quantity        numeric,
    delivery_number text,
    primary key (account_id, order_number, line, kind)
);

-- Accounts whose promises, plans, disputes and dunning are to be looked at.
create table follow_up (
    account_id uuid primary key
);
