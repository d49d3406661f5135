CREATE TABLE ledger_stream (
    stream TEXT PRIMARY KEY,
    number BIGINT NOT NULL CHECK (number >= 0),
    recorded_at BIGINT NOT NULL
);
CREATE TABLE ledger_event (
    stream TEXT NOT NULL,
    number BIGINT NOT NULL CHECK (number >= 1),
    kind TEXT NOT NULL,
    occurred_at BIGINT NOT NULL,
    recorded_at BIGINT NOT NULL,
    actor TEXT NOT NULL,
    unit TEXT NOT NULL,
    payload TEXT,
    salt BYTEA,
    payload_hash BYTEA NOT NULL,
    previous BYTEA NOT NULL,
    hash BYTEA NOT NULL,
    PRIMARY KEY (stream, number)
);
CREATE TABLE ledger_unplaced (
    recorded_at BIGINT NOT NULL,
    stream TEXT NOT NULL,
    number BIGINT NOT NULL,
    PRIMARY KEY (recorded_at, stream, number)
);
CREATE TABLE ledger_placed (
    position BIGINT PRIMARY KEY,
    stream TEXT NOT NULL,
    number BIGINT NOT NULL,
    root BYTEA NOT NULL,
    UNIQUE (stream, number)
);
CREATE TABLE ledger_order (
    name TEXT PRIMARY KEY,
    position BIGINT NOT NULL,
    root BYTEA NOT NULL
);
CREATE TABLE ledger_signature (
    position BIGINT NOT NULL,
    signer TEXT NOT NULL,
    root BYTEA NOT NULL,
    signed_at BIGINT NOT NULL,
    signature BYTEA NOT NULL,
    PRIMARY KEY (position, signer)
);
CREATE TABLE ledger_answer (
    request TEXT PRIMARY KEY,
    fingerprint BYTEA NOT NULL,
    answer TEXT,
    answered_at BIGINT NOT NULL
);
CREATE INDEX ledger_answer_age ON ledger_answer (answered_at);
CREATE TABLE ledger_cursor (
    consumer TEXT PRIMARY KEY,
    position BIGINT NOT NULL
);
CREATE TABLE ledger_parked (
    consumer TEXT NOT NULL,
    position BIGINT NOT NULL,
    stream TEXT NOT NULL,
    tries BIGINT NOT NULL,
    error TEXT NOT NULL,
    next_try BIGINT,
    parked_at BIGINT NOT NULL,
    PRIMARY KEY (consumer, position)
);
CREATE INDEX ledger_parked_stream ON ledger_parked (consumer, stream, position);
CREATE TABLE ledger_job (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    payload TEXT NOT NULL,
    dedup TEXT UNIQUE,
    state TEXT NOT NULL CHECK (state IN ('waiting', 'running', 'failed')),
    tries BIGINT NOT NULL,
    due_at BIGINT NOT NULL,
    error TEXT NOT NULL,
    enqueued_at BIGINT NOT NULL
);
CREATE INDEX ledger_job_due ON ledger_job (name, due_at, id);
CREATE INDEX ledger_job_state ON ledger_job (state, id);
CREATE TABLE ledger_schedule (
    name TEXT PRIMARY KEY,
    last_at BIGINT NOT NULL
);
CREATE TABLE ledger_change (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    input TEXT NOT NULL,
    actor TEXT NOT NULL,
    announced_at BIGINT NOT NULL,
    spread BOOLEAN NOT NULL
);
CREATE INDEX ledger_change_spread ON ledger_change (spread, id);
CREATE TABLE ledger_effect (
    change TEXT NOT NULL,
    effect TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('running', 'done', 'failed')),
    after_key TEXT,
    rows_done BIGINT NOT NULL,
    error TEXT NOT NULL,
    changed_at BIGINT NOT NULL,
    PRIMARY KEY (change, effect)
);
CREATE INDEX ledger_effect_state ON ledger_effect (state, change);
