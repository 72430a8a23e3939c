-- Measured by ./kam bench ingest-receivables --profile. A foreign key looks up and locks a row for each row written;
-- one statement (Facts.append) writes both sides of these two, out of the ids that it has just locked.
alter table fact_line drop constraint fact_line_document_id_revision_fkey;
alter table fact drop constraint fact_document_id_fkey;
