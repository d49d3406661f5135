-- The agency that sent somebody who holds a position in another body's unit: an officer of the police or of taxes at the counter of a
-- commune.
ALTER TABLE post ADD COLUMN posted_from TEXT REFERENCES unit(id);
