-- Who filed, whose step it is and who is in charge: most dossiers have ended or were filed without an account, and a row that has
-- none of it stands in no list by it.
DROP INDEX dossier_by_account;
DROP INDEX dossier_by_step;
DROP INDEX dossier_by_assignee;
CREATE INDEX dossier_by_account ON dossier (applicant_account, id) WHERE applicant_account IS NOT NULL;
CREATE INDEX dossier_by_step ON dossier (step_unit, step_role, due_current, id) WHERE step_unit IS NOT NULL;
CREATE INDEX dossier_by_assignee ON dossier (assignee, due_current, id) WHERE assignee IS NOT NULL;
