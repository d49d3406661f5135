CREATE TABLE unit (
  id TEXT PRIMARY KEY,
  created_at BIGINT NOT NULL
);

CREATE TABLE unit_version (
  unit TEXT NOT NULL REFERENCES unit(id),
  valid_from TEXT NOT NULL,
  valid_to TEXT NOT NULL CHECK (valid_to > valid_from),
  code TEXT,
  name TEXT NOT NULL,
  folded TEXT NOT NULL,
  kind TEXT NOT NULL,
  duty TEXT,
  area TEXT,
  parent TEXT REFERENCES unit(id),
  root TEXT NOT NULL REFERENCES unit(id),
  top TEXT NOT NULL REFERENCES unit(id),
  PRIMARY KEY (unit, valid_from)
);
CREATE UNIQUE INDEX unit_version_open ON unit_version (unit) WHERE valid_to = '9999-12-31';
CREATE UNIQUE INDEX unit_version_open_code ON unit_version (code) WHERE valid_to = '9999-12-31';
CREATE UNIQUE INDEX unit_version_open_duty ON unit_version (parent, duty) WHERE valid_to = '9999-12-31';
CREATE UNIQUE INDEX unit_version_open_area ON unit_version (area) WHERE valid_to = '9999-12-31';
CREATE INDEX unit_version_area ON unit_version (area, valid_from);
CREATE INDEX unit_version_code ON unit_version (code, valid_from);
CREATE INDEX unit_version_parent ON unit_version (parent, valid_from);
CREATE INDEX unit_version_root ON unit_version (root, valid_from);

CREATE TABLE unit_succession (
  unit TEXT NOT NULL REFERENCES unit(id),
  successor TEXT NOT NULL REFERENCES unit(id),
  kind TEXT NOT NULL,
  from_date TEXT NOT NULL,
  PRIMARY KEY (unit, successor)
);
CREATE INDEX unit_succession_successor ON unit_succession (successor);

CREATE TABLE unit_calendar (
  unit TEXT NOT NULL REFERENCES unit(id),
  valid_from TEXT NOT NULL,
  valid_to TEXT NOT NULL CHECK (valid_to > valid_from),
  calendar TEXT NOT NULL,
  PRIMARY KEY (unit, valid_from)
);
CREATE UNIQUE INDEX unit_calendar_open ON unit_calendar (unit) WHERE valid_to = '9999-12-31';

CREATE TABLE staff (
  id TEXT PRIMARY KEY,
  number TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  folded TEXT NOT NULL,
  created_at BIGINT NOT NULL
);
CREATE INDEX staff_folded ON staff (folded, id);

CREATE TABLE post (
  id TEXT PRIMARY KEY,
  staff TEXT NOT NULL REFERENCES staff(id),
  unit TEXT NOT NULL REFERENCES unit(id),
  role TEXT NOT NULL,
  valid_from TEXT NOT NULL,
  valid_to TEXT NOT NULL CHECK (valid_to > valid_from),
  created_at BIGINT NOT NULL
);
CREATE UNIQUE INDEX post_open ON post (staff, unit, role) WHERE valid_to = '9999-12-31';
CREATE INDEX post_staff ON post (staff, valid_from);
CREATE INDEX post_unit ON post (unit, role, valid_from);
