-- A look-up by an officer: how a dossier of the province stands, with the reason. What a sample is drawn from.
CREATE TABLE dossier_look_up (
    id TEXT PRIMARY KEY,
    dossier TEXT NOT NULL,
    staff TEXT NOT NULL,
    body TEXT NOT NULL,
    top TEXT NOT NULL,
    reason TEXT NOT NULL,
    words TEXT NOT NULL,
    looked_at BIGINT NOT NULL,
    day TEXT NOT NULL
);
CREATE INDEX dossier_look_up_by_day ON dossier_look_up (top, day);

-- How many look-ups without a code an officer made in an hour, those that found nothing too.
CREATE TABLE dossier_look_up_count (
    staff TEXT NOT NULL,
    hour BIGINT NOT NULL,
    made BIGINT NOT NULL CHECK (made > 0),
    PRIMARY KEY (staff, hour)
);

-- That the sample of a day was drawn for a province or ministry: once.
CREATE TABLE dossier_look_up_drawn (
    top TEXT NOT NULL,
    day TEXT NOT NULL,
    drawn_at BIGINT NOT NULL,
    PRIMARY KEY (top, day)
);

-- The look-ups in the sample: drawn, fine, asked (an explanation is owed), explained.
CREATE TABLE dossier_look_up_sample (
    look_up TEXT PRIMARY KEY REFERENCES dossier_look_up(id),
    day TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('drawn', 'fine', 'asked', 'explained')),
    asked TEXT NOT NULL,
    answer TEXT NOT NULL,
    judged_by TEXT,
    changed_at BIGINT NOT NULL
);
CREATE INDEX dossier_look_up_sample_by_state ON dossier_look_up_sample (state, changed_at);
CREATE INDEX dossier_look_up_sample_by_day ON dossier_look_up_sample (day);
