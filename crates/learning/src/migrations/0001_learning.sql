-- Who does which exercise, and behind which place in the order of events it began.
CREATE TABLE learning_attempt (
    learner TEXT NOT NULL,
    exercise TEXT NOT NULL,
    begun_at BIGINT NOT NULL,
    position BIGINT NOT NULL,
    PRIMARY KEY (learner, exercise)
);
-- One row where this data is practice: how far its clock stands before the machine's.
CREATE TABLE learning_clock (
    name TEXT PRIMARY KEY,
    shift_seconds BIGINT NOT NULL
);
