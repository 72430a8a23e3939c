-- What customers have ordered and received but not yet been invoiced for: folded from orders, deliveries and invoices.

-- An order by its number, known from its document or from another that names it. Its row is the lock under which what
-- concerns it is folded.
create table sales_order (
    order_id    bigint generated always as identity primary key,
    system      text    not null,
    number      text    not null,
    -- null as long as nothing is known but the number
    customer_id bigint,
    currency    text,
    placed      boolean not null default false,
    -- something was delivered that has no price yet: the order, or this line of it, is not known
    unpriced    boolean not null default false,
    unique (system, number)
);
create index sales_order_by_number on sales_order (number);
create index sales_order_unpriced on sales_order (customer_id) where unpriced;

-- Orders, deliveries and invoices that name orders, as they came, never changed. The highest revision counts.
create table order_fact (
    fact_id     bigint generated always as identity primary key,
    system      text        not null,
    type        text        not null,
    document    text        not null,
    revision    int         not null,
    customer_id bigint      not null,
    recorded_at timestamptz not null,
    hash        text        not null,
    content     jsonb       not null,
    unique (system, type, document, revision)
);

create table order_fact_order (
    fact_id  bigint not null references order_fact,
    order_id bigint not null references sales_order,
    primary key (fact_id, order_id)
);
create index order_fact_order_by_order on order_fact_order (order_id);

-- The lines of which something is open or unbilled; a line that is done has no row, so that reading does not cost more
-- as years go by. Made by the fold, replaced per order.
create table order_line (
    order_id    bigint  not null references sales_order,
    line        text    not null,
    customer_id bigint  not null,
    currency    text    not null,
    -- when it is promised or wanted; null when nobody said
    expected_on date,
    open        numeric not null,
    unbilled    numeric not null
);
create index order_line_by_order on order_line (order_id);
create index order_line_by_customer on order_line (customer_id);
