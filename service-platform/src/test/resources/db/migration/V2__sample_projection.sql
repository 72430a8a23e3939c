create table sample_fact (
    customer_id bigint  not null,
    amount      numeric not null
);
create table sample_sum (
    customer_id bigint  primary key,
    amount      numeric not null
);
