-- What waits at any step of a unit, whoever is in charge.
CREATE INDEX dossier_by_unit ON dossier (step_unit, due_current, id, state) WHERE step_unit IS NOT NULL;
-- What waits for the citizen: few of the many that are open.
CREATE INDEX dossier_paused_by_root ON dossier (root, due_current, id, state)
    WHERE state IN ('awaiting-supplement', 'awaiting-payment');
CREATE INDEX dossier_paused_by_competent ON dossier (competent_unit, due_current, id, root, state)
    WHERE state IN ('awaiting-supplement', 'awaiting-payment');
CREATE INDEX dossier_paused_by_top ON dossier (top, due_current, id, state)
    WHERE state IN ('awaiting-supplement', 'awaiting-payment');

-- A queue of the desk that an officer narrowed and saved under a name of their own.
CREATE TABLE saved_queue (
    id TEXT PRIMARY KEY,
    staff TEXT NOT NULL,
    name TEXT NOT NULL,
    folded TEXT NOT NULL,
    queue TEXT NOT NULL,
    words TEXT NOT NULL,
    procedure_code TEXT,
    step TEXT NOT NULL,
    UNIQUE (staff, folded)
);

-- How an officer wants the desk to look.
CREATE TABLE desk_view (
    staff TEXT PRIMARY KEY,
    columns TEXT NOT NULL,
    keys BOOLEAN NOT NULL
);
