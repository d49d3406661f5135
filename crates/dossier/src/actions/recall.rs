//! Recall: the head or leader of the body that decided takes a result back (thu hồi), handed on or not, with reason and article. It stays
//! on record and is shown as recalled to everybody. What was handed on has to be brought back.

use base::Ctx;
use base::code::DossierNumber;
use base::id::DossierId;
use db::Tx;
use serde::{Deserialize, Serialize};

use super::fresh;
use crate::error::Error;
use crate::events::stream;
use crate::model::{Dossier, Handed, HandoverWay, PartState, Recall, Result as DossierResult};
use crate::rules::RecallGiven;
use crate::{events, permissions, rules, store};

/// Which dossier's result, why, and what hangs on it.
#[derive(Clone, Debug, Serialize)]
pub struct RecallResult {
    /// The dossier.
    pub dossier: DossierId,
    /// The revision the page showed.
    pub revision: i64,
    /// Why, as the citizen reads it.
    pub reason: String,
    /// The article it rests on.
    pub citation: String,
    /// What has to be brought back, where it was handed on.
    pub bring_back: String,
    /// The numbers of dossiers that relied on it, as they were typed.
    pub relied_on: String,
    /// What the body did wrong; none where it was no error of the body.
    pub fault: Option<String>,
}

/// What was recalled, and what has to be done now.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Recalled {
    /// The dossier.
    pub id: DossierId,
    /// The number of the result.
    pub result: String,
    /// Who had taken it, and when; none where it was not handed on.
    pub handed: Option<Handed>,
    /// What has to be brought back; may be empty.
    pub bring_back: String,
    /// The dossiers that relied on it.
    pub relied_on: Vec<DossierNumber>,
}

/// Recalls the result.
///
/// # Errors
/// [`base::Denied`] for anyone but a head or leader of the body that decided, [`Error::Illegal`] where there is no result,
/// [`Error::Recall`] a second time, [`Error::Invalid`] without reason or article, or without what has to be brought back.
pub fn recall(tx: &mut Tx, ctx: &Ctx, input: &RecallResult) -> Result<Recalled, Error> {
    let authority = ctx.authorise(&permissions::RECALL)?;
    ledger::once(tx, ctx, "dossier.recall", input, |tx| {
        ledger::open(tx, &[stream(input.dossier)])?;
        let mut dossier = store::dossier::find(tx, input.dossier)?.ok_or(Error::NotFound)?;
        let unit = permissions::decides_in(&authority, &dossier)?.unit;
        rules::not_recalled(&dossier)?;
        fresh(&dossier, input.revision)?;
        rules::linked::not_of_parts(&dossier)?;
        dossier.state = rules::next(dossier.state, rules::Act::Recall)?;
        let result = dossier.result.clone().ok_or(Error::NotFound)?;
        let handed = handed(tx, &dossier)?;
        let recall = look(tx, ctx, &dossier, input, (result, handed))?;
        let answer = Recalled {
            id: dossier.id,
            result: recall.result.number.clone(),
            handed: recall.handed.clone(),
            bring_back: recall.bring_back.clone(),
            relied_on: recall.relied_on.clone(),
        };
        dossier.beside.recalls.push(recall.clone());
        store::handover::settle(tx, dossier.id, HandoverWay::Back)?;
        store::dossier::save(tx, &mut dossier)?;
        store::pickup::keep(tx, &dossier)?;
        let event = events::ResultRecalled {
            result: recall.result.number.clone(),
            reason: recall.reason,
            citation: recall.citation,
            handed: recall.handed,
            bring_back: recall.bring_back,
            relied_on: recall.relied_on,
        };
        ledger::append(tx, ctx, &stream(dossier.id), Some(unit), ctx.now, &event)?;
        if let Some(reason) = recall.fault {
            super::fault::note(tx, ctx, &dossier, unit, ("recall", &recall.result.number, &reason))?;
        }
        Ok(answer)
    })
}

/// The recall, if everything owed with it is there.
fn look(
    tx: &mut Tx,
    ctx: &Ctx,
    dossier: &Dossier,
    input: &RecallResult,
    (result, handed): (DossierResult, Option<Handed>),
) -> Result<Recall, Error> {
    let given = RecallGiven {
        reason: &input.reason,
        citation: &input.citation,
        bring_back: &input.bring_back,
        relied_on: &input.relied_on,
        fault: input.fault.as_deref(),
    };
    let mut relied_on =
        rules::recall_numbers(&given, &result.number, handed.as_ref()).map_err(Error::Invalid)?;
    for number in parts_after(tx, dossier)? {
        if !relied_on.contains(&number) {
            relied_on.push(number);
        }
    }
    Ok(Recall {
        at: ctx.now,
        reason: input.reason.trim().to_owned(),
        citation: input.citation.trim().to_owned(),
        result,
        handed,
        bring_back: input.bring_back.trim().to_owned(),
        relied_on,
        fault: input.fault.as_deref().map(|fault| fault.trim().to_owned()),
        reissue_began: None,
        replaced_by: None,
    })
}

/// Who took the result, as the ledger keeps it.
fn handed(tx: &mut Tx, dossier: &Dossier) -> Result<Option<Handed>, Error> {
    let Some(at) = dossier.returned_at else { return Ok(None) };
    let history = ledger::history(tx, &stream(dossier.id))?;
    let unknown = || Handed { at, to: dossier.applicant.name.clone(), authorised: None };
    Ok(Some(events::handed(&history).unwrap_or_else(unknown)))
}

/// The dossiers of the parts of a linked procedure that began because this part was granted.
fn parts_after(tx: &mut Tx, dossier: &Dossier) -> Result<Vec<DossierNumber>, Error> {
    let Some(of) = &dossier.beside.part_of else { return Ok(Vec::new()) };
    let Some(whole) = store::dossier::find(tx, of.whole)? else { return Ok(Vec::new()) };
    let parts = whole.beside.parts.into_iter();
    let after = parts.filter(|part| part.after.contains(&of.part) && part.state != PartState::Waiting);
    Ok(after.filter_map(|part| part.number).collect())
}
