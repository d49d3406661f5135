//! An officer makes new recovery codes; those before are worth nothing.

use base::Ctx;
use db::Tx;

use super::give_codes;
use crate::error::Error;
use crate::factor_events::RecoveryCodesMade;
use crate::model::Holder;
use crate::store;

/// Makes them; as they are shown, this once.
///
/// # Errors
/// [`Error::Denied`] for everybody but staff who confirmed lately who they are; [`Error::StepGone`] without a second factor, to which they belong.
pub(crate) fn make_recovery_codes(tx: &mut Tx, ctx: &Ctx) -> Result<Vec<String>, Error> {
    let staff = ctx.authorise_staff()?.staff;
    ctx.confirmed()?;
    let holder = Holder::Staff(staff);
    ledger::open(tx, &[holder.stream()])?;
    if !store::factor::of(tx, holder)?.any() {
        return Err(Error::StepGone);
    }
    let codes = give_codes(tx, ctx, holder)?;
    ledger::append(tx, ctx, &holder.stream(), None, ctx.now, &RecoveryCodesMade { staff })?;
    Ok(codes)
}
