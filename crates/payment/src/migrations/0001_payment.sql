CREATE TABLE payment_account (
  root TEXT PRIMARY KEY,
  bank TEXT NOT NULL,
  number TEXT NOT NULL,
  holder TEXT NOT NULL,
  changed_at BIGINT NOT NULL
);

CREATE TABLE payment_obligation (
  id TEXT PRIMARY KEY,
  origin TEXT NOT NULL,
  position BIGINT NOT NULL,
  root TEXT NOT NULL,
  label TEXT NOT NULL,
  debtor TEXT NOT NULL,
  name TEXT NOT NULL,
  amount BIGINT CHECK (amount >= 0),
  how TEXT NOT NULL,
  citation TEXT NOT NULL,
  relief TEXT,
  evidence TEXT,
  owed_at BIGINT NOT NULL,
  receipt TEXT,
  dropped_at BIGINT,
  UNIQUE (origin, position)
);
CREATE INDEX payment_obligation_open ON payment_obligation (root, owed_at, id) WHERE receipt IS NULL AND dropped_at IS NULL;
CREATE INDEX payment_obligation_name ON payment_obligation (root, name, owed_at);

CREATE TABLE payment_book (
  id TEXT PRIMARY KEY,
  root TEXT NOT NULL,
  template TEXT NOT NULL,
  series TEXT NOT NULL,
  first BIGINT NOT NULL CHECK (first > 0),
  last BIGINT NOT NULL CHECK (last >= first),
  next BIGINT NOT NULL CHECK (next >= first AND next <= last + 1),
  holder TEXT,
  registered_at BIGINT NOT NULL,
  closed_at BIGINT,
  UNIQUE (root, template, series, first)
);
CREATE INDEX payment_book_holder ON payment_book (holder, registered_at) WHERE closed_at IS NULL;

CREATE TABLE payment_shift (
  id TEXT PRIMARY KEY,
  root TEXT NOT NULL,
  unit TEXT NOT NULL,
  cashier TEXT NOT NULL,
  opened_at BIGINT NOT NULL,
  change_money BIGINT NOT NULL CHECK (change_money >= 0),
  closed_at BIGINT,
  closed_by TEXT,
  expected BIGINT,
  counted TEXT,
  difference BIGINT,
  reason TEXT,
  handed_to TEXT,
  declined TEXT,
  taken_into TEXT,
  taken_at BIGINT,
  deposit TEXT
);
CREATE UNIQUE INDEX payment_shift_open ON payment_shift (cashier) WHERE closed_at IS NULL;
CREATE INDEX payment_shift_root ON payment_shift (root, opened_at);
CREATE INDEX payment_shift_taken ON payment_shift (taken_into) WHERE taken_into IS NOT NULL;
CREATE INDEX payment_shift_handed ON payment_shift (handed_to) WHERE handed_to IS NOT NULL AND taken_into IS NULL;

CREATE TABLE payment_receipt (
  id TEXT PRIMARY KEY,
  root TEXT NOT NULL,
  book TEXT NOT NULL REFERENCES payment_book(id),
  number BIGINT NOT NULL,
  shift TEXT NOT NULL REFERENCES payment_shift(id),
  payer TEXT NOT NULL,
  amount BIGINT NOT NULL CHECK (amount > 0),
  method TEXT NOT NULL,
  reference TEXT NOT NULL,
  issued_at BIGINT NOT NULL,
  issued_by TEXT NOT NULL,
  replaces TEXT,
  voided_at BIGINT,
  voided_by TEXT,
  void_reason TEXT,
  UNIQUE (book, number)
);
CREATE UNIQUE INDEX payment_receipt_replaces ON payment_receipt (replaces) WHERE replaces IS NOT NULL;
CREATE INDEX payment_receipt_shift ON payment_receipt (shift, issued_at);

CREATE TABLE payment_line (
  receipt TEXT NOT NULL REFERENCES payment_receipt(id),
  position BIGINT NOT NULL,
  obligation TEXT NOT NULL REFERENCES payment_obligation(id),
  origin TEXT NOT NULL,
  label TEXT NOT NULL,
  name TEXT NOT NULL,
  amount BIGINT NOT NULL,
  PRIMARY KEY (receipt, position)
);
CREATE INDEX payment_line_origin ON payment_line (origin);

CREATE TABLE payment_refund (
  id TEXT PRIMARY KEY,
  receipt TEXT NOT NULL REFERENCES payment_receipt(id),
  shift TEXT REFERENCES payment_shift(id),
  amount BIGINT NOT NULL CHECK (amount > 0),
  method TEXT NOT NULL,
  reference TEXT NOT NULL,
  recipient TEXT NOT NULL,
  reason TEXT NOT NULL,
  refunded_at BIGINT NOT NULL,
  refunded_by TEXT NOT NULL
);
CREATE INDEX payment_refund_receipt ON payment_refund (receipt);
CREATE INDEX payment_refund_shift ON payment_refund (shift);

CREATE TABLE payment_deposit (
  id TEXT PRIMARY KEY,
  root TEXT NOT NULL,
  slip TEXT NOT NULL,
  paid_on TEXT NOT NULL,
  place TEXT NOT NULL,
  amount BIGINT NOT NULL,
  deposited_at BIGINT NOT NULL,
  deposited_by TEXT NOT NULL,
  UNIQUE (root, slip)
);
