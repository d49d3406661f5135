CREATE TABLE dossier_skipped (
  dossier TEXT NOT NULL,
  step TEXT NOT NULL,
  skipped_at BIGINT NOT NULL,
  competent_unit TEXT NOT NULL,
  top TEXT,
  days BIGINT NOT NULL CHECK (days >= 0),
  minutes BIGINT NOT NULL CHECK (minutes >= 0),
  PRIMARY KEY (dossier, step, skipped_at)
);
CREATE INDEX dossier_skipped_body ON dossier_skipped (competent_unit, skipped_at);
CREATE INDEX dossier_skipped_top ON dossier_skipped (top, skipped_at);
