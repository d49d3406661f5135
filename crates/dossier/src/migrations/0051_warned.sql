-- What a unit was warned of and still owes: a queue of the desk.
CREATE INDEX dossier_warning_by_unit ON dossier_warning (unit, due);
