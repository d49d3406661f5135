-- The number by which the report of an order names a dossier that was skipped; none where whoever ordered does not see the dossier.
ALTER TABLE dossier_bulk_item ADD COLUMN number TEXT;
