-- The due date that lateness is judged on: of the terms in force when the instalment fell due.
alter table entry add column judged_due date;
update entry set judged_due = due_date;
alter table entry alter column judged_due set not null;
alter table item add column judged_due date;
update item set judged_due = due_date;
alter table item alter column judged_due set not null;

-- What was given up, and what came in for it after all, by customer and day.
create index entry_losses on entry (customer_id, entry_date) include (currency, amount, cause)
    where cause in ('WRITE_OFF', 'SHORT_PAYMENT', 'RECOVERY');

drop function open_items(bigint[], date);
-- The items with something open at the end of a day; null instead of customers means all.
create function open_items(customers bigint[], as_of date)
    returns table (side text, document_id bigint, instalment int, customer_id bigint, currency text, issue_date date,
                   due_date date, judged_due date, amount numeric)
    language sql stable as $$
    select i.side, i.document_id, i.instalment, i.customer_id, i.currency, i.issue_date, i.due_date, i.judged_due,
        o.amount
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
