-- The same rows as before. A choice instead of the union of two scans: nothing is set up for each item, which was half
-- of what a read of all open items took.
create or replace function open_items(customers bigint[], as_of date)
    returns table (side text, document_id bigint, instalment int, customer_id bigint, currency text, issue_date date,
                   due_date date, judged_due date, amount numeric)
    language sql stable as $$
    select i.side, i.document_id, i.instalment, i.customer_id, i.currency, i.issue_date, i.due_date, i.judged_due,
        o.amount
    from item i
    cross join lateral (
        -- the last entry is known by then in nearly all cases: no entry is read
        select case when i.last_date <= as_of then i.open_amount else (
            select sum(e.amount) from entry e
            where e.document_id = i.document_id and e.side = i.side and e.instalment = i.instalment
                and e.entry_date <= as_of) end as amount
    ) o
    where i.settled_on > as_of and i.first_date <= as_of and (customers is null or i.customer_id = any (customers))
        and o.amount <> 0
$$;

-- Documents with more than one open item: an ageing counts their invoices once and caps what is disputed of them.
create index item_of_several on item (settled_on) include (document_id, first_date)
    where side = 'DISPUTE' or instalment > 1;
