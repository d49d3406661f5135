-- The standard counts of a period: what was received in it, by the body that decides and by the province above.
CREATE INDEX dossier_received_by_competent ON dossier (competent_unit, received_at) WHERE received_at IS NOT NULL;
CREATE INDEX dossier_received_by_top ON dossier (top, received_at) WHERE received_at IS NOT NULL;
