//! What citizens chose.

use base::Instant;
use base::id::AccountId;
use db::{Query, Tx, params};

use crate::error::Error;
use crate::model::Choice;

db::statements! {
    /// What somebody chose.
    FIND = "SELECT mail, sms, zalo FROM notice_choice WHERE account = $1";
    /// They chose.
    SET = "INSERT INTO notice_choice (account, mail, sms, zalo, chosen_at) VALUES ($1, $2, $3, $4, $5)
        ON CONFLICT (account) DO UPDATE SET mail = excluded.mail, sms = excluded.sms, zalo = excluded.zalo,
            chosen_at = excluded.chosen_at";
}

pub(crate) fn find(q: &mut impl Query, account: AccountId) -> Result<Option<Choice>, Error> {
    let Some(row) = q.opt(&FIND, params![account])? else { return Ok(None) };
    Ok(Some(Choice { mail: read(row.get(0)?)?, sms: read(row.get(1)?)?, zalo: read(row.get(2)?)? }))
}

fn read<T: std::str::FromStr>(kept: Option<String>) -> Result<Option<T>, Error> {
    kept.map(|text| text.parse().map_err(|_| Error::Stored("address".to_owned()))).transpose()
}

pub(crate) fn set(tx: &mut Tx, account: AccountId, it: &Choice, now: Instant) -> Result<(), Error> {
    let (mail, sms, zalo) = (
        it.mail.as_ref().map(accounts::Email::as_str),
        it.sms.as_ref().map(accounts::Phone::as_str),
        it.zalo.as_ref().map(accounts::Phone::as_str),
    );
    tx.exec(&SET, params![account, mail, sms, zalo, now])?;
    Ok(())
}
