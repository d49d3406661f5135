-- Who stands in for the holder of a position. A day of a position has one deputy: each day is a row of its own.
CREATE TABLE post_deputy (
  id TEXT PRIMARY KEY,
  post TEXT NOT NULL REFERENCES post(id),
  principal TEXT NOT NULL REFERENCES staff(id),
  deputy TEXT NOT NULL REFERENCES staff(id) CHECK (deputy <> principal),
  first_day TEXT NOT NULL,
  last_day TEXT NOT NULL CHECK (last_day >= first_day),
  reason TEXT NOT NULL,
  named_by TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  ended_at BIGINT
);
CREATE INDEX post_deputy_principal ON post_deputy (principal, last_day);
CREATE INDEX post_deputy_deputy ON post_deputy (deputy, last_day);

CREATE TABLE post_deputy_day (
  post TEXT NOT NULL REFERENCES post(id),
  day TEXT NOT NULL,
  naming TEXT NOT NULL REFERENCES post_deputy(id),
  PRIMARY KEY (post, day)
);
CREATE INDEX post_deputy_day_naming ON post_deputy_day (naming, day);
