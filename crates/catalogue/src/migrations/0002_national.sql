CREATE TABLE national_procedure (
  code TEXT NOT NULL PRIMARY KEY,
  version BIGINT NOT NULL CHECK (version > 0),
  digest TEXT NOT NULL,
  name TEXT NOT NULL,
  field_code TEXT NOT NULL,
  field_name TEXT NOT NULL,
  levels TEXT NOT NULL,
  subjects TEXT NOT NULL,
  online TEXT NOT NULL,
  folded TEXT NOT NULL,
  for_review BOOLEAN NOT NULL,
  described_at BIGINT NOT NULL
);
CREATE TABLE national_version (
  code TEXT NOT NULL,
  version BIGINT NOT NULL CHECK (version > 0),
  digest TEXT NOT NULL,
  body TEXT NOT NULL,
  doubts TEXT NOT NULL,
  difference TEXT NOT NULL,
  described_at BIGINT NOT NULL,
  PRIMARY KEY (code, version)
);
CREATE TABLE national_stamp (
  id BIGINT NOT NULL PRIMARY KEY CHECK (id = 1),
  stamp TEXT NOT NULL
);
INSERT INTO national_stamp (id, stamp) VALUES (1, '');
