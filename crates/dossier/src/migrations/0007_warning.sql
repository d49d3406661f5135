-- What somebody was warned of before it lapsed, once for each due moment. A table of its own: a warning changes no dossier, so it
-- makes nobody's page stale.
CREATE TABLE dossier_warning (
    dossier TEXT NOT NULL,
    what TEXT NOT NULL,
    due BIGINT NOT NULL,
    warned_at BIGINT NOT NULL,
    unit TEXT NOT NULL,
    person TEXT,
    PRIMARY KEY (dossier, what, due)
);
-- What a step's own term leaves is looked for by the job that warns; a dossier that waits for reception has none.
CREATE INDEX dossier_by_step_due ON dossier (step_due, id) WHERE step_due IS NOT NULL;
