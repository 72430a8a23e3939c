-- With all columns that open_items has, for reads of some customers' items one customer at a time.
drop function open_items_of(bigint, date);
create function open_items_of(customer bigint, as_of date)
    returns table (side text, document_id bigint, instalment int, customer_id bigint, currency text, issue_date date,
                   due_date date, judged_due date, amount numeric)
    language sql stable as $$
    select i.side, i.document_id, i.instalment, i.customer_id, i.currency, i.issue_date, i.due_date, i.judged_due,
        o.amount
    from item i
    cross join lateral (
        select case when i.last_date <= as_of then i.open_amount else (
            select sum(e.amount) from entry e
            where e.document_id = i.document_id and e.side = i.side and e.instalment = i.instalment
                and e.entry_date <= as_of) end as amount
    ) o
    where i.customer_id = customer and i.settled_on > as_of and i.first_date <= as_of and o.amount <> 0
$$;
