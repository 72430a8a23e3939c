-- What people decided, with the time from which it was known: disputes, promises and plans of any day as they were known
-- at any time.

-- Who settles a dispute until when, as it was said each time; never changed. `dispute` has the last one.
create table dispute_assignment (
    dispute_id       uuid        not null references dispute,
    version          bigint      not null,
    owner_department text,
    owner            text,
    due_on           date,
    note             text,
    recorded_at      timestamptz not null,
    primary key (dispute_id, version)
);

-- The audit trail has each assignment; the first one made version 2.
insert into dispute_assignment (dispute_id, version, owner_department, owner, due_on, note, recorded_at)
select s.dispute_id, 1 + row_number() over (partition by s.dispute_id order by a.id), a.after ->> 'ownerDepartment',
    a.after ->> 'owner', cast(a.after ->> 'dueOn' as date), a.after ->> 'note', a.at
from dispute s
join audit a on a.subject = 'dispute:' || s.dispute_id and a.action = 'dispute.assigned';

-- When a failure was first told; by a build that does not say so, when its row was written.
alter table service_failure add column recorded_at timestamptz not null default '-infinity';
alter table service_failure alter column recorded_at set default now();

-- A promise or plan is cancelled once, so that the time is all that was missing.
alter table promise add column cancelled_at timestamptz;
update promise p set cancelled_at = (
    select min(a.at) from audit a where a.subject = 'promise:' || p.promise_id and a.action = 'promise.cancelled')
where p.cancelled_on is not null;
alter table payment_plan add column cancelled_at timestamptz;
update payment_plan p set cancelled_at = (
    select min(a.at) from audit a
    where a.subject = 'payment-plan:' || p.plan_id and a.action = 'payment-plan.cancelled')
where p.cancelled_on is not null;

-- What promises were judged to be, each time; never changed. `promise.told` is the last one.
create table promise_verdict (
    promise_id uuid        not null references promise,
    state      text        not null,
    told_at    timestamptz not null,
    primary key (promise_id, told_at)
);

-- Nobody wrote down when; the first day after the promised one is the earliest on which most of them can be judged.
insert into promise_verdict (promise_id, state, told_at)
select p.promise_id, p.told, least(now(), (
    select greatest(max(f.recorded_at), cast(cast(max(f.content ->> 'promisedDate') as date) + 1 as timestamptz))
    from document d join fact f using (document_id)
    where d.system = p.system and d.kind = 'PROMISE' and d.number = p.number))
from promise p where p.told is not null;

-- The disputes that were known at a time (null: now), with the revisions of their facts that counted then.
create function disputes_known(known_at timestamptz)
    returns table (dispute_id uuid, system text, number text, owner_department text, owner text, due_on date, note text,
                   version bigint, opening_told boolean, end_told boolean, customer_id bigint, customer_number text,
                   account_id uuid, document_id bigint, opened_on date, amount numeric, reason text, origin text,
                   invoice_id bigint, invoice_number text, currency text, resolved_on date, outcome text,
                   credited_amount numeric, resolution_origin text)
    language sql stable as $$
    select s.dispute_id, s.system, s.number,
        case when known_at is null then s.owner_department else a.owner_department end,
        case when known_at is null then s.owner else a.owner end,
        case when known_at is null then s.due_on else a.due_on end,
        case when known_at is null then s.note else a.note end,
        s.version, s.opening_told, s.end_told, c.customer_id, c.number, c.account_id, d.document_id, f.effective_date,
        f.amount, f.content ->> 'reason', f.event_source, l.invoice_id, i.number, v.currency,
        case when r.document_id is not null then greatest(r.effective_date, f.effective_date) end,
        r.content ->> 'outcome', cast(r.content ->> 'creditedAmount' as numeric), r.event_source
    from dispute s
    join erp_customer c on c.system = s.system and c.number = s.customer_number
    join document d on d.system = s.system and d.kind = 'DISPUTE' and d.number = s.number
    join fact f on f.document_id = d.document_id and f.recorded_at <= coalesce(known_at, 'infinity') and not exists (
        select from fact n where n.document_id = f.document_id and n.revision > f.revision
            and n.recorded_at <= coalesce(known_at, 'infinity'))
    join fact_line l on l.document_id = f.document_id and l.revision = f.revision and l.line = 0
    join document i on i.document_id = l.invoice_id
    left join fact v on v.document_id = l.invoice_id and v.recorded_at <= coalesce(known_at, 'infinity')
        and not exists (
            select from fact n where n.document_id = v.document_id and n.revision > v.revision
                and n.recorded_at <= coalesce(known_at, 'infinity'))
    left join document rd on rd.system = s.system and rd.kind = 'RESOLUTION' and rd.number = s.number
    left join fact r on r.document_id = rd.document_id and r.recorded_at <= coalesce(known_at, 'infinity')
        and not exists (
            select from fact n where n.document_id = r.document_id and n.revision > r.revision
                and n.recorded_at <= coalesce(known_at, 'infinity'))
    left join lateral (
        select h.owner_department, h.owner, h.due_on, h.note from dispute_assignment h
        where known_at is not null and h.dispute_id = s.dispute_id and h.recorded_at <= known_at
        order by h.version desc limit 1
    ) a on true
$$;
create or replace view dispute_state as select * from disputes_known(null);

-- The promises that were known at a time (null: now), likewise.
create function promises_known(known_at timestamptz)
    returns table (promise_id uuid, system text, number text, cancelled_on date, cancel_reason text, told text,
                   customer_id bigint, customer_number text, account_id uuid, document_id bigint, made_on date,
                   amount numeric, promised_date date, invoice_numbers jsonb, origin text)
    language sql stable as $$
    select s.promise_id, s.system, s.number,
        -- without a time it was cancelled by an earlier build, at the earliest on that day
        case when known_at is null or coalesce(s.cancelled_at, s.cancelled_on) <= known_at then s.cancelled_on end,
        case when known_at is null or coalesce(s.cancelled_at, s.cancelled_on) <= known_at then s.cancel_reason end,
        s.told, c.customer_id, c.number, c.account_id, d.document_id, f.effective_date, f.amount,
        cast(f.content ->> 'promisedDate' as date), f.content -> 'invoiceNumbers', f.event_source
    from promise s
    join erp_customer c on c.system = s.system and c.number = s.customer_number
    join document d on d.system = s.system and d.kind = 'PROMISE' and d.number = s.number
    join fact f on f.document_id = d.document_id and f.recorded_at <= coalesce(known_at, 'infinity') and not exists (
        select from fact n where n.document_id = f.document_id and n.revision > f.revision
            and n.recorded_at <= coalesce(known_at, 'infinity'))
$$;
create or replace view promise_state as select * from promises_known(null);
