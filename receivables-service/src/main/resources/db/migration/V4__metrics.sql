-- Sales and their terms by customer and by day, read from the index alone.
drop index entry_sales;
create index entry_sales on entry (customer_id, entry_date) include (currency, amount, judged_due)
    where side = 'OPEN' and cause = 'DOCUMENT';
drop index entry_by_day;
create index entry_sales_by_day on entry (entry_date) include (currency, amount, judged_due, customer_id)
    where side = 'OPEN' and cause = 'DOCUMENT';

-- Prompt-payment discounts: those offered, and those taken.
create index fact_discount_offers on fact (customer_id, effective_date) where (content -> 'discountTerms') is not null;
create index entry_discounts on entry (customer_id, entry_date) where cause = 'DISCOUNT';
