//! A citizen corrects what the account says about them.

use base::{Assurance, Ctx, Denied};
use db::Tx;
use organisation::PersonName;
use serde::Serialize;

use crate::error::Error;
use crate::events::ProfileChanged;
use crate::model::{Account, Email, Holder, Identity, Phone};
use crate::store;

/// What the person says about themselves.
#[derive(Clone, Debug, Serialize)]
pub struct Profile {
    /// The name.
    pub name: PersonName,
    /// What the person is known by.
    pub identity: Identity,
    /// Where to write.
    pub email: Option<Email>,
    /// Where to call.
    pub phone: Option<Phone>,
}

/// Changes the account. Once somebody has checked who the person is, name and identity no longer change here.
///
/// # Errors
/// [`Error::Denied`] for everyone but a citizen; [`Error::Invalid`] for a checked name or identity.
pub fn change_profile(tx: &mut Tx, ctx: &Ctx, input: &Profile) -> Result<(), Error> {
    let citizen = ctx.authorise_citizen()?;
    ledger::once(tx, ctx, "accounts.change-profile", input, |tx| {
        let holder = Holder::Citizen(citizen.account);
        ledger::open(tx, &[holder.stream()])?;
        let before = store::account::find(tx, citizen.account)?.ok_or(Denied::NotFound)?;
        let checked = before.assurance > Assurance::Claimed;
        if checked && (before.name != input.name || before.identity != input.identity) {
            let sentence = (
                "Họ tên và giấy tờ đã được xác minh nên không sửa ở đây. Xin mang giấy tờ đến Bộ phận Một cửa.",
                "The name and paper were verified, so they are not changed here. Please bring your papers to the one-stop unit.",
            );
            return Err(Error::field("name", sentence));
        }
        let after = Account {
            name: input.name.clone(),
            identity: input.identity.clone(),
            email: input.email.clone(),
            phone: input.phone.clone(),
            ..before.clone()
        };
        let fields = changed(&before, &after);
        if fields.is_empty() {
            return Ok(());
        }
        store::account::update(tx, &after)?;
        let event = ProfileChanged { account: after.id, fields };
        ledger::append(tx, ctx, &holder.stream(), None, ctx.now, &event)?;
        Ok(())
    })
}

/// The names of the fields that differ.
fn changed(before: &Account, after: &Account) -> Vec<String> {
    let pairs = [
        ("name", before.name != after.name),
        ("identity", before.identity != after.identity),
        ("email", before.email != after.email),
        ("phone", before.phone != after.phone),
    ];
    pairs.into_iter().filter(|(_, differs)| *differs).map(|(name, _)| name.to_owned()).collect()
}
