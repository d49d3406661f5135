//! An officer begins or ends working as a deputy in this session.

use base::{Ctx, Denied};
use db::Tx;
use organisation::DeputyId;

use crate::error::Error;
use crate::model::{Holder, SessionKey};
use crate::store;

/// In which session, under which naming.
#[derive(Clone, Copy, Debug)]
pub(crate) struct ActAs {
    /// The session.
    pub(crate) session: SessionKey,
    /// The naming; none goes back to the person's own positions.
    pub(crate) naming: Option<DeputyId>,
}

/// Sets it. Nothing is kept of it but in what is done from then on: each event says for whom.
///
/// # Errors
/// [`Error::Denied`] for everybody but staff, and for a naming that is not this person's or not in force today.
pub(crate) fn act_as(tx: &mut Tx, ctx: &Ctx, input: &ActAs) -> Result<(), Error> {
    let staff = ctx.authorise_staff()?.staff;
    let session = store::session::find(tx, input.session)?;
    session.filter(|it| it.holder == Holder::Staff(staff)).ok_or(Denied::Unauthenticated)?;
    if let Some(naming) = input.naming {
        organisation::deputising_today(tx, naming, staff, ctx.now.date())?.ok_or(Denied::NotFound)?;
    }
    store::session::act_as(tx, input.session, input.naming)?;
    Ok(())
}
