-- Credit limits as they were set: never changed, the highest version that is valid on a day counts. Without an amount
-- the account's own limit was removed.
create table credit_limit (
    account_id  uuid        not null,
    version     bigint      not null,
    amount      numeric,
    currency    text,
    type        text        not null check (type in ('STANDARD', 'TEMPORARY', 'INSURED')),
    insured     numeric,
    valid_from  date        not null,
    -- inclusive; null: until further notice
    valid_to    date,
    approved_by text        not null,
    reason      text        not null,
    recorded_by text        not null,
    recorded_at timestamptz not null,
    primary key (account_id, version)
);

-- Credit held for an order that a check let pass and that is not yet in the feed.
create table credit_reservation (
    reservation_id uuid primary key,
    account_id     uuid        not null,
    amount         numeric     not null,
    currency       text        not null,
    expected_on    date,
    system         text,
    order_number   text,
    reserved_by    text        not null,
    reserved_at    timestamptz not null,
    expires_at     timestamptz not null,
    released_at    timestamptz
);
create index credit_reservation_by_account on credit_reservation (account_id, expires_at) where released_at is null;

-- A reservation holds credit until it is released, has expired, or its order is known and counts itself.
create function reservation_status(r credit_reservation, at timestamptz) returns text language sql stable as $$
    select case
        when r.released_at is not null then 'RELEASED'
        when exists (
            select from sales_order o join erp_customer c on c.customer_id = o.customer_id
            where o.number = r.order_number and o.placed and c.account_id = r.account_id
                and (r.system is null or o.system = r.system)) then 'CONSUMED'
        when r.expires_at <= at then 'EXPIRED'
        else 'ACTIVE'
    end
$$;

-- Where each account stood when its figures last changed: what was told to others, and the portfolio list.
create table credit_standing (
    account_id         uuid primary key,
    as_of              date,
    state              text,
    currency           text,
    exposure           numeric,
    limit_amount       numeric,
    limit_source       text,
    utilisation        numeric,
    binding_account_id uuid,
    -- the account and its parents, the ultimate one first: when the account moves, the old ones are looked at, too
    path               uuid[] not null default '{}',
    -- what the last event said; null: there was none
    told               text
);
create index credit_standing_by_utilisation on credit_standing ((coalesce(utilisation, -1000000000)) desc, account_id)
    where limit_amount is not null or exposure <> 0;
