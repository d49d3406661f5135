CREATE TABLE procedure_version (
  code TEXT NOT NULL,
  version BIGINT NOT NULL CHECK (version > 0),
  valid_from TEXT NOT NULL,
  valid_to TEXT NOT NULL CHECK (valid_to >= valid_from),
  short_name TEXT NOT NULL,
  field_code TEXT NOT NULL,
  field_name TEXT NOT NULL,
  online TEXT NOT NULL,
  life_events TEXT NOT NULL,
  folded TEXT NOT NULL,
  digest TEXT NOT NULL,
  body TEXT NOT NULL,
  imported_at BIGINT NOT NULL,
  PRIMARY KEY (code, version)
);
CREATE INDEX procedure_version_validity ON procedure_version (valid_from, valid_to);
