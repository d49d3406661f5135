-- What a body of the State filed with another, in a procedure between bodies.
CREATE TABLE dossier_filed_by (
  body TEXT NOT NULL,
  dossier TEXT NOT NULL UNIQUE,
  PRIMARY KEY (body, dossier)
) /*by key*/;
