-- In which body the person worked who signed in.
ALTER TABLE account_session ADD COLUMN place TEXT NOT NULL DEFAULT '';
