-- The number under which another system keeps a dossier: one dossier for each number of a system.
CREATE TABLE dossier_other_number (
    system TEXT NOT NULL,
    number TEXT NOT NULL,
    dossier TEXT NOT NULL,
    recorded_at BIGINT NOT NULL,
    staff TEXT NOT NULL,
    PRIMARY KEY (system, number)
);
CREATE INDEX dossier_other_number_by_dossier ON dossier_other_number (dossier);
CREATE INDEX dossier_other_number_by_number ON dossier_other_number (number, dossier);
