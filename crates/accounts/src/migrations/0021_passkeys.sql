-- A passkey of a member of staff. One credential is one person's.
CREATE TABLE account_passkey (
  id TEXT PRIMARY KEY,
  holder TEXT NOT NULL,
  credential TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  added_at BIGINT NOT NULL
);
CREATE INDEX account_passkey_holder ON account_passkey (holder);

-- Its public key with the counter, as the library writes them, and when it was last used.
CREATE TABLE account_passkey_key (
  passkey TEXT PRIMARY KEY REFERENCES account_passkey(id) ON DELETE CASCADE,
  key TEXT NOT NULL,
  used_at BIGINT
);

-- What a passkey was asked to sign, known by the hash of a secret of the browser; taken once.
CREATE TABLE account_challenge (
  key BYTEA PRIMARY KEY,
  purpose TEXT NOT NULL,
  holder TEXT NOT NULL,
  state TEXT NOT NULL,
  expires_at BIGINT NOT NULL
);
CREATE INDEX account_challenge_expires ON account_challenge (expires_at);
