-- What was said to whom. One event says one thing to one recipient once.
CREATE TABLE notice_message (
    id TEXT PRIMARY KEY,
    origin TEXT NOT NULL,
    event BIGINT NOT NULL,
    kind TEXT NOT NULL,
    recipient TEXT NOT NULL,
    subject TEXT NOT NULL,
    body TEXT NOT NULL,
    path TEXT NOT NULL,
    told_at BIGINT NOT NULL,
    read_at BIGINT,
    UNIQUE (origin, event, kind, recipient)
);
CREATE INDEX notice_inbox ON notice_message (recipient, id);

-- How it travels beside the inbox: one delivery a channel.
CREATE TABLE notice_delivery (
    message TEXT NOT NULL REFERENCES notice_message (id),
    channel TEXT NOT NULL,
    root TEXT NOT NULL,
    top TEXT NOT NULL,
    address TEXT NOT NULL,
    subject TEXT NOT NULL,
    body TEXT NOT NULL,
    state TEXT NOT NULL,
    tries BIGINT NOT NULL,
    reason TEXT,
    detail TEXT NOT NULL,
    tried_at BIGINT,
    PRIMARY KEY (message, channel)
);
CREATE INDEX notice_failed ON notice_delivery (top, message) WHERE state = 'khong-gui-duoc';

-- How the server of a channel fares, and from when on it may be asked again.
CREATE TABLE notice_channel (
    channel TEXT PRIMARY KEY,
    free_at BIGINT NOT NULL,
    failures BIGINT NOT NULL,
    failing_since BIGINT,
    reason TEXT
);

-- What a citizen chose beside the inbox.
CREATE TABLE notice_choice (
    account TEXT PRIMARY KEY,
    mail TEXT,
    sms TEXT,
    zalo TEXT,
    chosen_at BIGINT NOT NULL
);

-- The installation's own texts.
CREATE TABLE notice_text (
    id TEXT PRIMARY KEY,
    kind TEXT NOT NULL,
    channel TEXT NOT NULL,
    subject TEXT NOT NULL,
    body TEXT NOT NULL,
    first_day TEXT NOT NULL,
    last_day TEXT,
    set_at BIGINT NOT NULL,
    set_by TEXT NOT NULL
);
CREATE INDEX notice_text_of ON notice_text (kind, channel, first_day);
