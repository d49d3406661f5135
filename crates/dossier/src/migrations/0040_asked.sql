-- Other bodies that were asked and owe an answer, so that a silent one is late by name. Follows the open steps of a dossier.
CREATE TABLE dossier_asked (
    dossier TEXT NOT NULL,
    step TEXT NOT NULL,
    body TEXT NOT NULL,
    unit TEXT NOT NULL,
    root TEXT NOT NULL,
    competent TEXT NOT NULL,
    since BIGINT NOT NULL,
    due BIGINT,
    PRIMARY KEY (dossier, step)
);
CREATE INDEX dossier_asked_by_root ON dossier_asked (root, due);
CREATE INDEX dossier_asked_by_competent ON dossier_asked (competent, due);
CREATE INDEX dossier_asked_by_unit ON dossier_asked (unit, due);
