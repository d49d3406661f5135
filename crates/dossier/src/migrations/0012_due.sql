-- Who is late in a province, and what is due today: counted over all its open dossiers by the first appointment. The queues of
-- one body are short enough without.
CREATE INDEX dossier_due_by_top ON dossier (top, due_original, due_current, id, state)
    WHERE state IN ('received', 'processing', 'awaiting-supplement', 'awaiting-payment');
