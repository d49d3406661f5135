-- What the nightly sweep asks: does anything still refer to these bytes?
CREATE INDEX dossier_paper_by_file ON dossier_paper (file_hash) WHERE file_hash IS NOT NULL;
CREATE INDEX draft_paper_by_file ON draft_paper (file_hash);
