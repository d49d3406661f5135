-- A procedure between bodies of the State: nothing that the public sees lists it.
ALTER TABLE procedure_version ADD COLUMN internal BOOLEAN NOT NULL DEFAULT FALSE;
