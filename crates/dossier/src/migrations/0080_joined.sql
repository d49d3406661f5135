-- One person did several duties on a dossier: what the controller looks at. The body is that of the person's position.
CREATE TABLE dossier_joined_duty (
    dossier TEXT NOT NULL,
    staff TEXT NOT NULL,
    duty TEXT NOT NULL,
    earlier TEXT NOT NULL,
    joined_at BIGINT NOT NULL,
    body TEXT NOT NULL,
    top TEXT,
    PRIMARY KEY (dossier, staff, duty)
);
CREATE INDEX dossier_joined_duty_by_body ON dossier_joined_duty (body, joined_at);
CREATE INDEX dossier_joined_duty_by_top ON dossier_joined_duty (top, joined_at);
