//! The tables of this context: accounts, logins, passwords' hashes, sessions, counted tries, second factors.

pub(crate) mod account;
pub(crate) mod attempt;
pub(crate) mod call;
pub(crate) mod client;
pub(crate) mod credential;
pub(crate) mod factor;
pub(crate) mod factor_rule;
pub(crate) mod parked;
pub(crate) mod passkey;
pub(crate) mod session;

use db::BadValue;

use crate::model::{CallId, Email, Holder, Login, PasskeyId, PasskeyName, Phone, SessionId};

db::text_value!(CallId, Email, Login, PasskeyId, PasskeyName, Phone, SessionId);

/// Every statement of this context.
pub(crate) static STATEMENTS: &[&[&db::Statement]] = &[
    account::STATEMENTS,
    attempt::STATEMENTS,
    call::STATEMENTS,
    client::STATEMENTS,
    credential::STATEMENTS,
    factor::STATEMENTS,
    factor_rule::STATEMENTS,
    parked::STATEMENTS,
    passkey::STATEMENTS,
    session::STATEMENTS,
];

/// The schema of this context.
pub(crate) static MIGRATIONS: &[db::Migration] = &[
    db::Migration { name: "accounts/0001_accounts", sql: include_str!("../migrations/0001_accounts.sql") },
    db::Migration {
        name: "accounts/0010_small_offices",
        sql: include_str!("../migrations/0010_small_offices.sql"),
    },
    db::Migration {
        name: "accounts/0020_second_factor",
        sql: include_str!("../migrations/0020_second_factor.sql"),
    },
    db::Migration { name: "accounts/0021_passkeys", sql: include_str!("../migrations/0021_passkeys.sql") },
    db::Migration { name: "accounts/0022_devices", sql: include_str!("../migrations/0022_devices.sql") },
    db::Migration { name: "accounts/0030_clients", sql: include_str!("../migrations/0030_clients.sql") },
    db::Migration {
        name: "accounts/0031_client_unit",
        sql: include_str!("../migrations/0031_client_unit.sql"),
    },
];

/// Reads a holder from the columns `column` (kind) and the next one (identifier).
fn holder(row: &db::Row, column: usize) -> Result<Holder, BadValue> {
    let (kind, id): (String, String) = (row.get(column)?, row.get(column + 1)?);
    Holder::read(&kind, &id).ok_or(BadValue { column, expected: "a holder" })
}
