CREATE TABLE dossier_book (
  root TEXT NOT NULL,
  book TEXT NOT NULL,
  year BIGINT NOT NULL,
  last BIGINT NOT NULL,
  PRIMARY KEY (root, book, year)
);

CREATE TABLE dossier_certified (
  root TEXT NOT NULL,
  book TEXT NOT NULL,
  year BIGINT NOT NULL,
  number BIGINT NOT NULL,
  day TEXT NOT NULL,
  dossier TEXT NOT NULL,
  person TEXT NOT NULL,
  document TEXT NOT NULL,
  pages BIGINT NOT NULL,
  copies BIGINT NOT NULL,
  fee BIGINT NOT NULL,
  signer TEXT NOT NULL,
  PRIMARY KEY (root, book, year, number)
);
CREATE UNIQUE INDEX dossier_certified_dossier ON dossier_certified (dossier);
CREATE INDEX dossier_certified_day ON dossier_certified (root, book, day, number);
