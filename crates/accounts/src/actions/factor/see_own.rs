//! Somebody looks at what they have beside the password.

use base::{Ctx, Instant, Staff};
use db::Query;
use ledger::Event as _;

use crate::error::Error;
use crate::factor_events::{FactorAdded, FactorsReset};
use crate::look;
use crate::model::{Factors, Holder, PasskeyLine};
use crate::store;

/// How long a person is told that an administrator took their factors away, in seconds: 30 days, as long as leave lasts.
const TOLD_SECONDS: i64 = 30 * 24 * 3600;

/// What a member of staff sees.
#[derive(Clone, Debug)]
pub(crate) struct Own {
    /// What there is.
    pub(crate) factors: Factors,
    /// The passkeys, the oldest first.
    pub(crate) passkeys: Vec<PasskeyLine>,
    /// Whether one must be set up before anything else.
    pub(crate) owed: bool,
    /// When an administrator took away what there was, if nothing has been set up since.
    pub(crate) reset: Option<Instant>,
}

/// Reads it.
///
/// # Errors
/// [`Error::Denied`] for everybody but staff.
pub(crate) fn see_own(q: &mut impl Query, ctx: &Ctx) -> Result<Own, Error> {
    let staff = ctx.authorise_staff()?;
    let holder = Holder::Staff(staff.staff);
    let factors = store::factor::of(q, holder)?;
    let posts = organisation::posts_of(q, staff.staff, ctx.now.date())?;
    let own = Staff { posts, ..staff.clone() };
    let owed = look::owes_factor(q, &own, ctx.now)? || look::owes_factor(q, staff, ctx.now)?;
    let history = ledger::history(q, &holder.stream())?;
    let told = |kind: &str| kind == FactorsReset::KIND || kind == FactorAdded::KIND;
    let last = history.iter().rev().find(|it| told(&it.kind));
    let reset = last.filter(|it| it.kind == FactorsReset::KIND).map(|it| it.occurred_at);
    let reset = reset.filter(|at| ctx.now < at.plus_seconds(TOLD_SECONDS));
    let passkeys = store::passkey::of_holder(q, staff.staff)?;
    Ok(Own { factors, passkeys, owed, reset })
}
