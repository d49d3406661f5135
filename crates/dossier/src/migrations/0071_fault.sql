-- The errors of bodies: what was wrong with a result, when it was put on the account of the body. Why stands in the ledger too.
CREATE TABLE dossier_fault (
    dossier TEXT NOT NULL,
    noted_at BIGINT NOT NULL,
    what TEXT NOT NULL CHECK (what IN ('correction', 'recall')),
    competent_unit TEXT NOT NULL,
    top TEXT NOT NULL,
    result TEXT NOT NULL,
    reason TEXT NOT NULL,
    PRIMARY KEY (dossier, noted_at)
);
CREATE INDEX dossier_fault_by_body ON dossier_fault (competent_unit, noted_at);
CREATE INDEX dossier_fault_by_top ON dossier_fault (top, noted_at);
