-- What a body, or all of a province, had to settle in a time: what was open when it began, and what came in.
CREATE INDEX dossier_closed_by_competent ON dossier (competent_unit, closed_at) WHERE received_at IS NOT NULL;
CREATE INDEX dossier_closed_by_top ON dossier (top, closed_at) WHERE received_at IS NOT NULL;
-- How often papers were asked for; of what was asked before this column, since the next act on the dossier.
ALTER TABLE dossier ADD COLUMN supplements BIGINT NOT NULL DEFAULT 0;
-- The register of a one-stop unit (sổ theo dõi hồ sơ), day by day.
CREATE INDEX dossier_received_by_root ON dossier (root, received_at) WHERE received_at IS NOT NULL;
