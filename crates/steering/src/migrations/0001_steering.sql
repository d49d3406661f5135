-- Questions about a figure, asked of a unit until a day, with the answer. The figure is said by the query of its address; the dossiers it
-- named then are kept as JSON.
CREATE TABLE steering_inquiry (
    id TEXT PRIMARY KEY,
    root TEXT NOT NULL,
    unit TEXT NOT NULL,
    figure TEXT NOT NULL,
    title TEXT NOT NULL,
    count BIGINT NOT NULL,
    named TEXT NOT NULL,
    question TEXT NOT NULL,
    due TEXT NOT NULL,
    asked_by TEXT NOT NULL,
    asked_at BIGINT NOT NULL,
    answered_by TEXT,
    answered_at BIGINT,
    answer TEXT
);
-- What a body asked, and what a unit was asked: the newest first.
CREATE INDEX steering_inquiry_by_root ON steering_inquiry (root, id);
CREATE INDEX steering_inquiry_by_unit ON steering_inquiry (unit, id);
-- What was asked about a figure.
CREATE INDEX steering_inquiry_by_figure ON steering_inquiry (figure, id);
