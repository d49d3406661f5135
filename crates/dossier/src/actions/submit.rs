//! Submit: a citizen sends a dossier. From here on it exists, whatever any register or gateway does.

use base::Ctx;
use base::id::{AccountId, DossierId};
use db::Tx;
use serde::{Deserialize, Serialize};

use crate::error::Error;
use crate::model::Channel;
use crate::store;
use crate::submission::{Submission, Way};

/// The way of what a citizen sends.
pub const SUBMIT: Way<Submitted> = Way { name: "dossier.submit", channel: Channel::Online, act: submit };

/// The answer to a submission.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Submitted {
    /// The dossier.
    pub id: DossierId,
}

/// Makes a citizen's submission a dossier. A draft becomes one dossier, however often it is sent.
///
/// # Errors
/// [`Error::Denied`] for anyone but a citizen; [`Error::StaleProcedure`] if another version came into force since
/// the submission was prepared; [`Error::StaleDraft`] if the draft was changed since; those of database and ledger.
pub fn submit(tx: &mut Tx, ctx: &Ctx, submission: &Submission) -> Result<Submitted, Error> {
    let citizen = ctx.authorise_citizen()?;
    ledger::once(tx, ctx, SUBMIT.name, &submission.digest, |tx| {
        let mut dossier = submission.dossier(ctx)?;
        dossier.account = Some(citizen.account);
        if let Some(draft) = submission.draft
            && !use_up(tx, ctx, draft, citizen.account, submission)?
        {
            return Ok(Submitted { id: draft });
        }
        submission.insert(tx, ctx, &dossier)?;
        Ok(Submitted { id: dossier.id })
    })
}

/// Takes the draft away, since it becomes a dossier now; false if it had become one already.
fn use_up(
    tx: &mut Tx,
    ctx: &Ctx,
    draft: DossierId,
    account: AccountId,
    submission: &Submission,
) -> Result<bool, Error> {
    if store::draft::lock(tx, draft, account, ctx.now)? {
        let now = store::draft::find(tx, draft, account)?.ok_or(Error::NotFound)?;
        if !submission.still_says(&now, ctx.now.date()) {
            return Err(Error::StaleDraft);
        }
        store::draft::delete(tx, draft)?;
        return Ok(true);
    }
    let sent = store::dossier::find(tx, draft)?.filter(|dossier| dossier.account == Some(account));
    sent.map(|_| false).ok_or(Error::NotFound)
}
