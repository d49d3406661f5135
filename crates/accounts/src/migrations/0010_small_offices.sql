-- The naming under which this session works as a deputy; none works in the person's own positions.
ALTER TABLE account_session ADD COLUMN acting TEXT;

-- The PIN with which an officer comes back to a session that waits in a shared browser.
CREATE TABLE account_pin (
  holder TEXT PRIMARY KEY,
  hash TEXT NOT NULL,
  changed_at BIGINT NOT NULL
);

-- Sessions that wait in a shared browser, locked: five at most, each in a place of its own.
CREATE TABLE account_parked (
  session TEXT PRIMARY KEY REFERENCES account_session(id) ON DELETE CASCADE,
  browser BYTEA NOT NULL,
  slot BIGINT NOT NULL CHECK (slot BETWEEN 1 AND 5),
  wrong BIGINT NOT NULL CHECK (wrong BETWEEN 0 AND 5),
  UNIQUE (browser, slot)
);
