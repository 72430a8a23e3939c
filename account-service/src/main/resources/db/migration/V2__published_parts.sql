-- Of some parts there is one for each item: a rule that warned, a dispute. Two types of event may tell a part: that a
-- dispute was opened, that it was settled.
alter table published_part
    drop constraint published_part_part_check,
    drop constraint published_part_pkey,
    add column item text not null default '',
    add column type text;
update published_part set type = case part
    when 'SCORE' then 'kam.scoring.account-scored.v1'
    when 'RELATIONSHIP' then 'kam.relationship.coverage-changed.v1'
    when 'SERVICE_LEVEL' then 'kam.service-level.changed.v1'
    when 'RECEIVABLES' then 'kam.receivables.position-changed.v1'
end;
alter table published_part
    alter column type set not null,
    add primary key (account_id, part, item);
