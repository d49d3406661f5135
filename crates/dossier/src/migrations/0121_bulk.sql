-- One act ordered for many dossiers, and what came of each.
CREATE TABLE dossier_bulk (
    id TEXT PRIMARY KEY,
    staff TEXT NOT NULL,
    naming TEXT,
    act TEXT NOT NULL,
    label TEXT NOT NULL,
    chosen_in TEXT NOT NULL,
    ordered_at BIGINT NOT NULL,
    total BIGINT NOT NULL,
    ended_at BIGINT
);
CREATE INDEX dossier_bulk_by_staff ON dossier_bulk (staff, ordered_at);

CREATE TABLE dossier_bulk_item (
    bulk TEXT NOT NULL,
    position BIGINT NOT NULL,
    dossier TEXT NOT NULL,
    outcome TEXT,
    reason TEXT NOT NULL,
    PRIMARY KEY (bulk, position)
) /*by key*/;
