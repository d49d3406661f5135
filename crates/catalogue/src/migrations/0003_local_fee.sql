-- What the provincial council set for the fees of a procedure, from a day on. Rows are never changed: a newer one follows.
CREATE TABLE local_fee (
  code TEXT NOT NULL,
  version BIGINT NOT NULL CHECK (version > 0),
  valid_from TEXT NOT NULL,
  valid_to TEXT NOT NULL CHECK (valid_to >= valid_from),
  digest TEXT NOT NULL,
  body TEXT NOT NULL,
  imported_at BIGINT NOT NULL,
  PRIMARY KEY (code, version)
);
