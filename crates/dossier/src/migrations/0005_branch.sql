-- The steps at work now, one for each open branch, while more than one is; else the row of the dossier says it all.
CREATE TABLE dossier_branch (
    dossier TEXT NOT NULL,
    step TEXT NOT NULL,
    name TEXT NOT NULL,
    role TEXT NOT NULL,
    unit TEXT NOT NULL,
    since BIGINT NOT NULL,
    due BIGINT,
    assignee TEXT,
    PRIMARY KEY (dossier, step)
);
-- The queue of a unit's step and of one person.
CREATE INDEX dossier_branch_by_unit ON dossier_branch (unit, role);
CREATE INDEX dossier_branch_by_assignee ON dossier_branch (assignee);
