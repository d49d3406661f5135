-- A machine of a one-stop unit that may receive without a network, the numbers reserved for it, and what it brought in.
CREATE TABLE offline_counter (
    id TEXT PRIMARY KEY,
    root TEXT NOT NULL,
    name TEXT NOT NULL,
    secret BYTEA NOT NULL,
    registered_at BIGINT NOT NULL,
    registered_by TEXT NOT NULL,
    retired_at BIGINT
);
CREATE UNIQUE INDEX offline_counter_name ON offline_counter (root, name);

-- Numbers of an agency's day. They are taken out of its sequence, so that nobody else is given one of them.
CREATE TABLE offline_range (
    agency TEXT NOT NULL,
    day TEXT NOT NULL,
    first BIGINT NOT NULL,
    last BIGINT NOT NULL,
    counter TEXT NOT NULL REFERENCES offline_counter(id),
    reserved_at BIGINT NOT NULL,
    reserved_by TEXT NOT NULL,
    PRIMARY KEY (agency, day, first),
    CHECK (first >= 1 AND last >= first)
);
CREATE INDEX offline_range_counter ON offline_range (counter, day);

-- One intake, under the request that the machine made for it: a repeat finds its answer here, whoever sends it.
CREATE TABLE offline_intake (
    request TEXT PRIMARY KEY,
    counter TEXT NOT NULL REFERENCES offline_counter(id),
    printed TEXT NOT NULL,
    dossier TEXT NOT NULL,
    digest TEXT NOT NULL,
    answer TEXT NOT NULL,
    received_at BIGINT NOT NULL,
    synced_at BIGINT NOT NULL,
    synced_by TEXT NOT NULL
);
CREATE UNIQUE INDEX offline_intake_dossier ON offline_intake (dossier);
CREATE INDEX offline_intake_counter ON offline_intake (counter, synced_at);
