-- Requests for other terms of payment: what was asked, and what became of it.
create table terms_request (
    request_id uuid primary key,
    version    int   not null,
    account_id uuid  not null,
    state      text  not null check (state in ('DRAFT', 'SUBMITTED', 'APPROVED', 'REJECTED')),
    valid_from date,
    decided_at timestamptz,
    content    jsonb not null,
    request    jsonb not null
);
create index terms_request_by_account on terms_request (account_id, request_id);
create index terms_request_in_force on terms_request (account_id, valid_from) where state = 'APPROVED';
create index terms_request_by_state on terms_request (state, request_id);
