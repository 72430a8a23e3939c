-- What was last told of each account's position, so that what is the same is not told again.
create table position_told (
    account_id uuid primary key,
    told       text not null
);
