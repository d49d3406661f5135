CREATE TABLE dossier_refused (
  person TEXT NOT NULL,
  procedure TEXT NOT NULL,
  dossier TEXT NOT NULL,
  refused_at BIGINT NOT NULL,
  PRIMARY KEY (person, procedure, dossier)
);

CREATE TABLE dossier_refiled (
  dossier TEXT PRIMARY KEY,
  refused TEXT NOT NULL,
  refused_at BIGINT NOT NULL,
  filed_at BIGINT NOT NULL,
  root TEXT NOT NULL,
  top TEXT
);
CREATE INDEX dossier_refiled_root ON dossier_refiled (root, filed_at);
CREATE INDEX dossier_refiled_top ON dossier_refiled (top, filed_at);
