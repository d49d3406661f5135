-- Which dossier is a part of which linked one. The plan of the parts stands with the whole; a row is written when a part is opened.
CREATE TABLE dossier_part (
    dossier TEXT PRIMARY KEY,
    whole TEXT NOT NULL,
    part TEXT NOT NULL,
    root TEXT NOT NULL,
    UNIQUE (whole, part)
);
-- The parts of the linked dossiers that a body leads.
CREATE INDEX dossier_part_by_root ON dossier_part (root, dossier);
