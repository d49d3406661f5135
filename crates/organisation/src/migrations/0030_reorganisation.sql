-- Reorganisations (sắp xếp đơn vị): plans with their operations, what the receiving bodies said, and where each unit's work goes.
CREATE TABLE reorganisation (
  id TEXT PRIMARY KEY,
  root TEXT NOT NULL REFERENCES unit(id),
  decision TEXT NOT NULL,
  decided_on TEXT NOT NULL,
  first_day TEXT NOT NULL,
  stage TEXT NOT NULL CHECK (stage IN ('draft', 'proposed', 'approved', 'in-effect', 'cancelled')),
  revision BIGINT NOT NULL,
  problem TEXT NOT NULL,
  change TEXT,
  made_by TEXT NOT NULL REFERENCES staff(id),
  made_at BIGINT NOT NULL,
  effect_at BIGINT
);
CREATE INDEX reorganisation_due ON reorganisation (first_day, id) WHERE stage = 'approved';

CREATE TABLE reorganisation_operation (
  reorganisation TEXT NOT NULL REFERENCES reorganisation(id),
  position BIGINT NOT NULL,
  operation TEXT NOT NULL,
  PRIMARY KEY (reorganisation, position)
);

CREATE TABLE reorganisation_acceptance (
  reorganisation TEXT NOT NULL REFERENCES reorganisation(id),
  body TEXT NOT NULL,
  name TEXT NOT NULL,
  staff TEXT,
  staff_name TEXT,
  said_at BIGINT,
  refusal TEXT,
  PRIMARY KEY (reorganisation, body)
);
CREATE INDEX reorganisation_acceptance_body ON reorganisation_acceptance (body, reorganisation);

CREATE TABLE reorganisation_rehoming (
  reorganisation TEXT NOT NULL REFERENCES reorganisation(id),
  unit TEXT NOT NULL,
  root TEXT NOT NULL,
  heir TEXT NOT NULL,
  heir_root TEXT NOT NULL,
  heir_top TEXT NOT NULL,
  PRIMARY KEY (reorganisation, unit)
);
CREATE INDEX reorganisation_rehoming_unit ON reorganisation_rehoming (unit, reorganisation);
