-- Who uploaded which bytes: a submission may only name files that its actor uploaded. Bytes that no row of
-- draft_paper or dossier_paper refers to can be swept a day after uploaded_at.
CREATE TABLE upload (
    hash TEXT NOT NULL,
    owner TEXT NOT NULL,
    media_type TEXT NOT NULL,
    size BIGINT NOT NULL,
    uploaded_at BIGINT NOT NULL,
    PRIMARY KEY (hash, owner)
);
