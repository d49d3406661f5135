//! Sign for: it is recorded that whoever took a result signed, on the paper slip or with a picture of it. The hand-over never waits for
//! a camera or a pad: this comes after it.

use base::Ctx;
use base::id::DossierId;
use db::Tx;
use serde::{Deserialize, Serialize};

use super::fresh;
use crate::error::Error;
use crate::events::stream;
use crate::model::{Paper, SIGNATURE, Signed};
use crate::rules::NotWaiting;
use crate::{events, permissions, rules, store};

/// Which dossier, with which picture.
#[derive(Clone, Debug, Serialize)]
pub struct SignFor {
    /// The dossier.
    pub dossier: DossierId,
    /// The revision the page showed.
    pub revision: i64,
    /// The picture, uploaded by whoever acts; none where the paper slip alone was signed.
    pub picture: Option<Paper>,
}

/// The answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignedFor {
    /// The dossier.
    pub id: DossierId,
}

/// Records that the result was signed for.
///
/// # Errors
/// [`Error::NotFound`] outside the bodies of the dossier, [`Error::Illegal`] before the hand-over, [`Error::NotWaiting`] a second time.
pub fn sign_for(tx: &mut Tx, ctx: &Ctx, input: &SignFor) -> Result<SignedFor, Error> {
    let authority = ctx.authorise(&permissions::KEEP_RESULT)?;
    ledger::once(tx, ctx, "dossier.sign-for", input, |tx| {
        ledger::open(tx, &[stream(input.dossier)])?;
        let mut dossier = store::dossier::find(tx, input.dossier)?.ok_or(Error::NotFound)?;
        let unit = permissions::post_for(&authority, &dossier)?.unit;
        fresh(&dossier, input.revision)?;
        dossier.state = rules::next(dossier.state, rules::Act::SignFor)?;
        if dossier.beside.pickup.signed.is_some() {
            return Err(NotWaiting::SignedBefore.into());
        }
        let picture = input.picture.as_ref().and_then(|it| it.file_hash.clone());
        if let Some(paper) = &input.picture {
            let paper = Paper { component: SIGNATURE.to_owned(), ..paper.clone() };
            store::paper::add(tx, dossier.id, &[paper])?;
        }
        dossier.beside.pickup.signed = Some(Signed { at: ctx.now, picture: picture.clone() });
        store::dossier::save(tx, &mut dossier)?;
        let event = events::ResultSignedFor { picture };
        ledger::append(tx, ctx, &stream(dossier.id), Some(unit), ctx.now, &event)?;
        Ok(SignedFor { id: dossier.id })
    })
}
