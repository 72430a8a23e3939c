-- What was wrong with ordered lines: a function of the orders' facts, but that it was told is kept. One whose day is
-- still to come is there too, unless a document takes it away before. One that was learned after its day may settle
-- first (settles_at): orders of years ago come before their deliveries do.
create table service_failure (
    subject_id   bigint  not null references subject,
    line         text    not null,
    kind         text    not null check (kind in ('LATE', 'SHORT', 'REJECTED', 'WRONG_ITEM')),
    customer_id  bigint  not null references erp_customer,
    occurred_on  date    not null,
    until        date,
    quantity     numeric not null,
    delivery     text,
    stands       boolean not null default true,
    settles_at   timestamptz,
    published_at timestamptz,
    primary key (subject_id, line, kind)
);
create index service_failure_by_customer on service_failure (customer_id, occurred_on);
create index service_failure_waiting on service_failure (customer_id, occurred_on) where published_at is null;
create index service_failure_settling on service_failure (settles_at) where settles_at is not null;

-- Lines that are not delivered yet; what deliveries show is found when an order is folded again.
insert into service_failure (subject_id, line, kind, customer_id, occurred_on, quantity)
select subject_id, line, 'LATE', customer_id, coalesce(first_promised_on, requested_on) + 1, ordered
from order_line
where standing = 'OPEN' and delivered_on is null and coalesce(first_promised_on, requested_on) is not null;
