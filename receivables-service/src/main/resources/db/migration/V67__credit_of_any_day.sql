-- What is open of one customer's items at the end of a day, as open_items tells it for many or for all. Without the case
-- of all there is one way to find the items, so that a statement is planned once, however many others there are.
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

-- A customer's orders as they were known at any time are folded from its documents.
create index order_fact_by_customer on order_fact (customer_id);

-- What was held at a time that is past was released since, or has expired.
create index credit_reservation_of_any_time on credit_reservation (account_id, expires_at);
drop index credit_reservation_by_account;
