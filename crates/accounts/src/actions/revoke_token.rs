//! An administrator takes a token back: it counts at once, also for a request that is under way.

use base::id::{StaffId, WarrantId};
use base::{Ctx, Denied};
use db::Tx;
use serde::Serialize;

use super::see_client::reached;
use crate::error::Error;
use crate::events::TokenRevoked;
use crate::model::Holder;
use crate::permissions::CONNECT;
use crate::store;

/// The token.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct RevokeToken {
    /// Of which system.
    pub(crate) staff: StaffId,
    /// Which one.
    pub(crate) token: WarrantId,
}

/// Takes it back; one that was taken back before stays so.
///
/// # Errors
/// [`Error::Denied`] without the permission, and for a token of no system within reach.
pub(crate) fn revoke_token(tx: &mut Tx, ctx: &Ctx, input: &RevokeToken) -> Result<(), Error> {
    let admin = ctx.authorise(&CONNECT)?;
    ledger::once(tx, ctx, "accounts.revoke-token", input, |tx| {
        let stream = Holder::Staff(input.staff).stream();
        ledger::open(tx, std::slice::from_ref(&stream))?;
        reached(tx, &admin, input.staff, ctx.now.date())?;
        if !store::client::tokens(tx, input.staff)?.iter().any(|token| token.id == input.token) {
            return Err(Denied::NotFound.into());
        }
        if store::client::revoke(tx, input.staff, input.token, ctx.now)? {
            ledger::withdraw_warrant(tx, input.token)?;
            let event = TokenRevoked { staff: input.staff, token: input.token };
            ledger::append(tx, ctx, &stream, None, ctx.now, &event)?;
        }
        Ok(())
    })
}
