-- What was put in the place of a parked record's content; the record itself stays as it came.
create table quarantine_correction (
    id            uuid primary key,
    quarantine_id uuid        not null references quarantine,
    headers       jsonb       not null,
    payload       bytea       not null,
    reason        text        not null,
    corrected_by  text        not null,
    corrected_at  timestamptz not null
);
create index quarantine_correction_by_record on quarantine_correction (quarantine_id, id);

-- Groups and ages of the work list.
create index quarantine_work_list on quarantine (status, reason, event_type, parked_at);
