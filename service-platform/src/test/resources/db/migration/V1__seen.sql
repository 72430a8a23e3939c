create table seen (
    position bigint generated always as identity,
    source   text not null,
    id       text not null,
    subject  text
);
