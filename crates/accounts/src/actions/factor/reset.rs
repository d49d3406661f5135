//! An administrator takes away what a member of staff had beside the password: the telephone was lost, and the recovery codes with it.

use base::id::StaffId;
use base::{Ctx, Denied};
use db::Tx;

use crate::error::Error;
use crate::factor_events::FactorsReset;
use crate::model::Holder;
use crate::permissions::MANAGE;
use crate::store;

/// Takes all of it away, and ends every session of the person.
///
/// # Errors
/// [`Error::Denied`] without the permission, for a person out of reach, and for oneself: whoever still has a factor takes it away with
/// that.
pub(crate) fn reset_factors(tx: &mut Tx, ctx: &Ctx, staff: StaffId) -> Result<(), Error> {
    let admin = ctx.authorise_confirmed(&MANAGE)?;
    let holder = Holder::Staff(staff);
    ledger::open(tx, &[holder.stream()])?;
    if !organisation::reaches(tx, &admin, staff, ctx.now.date())? {
        return Err(Denied::NotFound.into());
    }
    if admin.staff().staff == staff {
        return Err(Denied::Forbidden.into());
    }
    store::factor::delete_totp(tx, holder)?;
    store::passkey::delete_all(tx, staff)?;
    store::factor::delete_codes(tx, holder)?;
    store::factor::end_setup(tx, holder)?;
    store::factor::delete_halves(tx, holder)?;
    let ended = store::session::delete_all(tx, holder)?;
    ledger::append(tx, ctx, &holder.stream(), None, ctx.now, &FactorsReset { staff, ended })?;
    Ok(())
}
