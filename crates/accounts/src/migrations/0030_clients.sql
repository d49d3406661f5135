-- Systems of others that call by token: a member of staff that is a machine.
CREATE TABLE account_client (
  staff TEXT PRIMARY KEY,
  contact TEXT NOT NULL,
  registered_at BIGINT NOT NULL
);

-- What lets them in; of the secret only the hash is kept.
CREATE TABLE account_token (
  id TEXT PRIMARY KEY,
  key BYTEA NOT NULL UNIQUE,
  staff TEXT NOT NULL REFERENCES account_client(staff),
  label TEXT NOT NULL,
  scopes TEXT NOT NULL,
  given_at BIGINT NOT NULL,
  expires_at BIGINT NOT NULL,
  revoked_at BIGINT
);
CREATE INDEX account_token_staff ON account_token (staff, given_at);

-- What they called; the identifiers sort by time.
CREATE TABLE account_call (
  staff TEXT NOT NULL,
  id TEXT NOT NULL,
  token TEXT NOT NULL,
  at BIGINT NOT NULL,
  method TEXT NOT NULL,
  route TEXT NOT NULL,
  status BIGINT,
  PRIMARY KEY (staff, id)
) /*by key*/;
CREATE INDEX account_call_at ON account_call (at);
