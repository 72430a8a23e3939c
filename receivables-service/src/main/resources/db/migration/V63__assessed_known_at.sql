-- Each account that is judged on a day, as it was known at a time (null: now), with the account whose assessment covers it:
-- its own, else that of the smallest group it is in.
create function provision_assessed(as_of date, known_at timestamptz) returns table (account_id uuid, assessed_id uuid)
    language sql stable as $$
    with valid as (
        select a.account_id, a.grouped
        from (
            select distinct on (p.account_id) p.account_id, p.grouped, p.valid_from, p.valid_to
            from provision_assessment p where p.recorded_at <= coalesce(known_at, 'infinity')
            order by p.account_id, p.version desc
        ) a
        where a.valid_from <= as_of and (a.valid_to is null or a.valid_to >= as_of)
    ), covered as (
        select s.account_id, v.account_id as assessed_id, count(*) over (partition by v.account_id) as size
        from valid v
        cross join lateral account_scope(v.account_id, as_of, v.grouped) as s(account_id)
    )
    select distinct on (c.account_id) c.account_id, c.assessed_id
    from covered c
    order by c.account_id, c.assessed_id <> c.account_id, c.size, c.assessed_id
$$;

create or replace function provision_assessed(as_of date) returns table (account_id uuid, assessed_id uuid)
    language sql stable as $$
    select a.account_id, a.assessed_id from provision_assessed(as_of, null) a
$$;
