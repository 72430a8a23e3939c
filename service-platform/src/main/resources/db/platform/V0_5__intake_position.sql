-- Up to where each partition was taken into account, written in the same transaction. When Kafka's committed offset is
-- higher, this database was restored to an earlier moment, and reading goes on from here.
create table intake_position (
    topic       text   not null,
    partition   int    not null,
    next_offset bigint not null,
    rewound_to  timestamptz,
    primary key (topic, partition)
);
