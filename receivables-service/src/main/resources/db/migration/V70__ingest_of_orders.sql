-- Measured by ./kam bench ingest-receivables --profile: each of these looked up and locked a row for each row written.
-- The statements that write these rows (OrderFacts) take the ids from orders that they hold locked, and facts and orders
-- are never deleted.
alter table order_fact_order drop constraint order_fact_order_fact_id_fkey;
alter table order_fact_order drop constraint order_fact_order_order_id_fkey;
alter table order_line drop constraint order_line_order_id_fkey;
