-- The province or ministry above the body that keeps a dossier. A job fills it, and the words, for rows of before.
ALTER TABLE dossier ADD COLUMN top TEXT;
CREATE INDEX dossier_without_top ON dossier (id) WHERE top IS NULL;

-- The words of an applicant's name, folded, once for each unit under which the dossier is looked for: the body that keeps it, the
-- body that decides, the province. The whole name stands beside, so that the other words of a search need no second table.
CREATE TABLE dossier_word (
    scope TEXT NOT NULL,
    word TEXT NOT NULL,
    dossier TEXT NOT NULL,
    name TEXT NOT NULL,
    PRIMARY KEY (scope, word, dossier)
) /*by key*/;

-- Lists hold what is open; what has ended is in none of them, and most dossiers have. due_original decides who is late without
-- a look at the row, root whether somebody else keeps it; state stands in them because SQLite asks for it all the same.
CREATE INDEX dossier_open_by_root ON dossier (root, due_current, id, due_original, state)
    WHERE state IN ('received', 'processing', 'awaiting-supplement', 'awaiting-payment');
CREATE INDEX dossier_open_by_competent ON dossier (competent_unit, due_current, id, due_original, root, state)
    WHERE state IN ('received', 'processing', 'awaiting-supplement', 'awaiting-payment');
CREATE INDEX dossier_open_by_top ON dossier (top, due_current, id, due_original, state)
    WHERE state IN ('received', 'processing', 'awaiting-supplement', 'awaiting-payment');
CREATE INDEX dossier_waiting_by_root ON dossier (root, due_current, id, state) WHERE state = 'submitted';
CREATE INDEX dossier_waiting_by_competent ON dossier (competent_unit, due_current, id, root, state) WHERE state = 'submitted';
CREATE INDEX dossier_waiting_by_top ON dossier (top, due_current, id, state) WHERE state = 'submitted';
CREATE INDEX dossier_ready_by_root ON dossier (root, due_current, id, state) WHERE state = 'completed';

-- What these take the place of: each change of state cost both a row there, for ever.
DROP INDEX dossier_by_root;
DROP INDEX dossier_by_competent;

-- What the controller of a province looks at: the newest of all bodies.
CREATE INDEX dossier_outside_list_by_time ON dossier_outside_list (asked_at);
