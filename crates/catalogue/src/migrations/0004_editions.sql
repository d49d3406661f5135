-- A version in force for a time only (sunset) lets the one before it come back when it ends.
ALTER TABLE procedure_version ADD COLUMN falls_back BOOLEAN NOT NULL DEFAULT FALSE;

-- What an administrator prepares: the next version of a procedure, as the three texts of a package. One for each procedure.
CREATE TABLE procedure_edition (
  code TEXT PRIMARY KEY,
  -- The version it was begun from; none for a procedure that is new here.
  base BIGINT,
  revision BIGINT NOT NULL CHECK (revision > 0),
  procedure_text TEXT NOT NULL,
  form_text TEXT NOT NULL,
  process_text TEXT NOT NULL,
  begun_at BIGINT NOT NULL,
  begun_by TEXT NOT NULL,
  changed_at BIGINT NOT NULL,
  changed_by TEXT NOT NULL
);
