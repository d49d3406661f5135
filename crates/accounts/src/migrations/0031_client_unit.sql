-- The unit of the first position of a client system: who is there looks after it once its positions have ended.
ALTER TABLE account_client ADD COLUMN unit TEXT;
