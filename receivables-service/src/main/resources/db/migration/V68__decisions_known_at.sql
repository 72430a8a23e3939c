-- What became of each dunning step, and what the annual accounts said, each time; never changed. dunning_step and
-- financial_statement have the last. Triggers keep it, so that a build that does not know of it leaves no gap.

create table dunning_step_version (
    step_id          uuid        not null references dunning_step,
    version          bigint      not null,
    status           text        not null,
    reason           text,
    decided_by       text,
    decided_at       timestamptz,
    claimed          numeric,
    claim_settled_on date,
    recorded_at      timestamptz not null,
    primary key (step_id, version)
);

create function keep_dunning_step() returns trigger language plpgsql as $$
begin
    insert into dunning_step_version (step_id, version, status, reason, decided_by, decided_at, claimed, claim_settled_on,
        recorded_at)
    values (new.step_id, new.version, new.status, new.reason, new.decided_by, new.decided_at, new.claimed,
        new.claim_settled_on, case
            when tg_op = 'INSERT' then new.created_at
            when new.decided_at is distinct from old.decided_at then new.decided_at
            else now() end);
    return null;
end $$;

create trigger dunning_step_changed after insert or update on dunning_step
    for each row execute function keep_dunning_step();

insert into dunning_step_version (step_id, version, status, recorded_at)
select step_id, 1, 'PROPOSED', created_at from dunning_step;

-- The audit trail has each decision of a person; each made a version.
insert into dunning_step_version (step_id, version, status, reason, decided_by, decided_at, claimed, claim_settled_on,
    recorded_at)
select s.step_id, 1 + row_number() over (partition by s.step_id order by a.id), a.after ->> 'status', a.after ->> 'reason',
    a.after ->> 'decidedBy', cast(a.after ->> 'decidedAt' as timestamptz),
    cast(a.after -> 'claimed' ->> 'amount' as numeric), cast(a.after ->> 'claimSettledOn' as date), a.at
from dunning_step s
join audit a on a.subject = 'dunning-step:' || s.step_id and a.action = 'dunning-step.decided';

insert into dunning_step_version (step_id, version, status, reason, decided_by, decided_at, claimed, claim_settled_on,
    recorded_at)
select step_id, version, status, reason, decided_by, decided_at, claimed, claim_settled_on,
    coalesce(decided_at, created_at)
from dunning_step
on conflict do nothing;

-- Of what was corrected before, nobody kept which year it was of.
create table financial_statement_version (
    account_id  uuid        not null,
    fiscal_year int         not null,
    version     bigint      not null,
    content     jsonb       not null,
    zone        text,
    recorded_by text        not null,
    recorded_at timestamptz not null,
    primary key (account_id, fiscal_year, version)
);

create function keep_financial_statement() returns trigger language plpgsql as $$
begin
    insert into financial_statement_version (account_id, fiscal_year, version, content, zone, recorded_by, recorded_at)
    values (new.account_id, new.fiscal_year, new.version, new.content, new.zone, new.recorded_by, new.recorded_at);
    return null;
end $$;

create trigger financial_statement_changed after insert or update on financial_statement
    for each row execute function keep_financial_statement();

insert into financial_statement_version (account_id, fiscal_year, version, content, zone, recorded_by, recorded_at)
select account_id, fiscal_year, version, content, zone, recorded_by, recorded_at from financial_statement;

-- When the reviewer asked for the next review. Of reviews before this only the last one's is known.
alter table credit_review add column asked_for date;
update credit_review r set asked_for = p.asked_for
from credit_review_plan p
where p.asked_for is not null and r.review_id = (
    select l.review_id from credit_review l where l.account_id = p.account_id
    order by l.reviewed_on desc, l.recorded_at desc limit 1);
