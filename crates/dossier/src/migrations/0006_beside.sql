-- What stands beside the state, as JSON: supplements asked for and given, an extension, a withdrawal asked for, why it was stopped.
ALTER TABLE dossier ADD COLUMN beside TEXT;
-- Papers asked for that are not in the published list, each with the article it rests on: what the controller looks at.
CREATE TABLE dossier_outside_list (
    dossier TEXT NOT NULL,
    asked_at BIGINT NOT NULL,
    component TEXT NOT NULL,
    root TEXT NOT NULL,
    competent_unit TEXT NOT NULL,
    name TEXT NOT NULL,
    citation TEXT NOT NULL,
    staff TEXT NOT NULL,
    PRIMARY KEY (dossier, asked_at, component)
);
CREATE INDEX dossier_outside_list_by_root ON dossier_outside_list (root, asked_at);
CREATE INDEX dossier_outside_list_by_competent ON dossier_outside_list (competent_unit, asked_at);
