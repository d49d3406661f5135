//! Stop: the head ends the handling of a dossier that cannot go on, with a reason and the article it rests on (form 05).

use base::id::DossierId;
use base::{Ctx, Denied, FieldError};
use db::Tx;
use serde::{Deserialize, Serialize};

use super::{fresh, linked};
use crate::error::Error;
use crate::events::stream;
use crate::model::Stopping;
use crate::permissions::{leads_in, post_for};
use crate::rules::words;
use crate::{events, permissions, rules, store};

/// Longest reason and citation taken, in characters.
const REASON_LIMIT: usize = 2000;
const CITATION_LIMIT: usize = 300;

/// Which dossier and why.
#[derive(Clone, Debug, Serialize)]
pub struct Stop {
    /// The dossier.
    pub dossier: DossierId,
    /// The revision the page showed.
    pub revision: i64,
    /// Why, as the citizen reads it.
    pub reason: String,
    /// The article it rests on.
    pub citation: String,
}

/// The answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stopped {
    /// The dossier.
    pub id: DossierId,
}

/// Stops the handling of a received dossier.
///
/// # Errors
/// [`Denied::Forbidden`] for the head of another unit, [`Error::Invalid`] without reason or article, [`Error::Illegal`]
/// outside handling, [`Error::Stale`] if it changed.
pub fn stop(tx: &mut Tx, ctx: &Ctx, input: &Stop) -> Result<Stopped, Error> {
    let authority = ctx.authorise(&permissions::EXTEND)?;
    ledger::once(tx, ctx, "dossier.stop", input, |tx| {
        linked::open(tx, input.dossier)?;
        let mut dossier = store::dossier::find(tx, input.dossier)?.ok_or(Error::NotFound)?;
        let unit = post_for(&authority, &dossier)?.unit;
        fresh(&dossier, input.revision)?;
        dossier.state = rules::next(dossier.state, rules::Act::Stop)?;
        if leads_in(&authority, &dossier).is_empty() {
            return Err(Denied::Forbidden.into());
        }
        rules::not_under_correction(&dossier)?;
        let errors = errors(input);
        if !errors.is_empty() {
            return Err(Error::Invalid(errors));
        }
        let (reason, citation) = (input.reason.trim().to_owned(), input.citation.trim().to_owned());
        let stopping = Stopping { at: ctx.now, reason: reason.clone(), citation: citation.clone() };
        linked::end_all(tx, ctx, &mut dossier, linked::End::Stopped(&stopping))?;
        dossier.beside.stop = Some(stopping);
        dossier.closed_at = Some(ctx.now);
        dossier.step = None;
        store::dossier::save(tx, &mut dossier)?;
        store::branch::replace(tx, dossier.id, &[])?;
        payment::drop_unpaid(tx, ctx, &stream(dossier.id))?;
        let event = events::Stopped { reason, citation };
        ledger::append(tx, ctx, &stream(dossier.id), Some(unit), ctx.now, &event)?;
        linked::ended(tx, ctx, &mut dossier)?;
        Ok(Stopped { id: dossier.id })
    })
}

fn errors(input: &Stop) -> Vec<FieldError> {
    let reason =
        words("reason", &input.reason, REASON_LIMIT, "Nhập lý do dừng giải quyết để người nộp biết.");
    let ask = "Nhập căn cứ: điều, khoản của văn bản quy định.";
    let citation = words("citation", &input.citation, CITATION_LIMIT, ask);
    reason.into_iter().chain(citation).collect()
}
