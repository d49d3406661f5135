-- The counters of a one-stop unit. A counter that was closed keeps its row: what happened at it names it.
CREATE TABLE counter (
  id TEXT PRIMARY KEY,
  unit TEXT NOT NULL REFERENCES unit(id),
  name TEXT NOT NULL,
  folded TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  closed_at BIGINT
);
CREATE UNIQUE INDEX counter_open ON counter (unit, folded) WHERE closed_at IS NULL;
CREATE INDEX counter_unit ON counter (unit, created_at);
