-- Every revision of a sales document as it came; append-only. Orders come in three kinds of documents: the order, its
-- change (which carries the whole order again) and its cancellation.
create table sales_fact (
    system         text        not null,
    kind           text        not null check (kind in
        ('INVOICE', 'CREDIT_NOTE', 'ORDER', 'ORDER_CHANGE', 'ORDER_CANCELLATION')),
    number         text        not null,
    revision       int         not null,
    content_hash   text        not null,
    customer_id    bigint      not null,
    effective_on   date        not null,
    happened_at    timestamptz,
    recorded_at    timestamptz not null,
    currency       text,
    minor_digits   int,
    net_amount     numeric,
    tax_amount     numeric,
    payable_amount numeric,
    costed_amount  numeric,
    cost           numeric,
    lines          text[]      not null,
    primary key (system, kind, number, revision)
);

-- Which invoices a revision of a credit note refers to.
create table credited_invoice (
    system         text not null,
    number         text not null,
    revision       int  not null,
    invoice_number text not null,
    amount         numeric
);
create index credited_invoice_by_credit_note on credited_invoice (system, number, revision);
create index credited_invoice_by_invoice on credited_invoice (system, invoice_number);

-- The documents as they stand by the facts: the highest revision, credit notes without their tax, cancellations applied.
create table sales_document (
    system        text    not null,
    kind          text    not null check (kind in ('INVOICE', 'CREDIT_NOTE', 'ORDER')),
    number        text    not null,
    customer_id   bigint  not null,
    currency      text    not null,
    day           date    not null,
    revenue       numeric not null,
    gross_revenue numeric not null,
    invoiced      numeric not null,
    costed        numeric not null,
    cost          numeric not null,
    invoices      int     not null,
    credit_notes  int     not null,
    orders        int     not null,
    primary key (system, kind, number)
);
create index sales_document_by_day on sales_document (customer_id, day);

-- Sums of the documents of a customer on a day in a currency. Days, because windows end on any day; a customer has at
-- most so many of them, however many documents.
--   revenue        invoices less credit notes, without tax
--   gross_revenue  invoices with a positive amount, without tax
--   invoiced       invoices of any sign, without tax
--   costed         the part of `invoiced` whose lines told their cost
--   cost           the cost of that part
create table sales_day (
    customer_id   bigint  not null,
    currency      text    not null,
    day           date    not null,
    revenue       numeric not null,
    gross_revenue numeric not null,
    invoiced      numeric not null,
    costed        numeric not null,
    cost          numeric not null,
    invoices      int     not null,
    credit_notes  int     not null,
    orders        int     not null,
    primary key (customer_id, day, currency)
);
create index sales_day_by_day on sales_day (day);
create index sales_day_of_business on sales_day (customer_id, day) where invoices + credit_notes + orders > 0;
create index sales_day_of_billing on sales_day (customer_id, day) where invoices + credit_notes > 0;

-- A row asks for the ranking to be computed again.
create table ranking_due (
    id bigint generated always as identity primary key
);

-- The day of the last ranking: a new day gives new figures.
create table ranking_day (
    only_row boolean primary key default true check (only_row),
    as_of    date not null
);

-- What was last published of each account.
create table published_score (
    account_id uuid primary key,
    as_of      date    not null,
    model      text    not null,
    score      numeric not null,
    class      text    not null,
    rank       int     not null
);
