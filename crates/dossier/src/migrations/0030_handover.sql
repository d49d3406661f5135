-- The hand-overs between the body that received a dossier and the body that decides it which somebody still owes something: to hand over
-- (owed) or to acknowledge (pending). What was handed over, and how it was answered, stands beside the dossier and in the ledger.
CREATE TABLE dossier_handover (
    dossier TEXT NOT NULL,
    way TEXT NOT NULL,
    from_body TEXT NOT NULL,
    to_body TEXT NOT NULL,
    state TEXT NOT NULL,
    due BIGINT NOT NULL,
    PRIMARY KEY (dossier, way)
);
CREATE INDEX dossier_handover_by_giver ON dossier_handover (from_body, due);
CREATE INDEX dossier_handover_by_taker ON dossier_handover (to_body, due);
