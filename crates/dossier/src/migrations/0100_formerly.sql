-- Under whom a dossier was received that a reorganisation has moved since: the count as it was, beside the count as it is.
CREATE TABLE dossier_formerly (
    dossier TEXT PRIMARY KEY,
    root TEXT NOT NULL,
    competent_unit TEXT NOT NULL,
    top TEXT NOT NULL,
    received_at BIGINT NOT NULL
);
CREATE INDEX dossier_formerly_body ON dossier_formerly (competent_unit, received_at);
CREATE INDEX dossier_formerly_top ON dossier_formerly (top, received_at);
