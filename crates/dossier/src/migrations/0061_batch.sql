CREATE TABLE dossier_batch (
  id TEXT PRIMARY KEY,
  root TEXT NOT NULL,
  procedure_name TEXT NOT NULL,
  submitter TEXT NOT NULL,
  received_at BIGINT NOT NULL,
  received_by TEXT NOT NULL
);
CREATE INDEX dossier_batch_root ON dossier_batch (root, received_at);

CREATE TABLE dossier_batch_line (
  batch TEXT NOT NULL REFERENCES dossier_batch(id),
  position BIGINT NOT NULL,
  dossier TEXT NOT NULL,
  PRIMARY KEY (batch, position)
);
CREATE UNIQUE INDEX dossier_batch_line_dossier ON dossier_batch_line (dossier);
