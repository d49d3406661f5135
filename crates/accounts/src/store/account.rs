//! Citizens' accounts.

use base::id::AccountId;
use base::{Assurance, fold};
use db::{BadValue, Error, Query, Row, Tx};

use crate::model::{Account, Identity};

db::statements! {
    /// A new account.
    INSERT = "INSERT INTO account (id, name, folded, identity_kind, identity_number, email, phone, assurance, created_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
    /// What the person said about themselves.
    UPDATE = "UPDATE account SET name = $2, folded = $3, identity_kind = $4, identity_number = $5, email = $6, phone = $7
        WHERE id = $1";
    /// By identifier.
    FIND = "SELECT id, name, identity_kind, identity_number, email, phone, assurance, created_at FROM account WHERE id = $1";
}

pub(crate) fn insert(tx: &mut Tx, account: &Account) -> Result<(), Error> {
    let row = db::params![
        account.id,
        account.name,
        fold(account.name.as_str()),
        account.identity.kind(),
        account.identity.number(),
        account.email,
        account.phone,
        assurance_code(account.assurance),
        account.created_at
    ];
    tx.exec(&INSERT, row).map(drop)
}

pub(crate) fn update(tx: &mut Tx, account: &Account) -> Result<bool, Error> {
    let row = db::params![
        account.id,
        account.name,
        fold(account.name.as_str()),
        account.identity.kind(),
        account.identity.number(),
        account.email,
        account.phone
    ];
    Ok(tx.exec(&UPDATE, row)? == 1)
}

pub(crate) fn find(q: &mut impl Query, id: AccountId) -> Result<Option<Account>, Error> {
    q.opt(&FIND, db::params![id])?.map(|row| read(&row)).transpose()
}

fn read(row: &Row) -> Result<Account, Error> {
    let kind: String = row.get(2)?;
    let number: Option<String> = row.get(3)?;
    let identity = Identity::read(&kind, number.as_deref().unwrap_or_default())
        .map_err(|_| BadValue { column: 3, expected: "a number of its kind" })?;
    Ok(Account {
        id: row.get(0)?,
        name: row.get(1)?,
        identity,
        email: row.get(4)?,
        phone: row.get(5)?,
        assurance: assurance(&row.get::<String>(6)?)
            .ok_or(BadValue { column: 6, expected: "a level of assurance" })?,
        created_at: row.get(7)?,
    })
}

const fn assurance_code(assurance: Assurance) -> &'static str {
    match assurance {
        Assurance::Claimed => "claimed",
        Assurance::Level1 => "level1",
        Assurance::Level2 => "level2",
    }
}

fn assurance(code: &str) -> Option<Assurance> {
    [Assurance::Claimed, Assurance::Level1, Assurance::Level2]
        .into_iter()
        .find(|it| assurance_code(*it) == code)
}
