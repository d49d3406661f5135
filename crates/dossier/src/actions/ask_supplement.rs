//! Ask for a supplement: the citizen is told once and completely what is missing or wrong (form 02).

use base::id::{DossierId, StaffId, UnitId};
use base::{Authority, Ctx, Denied, Post, Role};
use catalogue::Situation;
use db::Tx;
use serde::{Deserialize, Serialize};

use super::{fresh, linked};
use crate::error::Error;
use crate::events::stream;
use crate::model::{Dossier, State, Supplement};
use crate::permissions::{head_over, in_charge};
use crate::rules::supplement::{Asking, Other, Wanted};
use crate::{events, permissions, rules, store};

/// Which dossier, what for.
#[derive(Clone, Debug, Serialize)]
pub struct AskSupplement {
    /// The dossier.
    pub dossier: DossierId,
    /// The revision the page showed.
    pub revision: i64,
    /// The published components.
    pub wanted: Vec<Wanted>,
    /// Papers outside the published list, each with an article.
    pub others: Vec<Other>,
    /// Why it is asked for once more; empty the first time.
    pub approval: String,
}

/// The answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SupplementAsked {
    /// The dossier.
    pub id: DossierId,
}

/// Asks the citizen for papers.
///
/// # Errors
/// [`Error::NotFound`] outside the body, [`Error::NotInCharge`] for somebody without an open step of it,
/// [`Error::Illegal`] in another state, [`Error::Stale`] if it changed, [`Error::Invalid`] with a field for each thing
/// that may not be asked for, among them a second request without the head.
pub fn ask_supplement(tx: &mut Tx, ctx: &Ctx, input: &AskSupplement) -> Result<SupplementAsked, Error> {
    let authority = ctx.authorise(&permissions::HANDLE)?;
    ledger::once(tx, ctx, "dossier.ask-supplement", input, |tx| {
        linked::open(tx, input.dossier)?;
        let mut dossier = store::dossier::find(tx, input.dossier)?.ok_or(Error::NotFound)?;
        let unit = asker(&authority, &dossier)?;
        fresh(&dossier, input.revision)?;
        rules::linked::not_of_parts(&dossier)?;
        let from = dossier.state;
        dossier.state = rules::next(from, rules::Act::AskSupplement)?;
        let request = request(tx, ctx, &authority, &dossier, from, input)?;
        let event =
            events::SupplementAsked { items: request.items.clone(), approval: request.approval.clone() };
        store::outside::note(tx, &dossier, &request.items, who(&authority), ctx.now)?;
        dossier.beside.supplements.push(request);
        store::dossier::save(tx, &mut dossier)?;
        ledger::append(tx, ctx, &stream(dossier.id), Some(unit), ctx.now, &event)?;
        linked::asked(tx, ctx, &dossier)?;
        Ok(SupplementAsked { id: dossier.id })
    })
}

/// The unit in which this person may ask: the one-stop unit before reception, afterwards whoever is in charge of an open
/// step, or the head over it.
fn asker(authority: &Authority, dossier: &Dossier) -> Result<UnitId, Error> {
    if dossier.received_at.is_none() {
        authority.at_root(&dossier.root)?;
        let at_counter = |post: &&Post| post.root == dossier.root && post.role == Role::Reception;
        let post = authority.posts().iter().find(at_counter).ok_or(Denied::Forbidden)?;
        return Ok(post.unit);
    }
    permissions::post_for(authority, dossier)?;
    in_charge(authority, dossier).or_else(|| head_over(authority, dossier)).ok_or(Error::NotInCharge)
}

fn who(authority: &Authority) -> StaffId {
    authority.staff().staff
}

fn request(
    tx: &mut Tx,
    ctx: &Ctx,
    authority: &Authority,
    dossier: &Dossier,
    from: State,
    input: &AskSupplement,
) -> Result<Supplement, Error> {
    let version = catalogue::version(tx, &dossier.procedure)?.ok_or(Error::NoProcedure)?;
    let situation = Situation { case: &dossier.case, channel: dossier.channel };
    let asking = Asking {
        before: dossier.beside.supplements.len(),
        approves: head_over(authority, dossier).is_some(),
        outside: dossier
            .beside
            .supplements
            .iter()
            .flat_map(|it| &it.items)
            .filter(|it| it.citation.is_some())
            .count(),
        approval: &input.approval,
    };
    let items = rules::supplement::items(
        &version,
        &situation,
        &dossier.answers,
        &input.wanted,
        &input.others,
        asking,
    );
    let approval = (asking.before > 0).then(|| input.approval.trim().to_owned());
    Ok(Supplement {
        asked_at: ctx.now,
        from,
        items: items.map_err(Error::Invalid)?,
        approval,
        answered_at: None,
    })
}
