-- People on the customer's side. "to" is the first day on which the person is no longer there.
create table contact (
    id          uuid primary key,
    account_id  uuid        not null,
    version     bigint      not null,
    name        text        not null,
    title       text,
    function    text        not null,
    country     text,
    city        text,
    seniority   text,
    email       text,
    phone       text,
    status      text        not null check (status in ('ACTIVE', 'LEFT')),
    valid_from  date,
    valid_to    date,
    recorded_at timestamptz not null,
    updated_at  timestamptz not null
);
create index contact_by_account on contact (account_id, name, id);
create index contact_by_name on contact (name, id);

-- Everyone who makes or influences one kind of purchase.
create table decision_unit (
    id             uuid primary key,
    account_id     uuid        not null,
    version        bigint      not null,
    subject        text        not null,
    required_roles text[]      not null,
    recorded_at    timestamptz not null,
    updated_at     timestamptz not null
);
create index decision_unit_by_account on decision_unit (account_id, subject, id);
create index decision_unit_by_subject on decision_unit (subject, id);

-- What a person is in one unit: attributes lie here, because the same person is someone else in another unit.
create table decision_unit_member (
    unit_id    uuid    not null references decision_unit (id),
    position   int     not null,
    contact_id uuid    not null references contact (id),
    roles      text[]  not null,
    influence  numeric not null check (influence between 0 and 10),
    support    int check (support between -2 and 2),
    valid_from date,
    valid_to   date,
    primary key (unit_id, position)
);
create index decision_unit_member_by_contact on decision_unit_member (contact_id, unit_id);

create table interaction (
    id               uuid primary key,
    account_id       uuid        not null,
    version          bigint      not null,
    kind             text        not null,
    direction        text        not null,
    at               timestamptz not null,
    our_participants text[]      not null,
    subject          text,
    outcome          text,
    recorded_at      timestamptz not null,
    updated_at       timestamptz not null
);
create index interaction_by_account on interaction (account_id, at, id);
create index interaction_by_time on interaction (at, id);

-- Who took part on the customer's side, with what the strength of a tie is computed from: one index answers it.
create table interaction_contact (
    interaction_id uuid        not null references interaction (id),
    contact_id     uuid        not null references contact (id),
    at             timestamptz not null,
    on_day         date        not null,
    kind           text        not null,
    direction      text        not null,
    primary key (interaction_id, contact_id)
);
create index interaction_contact_by_day on interaction_contact (contact_id, on_day) include (kind, direction);
create index interaction_contact_by_time on interaction_contact (contact_id, at, interaction_id);

-- The figures as they were last told to others, to tell them again only when they have changed.
create table published_coverage (
    account_id          uuid primary key,
    checked_on          date    not null,
    members             int     not null,
    covered_members     int     not null,
    coverage            numeric,
    threads             int     not null,
    single_threaded     boolean not null,
    completeness        numeric,
    last_interaction_at timestamptz
);
create index published_coverage_by_day on published_coverage (checked_on);
