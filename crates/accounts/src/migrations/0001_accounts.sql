CREATE TABLE account (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  folded TEXT NOT NULL,
  identity_kind TEXT NOT NULL,
  identity_number TEXT,
  email TEXT,
  phone TEXT,
  assurance TEXT NOT NULL,
  created_at BIGINT NOT NULL
);
CREATE INDEX account_folded ON account (folded, id);
CREATE INDEX account_identity ON account (identity_number);

CREATE TABLE account_login (
  login TEXT PRIMARY KEY,
  holder_kind TEXT NOT NULL,
  holder TEXT NOT NULL
);
CREATE INDEX account_login_holder ON account_login (holder);

CREATE TABLE account_credential (
  holder TEXT PRIMARY KEY,
  holder_kind TEXT NOT NULL,
  hash TEXT NOT NULL,
  changed_at BIGINT NOT NULL
);

CREATE TABLE account_session (
  key BYTEA PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  holder_kind TEXT NOT NULL,
  holder TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  seen_at BIGINT NOT NULL,
  expires_at BIGINT NOT NULL,
  device TEXT NOT NULL,
  address TEXT NOT NULL
);
CREATE INDEX account_session_holder ON account_session (holder);
CREATE INDEX account_session_expires ON account_session (expires_at);

CREATE TABLE account_attempt (
  key TEXT PRIMARY KEY,
  failures BIGINT NOT NULL,
  last_at BIGINT NOT NULL,
  blocked_until BIGINT NOT NULL
);
CREATE INDEX account_attempt_last ON account_attempt (last_at);
