-- Payments that were taken back: what they had paid does not count in metrics. Few, and found without reading the others.
create index entry_reversals on entry (document_id)
    where side = 'OPEN' and cause in ('PAYMENT', 'DISCOUNT') and amount > 0;
