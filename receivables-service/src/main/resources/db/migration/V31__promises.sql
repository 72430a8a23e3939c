-- What people add to a promise to pay, whose facts are in the ledger, and what was last told of it.
create table promise (
    promise_id      uuid primary key,
    system          text   not null,
    number          text   not null,
    -- as the document that made the row known named it
    customer_number text   not null,
    cancelled_on    date,
    cancel_reason   text,
    -- the last status that was told, which is no longer OPEN
    told            text,
    unique (system, number)
);
create index promise_by_customer on promise (system, customer_number);
create index promise_by_told on promise (told);

insert into promise (promise_id, system, number, customer_number)
select gen_random_uuid(), d.system, d.number, min(c.number)
from document d
join fact f using (document_id)
join erp_customer c on c.customer_id = f.customer_id
where d.kind = 'PROMISE'
group by d.system, d.number;

create view promise_state as
select s.promise_id, s.system, s.number, s.cancelled_on, s.cancel_reason, s.told, c.customer_id,
    c.number as customer_number, c.account_id, d.document_id, f.effective_date as made_on, f.amount,
    cast(f.content ->> 'promisedDate' as date) as promised_date, f.content -> 'invoiceNumbers' as invoice_numbers,
    f.event_source as origin
from promise s
join erp_customer c on c.system = s.system and c.number = s.customer_number
join document d on d.system = s.system and d.kind = 'PROMISE' and d.number = s.number
join fact f on f.document_id = d.document_id and not exists (
    select from fact n where n.document_id = f.document_id and n.revision > f.revision);
