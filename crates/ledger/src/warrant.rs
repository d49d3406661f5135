//! What a program acts under can be withdrawn while an act is under way. An act under a warrant holds it until its
//! transaction ends: either the act is committed before the withdrawal, or it is refused.

use base::id::WarrantId;
use base::{Actor, Ctx};
use db::Tx;

use crate::Error;
use crate::store::warrants;

/// Puts a new warrant into force. Part of the act that gives it.
///
/// # Errors
/// Those of the database.
pub fn grant_warrant(tx: &mut Tx, id: WarrantId) -> Result<(), Error> {
    warrants::grant(tx, id)
}

/// Withdraws a warrant: nothing that is committed afterwards was done under it. Waits for acts that hold it.
///
/// # Errors
/// Those of the database.
pub fn withdraw_warrant(tx: &mut Tx, id: WarrantId) -> Result<(), Error> {
    warrants::withdraw(tx, id)
}

/// Withdraws every warrant: in a copy that was restored.
///
/// # Errors
/// Those of the database.
pub fn withdraw_all_warrants(tx: &mut Tx) -> Result<(), Error> {
    warrants::withdraw_all(tx)
}

/// Holds what `ctx` acts under, if it acts under something.
pub(crate) fn hold(tx: &mut Tx, ctx: &Ctx) -> Result<(), Error> {
    match &ctx.actor {
        Actor::Staff(staff) => match &staff.warrant {
            Some(warrant) if !warrants::hold(tx, warrant.id)? => Err(Error::Withdrawn),
            _ => Ok(()),
        },
        Actor::Nobody | Actor::Citizen(_) | Actor::System(_) => Ok(()),
    }
}
