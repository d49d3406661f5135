-- What an older system knew of a dossier that moved in from there: by which identifier and under which status, in which batch it came.
-- `holder` is the number of the person's paper, by which a citizen claims it.
CREATE TABLE dossier_moved (
    dossier TEXT PRIMARY KEY,
    batch TEXT NOT NULL,
    system TEXT NOT NULL,
    reference TEXT NOT NULL,
    status TEXT NOT NULL,
    holder TEXT,
    UNIQUE (batch, reference)
);
CREATE INDEX dossier_moved_by_holder ON dossier_moved (holder, dossier) WHERE holder IS NOT NULL;
-- Its lines of progress there, as they stood there, in their order.
CREATE TABLE dossier_old_line (
    dossier TEXT NOT NULL,
    position BIGINT NOT NULL,
    at BIGINT NOT NULL,
    who TEXT NOT NULL,
    what TEXT NOT NULL,
    note TEXT NOT NULL,
    PRIMARY KEY (dossier, position)
) /*by key*/;
