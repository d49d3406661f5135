-- Exports of older systems, each brought in once under the digest of its tables and map. The report is JSON, as it was counted when the last
-- dossier was here.
CREATE TABLE moving_batch (
    id TEXT PRIMARY KEY,
    key TEXT NOT NULL UNIQUE,
    system TEXT NOT NULL,
    state TEXT NOT NULL,
    begun_at BIGINT NOT NULL,
    finished_at BIGINT,
    report TEXT,
    signed_by TEXT,
    signed_at BIGINT,
    remark TEXT,
    reason TEXT
);
-- What was wrong with it, and the rows that were left out, as they stood.
CREATE TABLE moving_mistake (
    batch TEXT NOT NULL,
    position BIGINT NOT NULL,
    kind TEXT NOT NULL,
    content TEXT NOT NULL,
    PRIMARY KEY (batch, position)
) /*by key*/;
CREATE TABLE moving_refused (
    batch TEXT NOT NULL,
    position BIGINT NOT NULL,
    content TEXT NOT NULL,
    PRIMARY KEY (batch, position)
) /*by key*/;
-- People with an account there, never a password; claimed by the number of their paper.
CREATE TABLE moving_account (
    batch TEXT NOT NULL,
    reference TEXT NOT NULL,
    number TEXT,
    content TEXT NOT NULL,
    claimed_by TEXT,
    PRIMARY KEY (batch, reference)
) /*by key*/;
CREATE INDEX moving_account_by_number ON moving_account (number) WHERE number IS NOT NULL;
