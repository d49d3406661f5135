-- When whoever works in this session last showed that it is them, and with what: password, totp, passkey or recovery.
ALTER TABLE account_session ADD COLUMN confirmed_at BIGINT;
ALTER TABLE account_session ADD COLUMN confirmed_by TEXT;

-- The secret of an authenticator app that is being set up; without effect until a code shows that the app has it.
CREATE TABLE account_totp_setup (
  holder TEXT PRIMARY KEY,
  secret BYTEA NOT NULL,
  made_at BIGINT NOT NULL
);

-- The secret of the authenticator app whose codes are asked for.
CREATE TABLE account_totp (
  holder TEXT PRIMARY KEY,
  secret BYTEA NOT NULL,
  since BIGINT NOT NULL
);

-- The time step of the last code that was taken: no code is taken twice.
CREATE TABLE account_totp_step (
  holder TEXT PRIMARY KEY,
  step BIGINT NOT NULL
);

-- Hashes of the recovery codes that are left.
CREATE TABLE account_recovery_code (
  holder TEXT NOT NULL,
  hash TEXT NOT NULL,
  PRIMARY KEY (holder, hash)
);

-- A sign-in whose password was right and whose second factor is awaited in this browser.
CREATE TABLE account_half_sign_in (
  key BYTEA PRIMARY KEY,
  holder TEXT NOT NULL,
  proved TEXT NOT NULL,
  expires_at BIGINT NOT NULL
);
CREATE INDEX account_half_sign_in_holder ON account_half_sign_in (holder);

-- Who must have a second factor: whoever holds this role in this body, from a day on.
CREATE TABLE account_factor_rule (
  body TEXT NOT NULL,
  role TEXT NOT NULL,
  first_day TEXT NOT NULL,
  PRIMARY KEY (body, role)
);
