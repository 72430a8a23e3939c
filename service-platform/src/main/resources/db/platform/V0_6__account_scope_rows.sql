-- PostgreSQL expects a thousand rows of a function: it scanned all customers to find those of one account.
alter function account_scope(uuid, date, boolean) rows 2;
