-- What decisions alter in working calendars. The calendar below stays; approved changes lie over it in the order of their numbers.
CREATE TABLE calendar_change (
  id TEXT PRIMARY KEY,
  unit TEXT NOT NULL REFERENCES unit(id),
  name TEXT NOT NULL,
  source TEXT NOT NULL,
  content TEXT NOT NULL,
  first_day TEXT NOT NULL,
  last_day TEXT,
  proposed_by TEXT NOT NULL REFERENCES staff(id),
  proposed_at BIGINT NOT NULL,
  state TEXT NOT NULL,
  decided_by TEXT REFERENCES staff(id),
  decided_at BIGINT,
  note TEXT,
  number BIGINT UNIQUE,
  known_from TEXT,
  effects TEXT
);
CREATE INDEX calendar_change_unit ON calendar_change (unit, number);
-- The last number given to an approved change.
CREATE TABLE calendar_number (
  id TEXT PRIMARY KEY,
  last BIGINT NOT NULL
);
