//! An administrator registers a client system: a member of staff that is a machine, with its first position.

use base::Ctx;
use base::id::StaffId;
use db::Tx;
use organisation::{NewStaff, create_staff};
use serde::Serialize;

use crate::error::Error;
use crate::events::ClientRegistered;
use crate::model::{ClientSystem, Holder};
use crate::permissions::CONNECT;
use crate::store;

/// A system to register.
#[derive(Clone, Debug, Serialize)]
pub struct NewClient {
    /// Its name, number and first position.
    pub staff: NewStaff,
    /// Who answers for it, and how they are reached.
    pub contact: String,
}

/// Registers it. It has no password and cannot be given one: it comes in by token.
///
/// # Errors
/// [`Error::Denied`] without the permission; those of [`create_staff`].
pub fn register_client(tx: &mut Tx, ctx: &Ctx, input: &NewClient) -> Result<StaffId, Error> {
    ctx.authorise_system().map(drop).or_else(|_| ctx.authorise(&CONNECT).map(drop))?;
    ledger::once(tx, ctx, "accounts.register-client", input, |tx| {
        let step = ctx.step();
        let staff = create_staff(tx, &step, &input.staff)?;
        let unit = Some(input.staff.unit);
        let client = ClientSystem { staff, contact: input.contact.clone(), registered_at: ctx.now, unit };
        store::client::insert(tx, &client)?;
        let stream = Holder::Staff(staff).stream();
        ledger::append(tx, ctx, &stream, None, ctx.now, &ClientRegistered { staff })?;
        Ok(staff)
    })
}
