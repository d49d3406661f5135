-- A dossier as it stands now. What happened is in the ledger; this row follows from it.
-- due_current is what is owed next: the answer to a submission until it is received, then the result.
CREATE TABLE dossier (
    id TEXT PRIMARY KEY,
    number TEXT UNIQUE,
    state TEXT NOT NULL,
    revision BIGINT NOT NULL,
    procedure_code TEXT NOT NULL,
    procedure_version BIGINT NOT NULL,
    procedure_name TEXT NOT NULL,
    case_code TEXT NOT NULL,
    channel TEXT NOT NULL,
    applicant_account TEXT,
    applicant_name TEXT NOT NULL,
    applicant_search TEXT NOT NULL,
    applicant TEXT NOT NULL,
    answers TEXT NOT NULL,
    helped_at TEXT,
    received_at_unit TEXT,
    competent_unit TEXT NOT NULL,
    root TEXT NOT NULL,
    submitted_at BIGINT NOT NULL,
    answer_due BIGINT NOT NULL,
    received_at BIGINT,
    due_original BIGINT,
    due_current BIGINT NOT NULL,
    deadline TEXT,
    position TEXT,
    step TEXT,
    step_name TEXT,
    step_role TEXT,
    step_unit TEXT,
    step_since BIGINT,
    step_due BIGINT,
    assignee TEXT,
    closed_at BIGINT,
    returned_at BIGINT,
    result TEXT,
    refusal TEXT,
    decided TEXT,
    lookup TEXT
);

-- The citizen's list, newest first (identifiers sort by time).
CREATE INDEX dossier_by_account ON dossier (applicant_account, id);
-- The desk of a one-stop unit and of a leader: by state, by what is due first.
CREATE INDEX dossier_by_root ON dossier (root, state, due_current, id);
-- The queue of a unit's step and of one person.
CREATE INDEX dossier_by_step ON dossier (step_unit, step_role, due_current, id);
CREATE INDEX dossier_by_assignee ON dossier (assignee, due_current, id);

-- The papers of a dossier, in the order of its components. The bytes are in the file store, by hash.
CREATE TABLE dossier_paper (
    dossier TEXT NOT NULL,
    position BIGINT NOT NULL,
    component TEXT NOT NULL,
    source TEXT NOT NULL,
    file_hash TEXT,
    file_name TEXT,
    media_type TEXT,
    size BIGINT NOT NULL,
    PRIMARY KEY (dossier, position)
);

-- The last sequence number given to a dossier of an agency on a day.
CREATE TABLE dossier_sequence (
    agency TEXT NOT NULL,
    day TEXT NOT NULL,
    last BIGINT NOT NULL,
    PRIMARY KEY (agency, day)
);

-- What a citizen is still writing. Not a dossier yet: private, without number, without effect.
CREATE TABLE draft (
    id TEXT PRIMARY KEY,
    account TEXT NOT NULL,
    procedure_code TEXT NOT NULL,
    procedure_version BIGINT NOT NULL,
    case_code TEXT NOT NULL,
    competent_unit TEXT NOT NULL,
    applicant TEXT NOT NULL,
    answers TEXT NOT NULL,
    done TEXT NOT NULL,
    saved_at BIGINT NOT NULL
);
CREATE INDEX draft_by_account ON draft (account, saved_at);

CREATE TABLE draft_paper (
    draft TEXT NOT NULL,
    component TEXT NOT NULL,
    file_hash TEXT NOT NULL,
    file_name TEXT NOT NULL,
    media_type TEXT NOT NULL,
    size BIGINT NOT NULL,
    PRIMARY KEY (draft, component, file_hash)
);
