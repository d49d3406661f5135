-- What a body decides and another keeps (a line agency's dossiers come in at the commune it serves), by what is due first.
CREATE INDEX dossier_by_competent ON dossier (competent_unit, state, due_current, id);
