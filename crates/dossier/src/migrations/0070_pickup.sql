-- Where a result that waits is, for lists; the dossier says the same. A waiting result without a row was never moved.
CREATE TABLE dossier_pickup (
    dossier TEXT PRIMARY KEY,
    root TEXT NOT NULL,
    place TEXT NOT NULL,
    shelf TEXT NOT NULL,
    since BIGINT NOT NULL,
    reminded_at BIGINT,
    reminders BIGINT NOT NULL,
    proposed_at BIGINT,
    came_back BOOLEAN NOT NULL,
    CHECK ((place = 'on-shelf') = (shelf <> ''))
);
CREATE INDEX dossier_pickup_by_shelf ON dossier_pickup (root, shelf, dossier);
-- After how long something is done by itself about a result that nobody takes: for every body, or for one.
CREATE TABLE dossier_pickup_term (
    body TEXT PRIMARY KEY,
    remind_days BIGINT NOT NULL CHECK (remind_days BETWEEN 1 AND 365),
    archive_months BIGINT NOT NULL CHECK (archive_months BETWEEN 1 AND 120)
);
INSERT INTO dossier_pickup_term (body, remind_days, archive_months) VALUES ('', 15, 6);
