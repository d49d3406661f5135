-- What programs act under: a row as long as it is in force.
CREATE TABLE ledger_warrant (
    id TEXT PRIMARY KEY
) /*by key*/;
