//! Certify: in the lane one act takes a paper in, numbers it in the year's book, gives it back certified and takes the fee
//! (chứng thực; NĐ 23/2015/NĐ-CP). Each paper is a dossier of its own, so the counts are right; the person pays once.

use base::code::DossierNumber;
use base::id::{DossierId, StaffId, UnitId};
use base::{Ctx, Dong, FieldError};
use catalogue::Lane;
use db::Tx;
use payment::{Collect, Method, ReceiptId};
use serde::{Deserialize, Serialize};

use super::receive::take_in;
use crate::error::Error;
use crate::events::{self, stream};
use crate::model::{Certified, Dossier, Result as Outcome};
use crate::rules::Act;
use crate::submission::Submission;
use crate::{permissions, rules, store};

/// The name under which the first answer is kept.
pub const CERTIFY: &str = "dossier.certify";

/// What is certified, who signs, how it is paid.
#[derive(Clone, Debug)]
pub struct Certify {
    /// The papers of one person, each complete; at least one.
    pub submissions: Vec<Submission>,
    /// Who signs.
    pub signer: StaffId,
    /// How the fee is paid; none leaves it owed.
    pub pay: Option<Pay>,
    /// What makes a repeat the same.
    pub digest: String,
}

/// How a fee is paid at once.
#[derive(Clone, Debug, Serialize)]
pub struct Pay {
    /// Cash or transfer.
    pub method: Method,
    /// The reference of the transfer.
    pub reference: String,
}

/// What came of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CertifiedAll {
    /// Each dossier with its number and the number in the book.
    pub papers: Vec<CertifiedOne>,
    /// What all of it costs.
    pub fee: Dong,
    /// The receipt, if it was paid.
    pub receipt: Option<ReceiptId>,
}

/// One certified paper.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CertifiedOne {
    /// The dossier.
    pub id: DossierId,
    /// Its number.
    pub number: DossierNumber,
    /// The number on the paper: `123/2026-SCT/BS`.
    pub certified: String,
}

/// Certifies every paper, all or none.
///
/// # Errors
/// [`Error::NotFound`] for a body that is not the officer's or a procedure without a lane, [`Error::Invalid`] for somebody
/// who does not sign there, [`Error::Payment`] where the fee cannot be taken: nothing is certified then.
pub fn certify(tx: &mut Tx, ctx: &Ctx, input: &Certify) -> Result<CertifiedAll, Error> {
    let authority = ctx.authorise(&permissions::RECEIVE)?;
    ledger::once(tx, ctx, CERTIFY, &input.digest, |tx| {
        let first = input.submissions.first().ok_or(Error::NotFound)?;
        let unit = authority.at_root(&first.root)?.unit;
        signs(tx, ctx, input.signer, first.competent)?;
        let (mut papers, mut dossiers) = (Vec::new(), Vec::new());
        for submission in &input.submissions {
            let lane = submission.version.lane.as_ref().ok_or(Error::NotFound)?;
            let mut dossier = submission.dossier(ctx)?;
            submission.insert(tx, ctx, &dossier)?;
            let receipt = take_in(tx, ctx, unit, &submission.version, &mut dossier)?;
            let certified = finish(tx, ctx, unit, lane, submission, &mut dossier, input.signer)?;
            papers.push(CertifiedOne { id: dossier.id, number: receipt.number, certified });
            dossiers.push(dossier);
        }
        let (fee, receipt) = paid(tx, ctx, &dossiers, input.pay.as_ref())?;
        Ok(CertifiedAll { papers, fee, receipt })
    })
}

/// Refuses somebody who does not sign in this body.
fn signs(tx: &mut Tx, ctx: &Ctx, signer: StaffId, body: UnitId) -> Result<(), Error> {
    let posts = organisation::posts_of(tx, signer, ctx.now.date())?;
    if posts.iter().any(|post| post.role == base::Role::Signatory && post.root == body) {
        return Ok(());
    }
    let message = "Chọn người ký chứng thực đang giữ vị trí ký tại cơ quan.";
    Err(Error::Invalid(vec![FieldError::new("signer", message)]))
}

/// The result is there at once: numbered in the book, recorded, handed over.
fn finish(
    tx: &mut Tx,
    ctx: &Ctx,
    unit: UnitId,
    lane: &Lane,
    submission: &Submission,
    dossier: &mut Dossier,
    signer: StaffId,
) -> Result<String, Error> {
    let certified = enter(tx, ctx, lane, submission, dossier, signer)?;
    let known = submission.version.results.iter().find(|result| result.code == lane.result);
    let result = Outcome {
        code: lane.result.clone(),
        name: known.map_or_else(String::new, |result| result.name.clone()),
        number: certified.numbered(),
        date: certified.day,
        granted: true,
        reason: String::new(),
    };
    for act in [Act::TakeStep, Act::Complete, Act::Return] {
        dossier.state = rules::next(dossier.state, act)?;
    }
    dossier.step = None;
    (dossier.closed_at, dossier.returned_at) = (Some(ctx.now), Some(ctx.now));
    dossier.result = Some(result.clone());
    store::dossier::save(tx, dossier)?;
    let written = events::Certified {
        book: certified.book.clone(),
        year: certified.year,
        number: certified.number,
        pages: certified.pages,
        copies: certified.copies,
        signer,
    };
    let late = dossier.is_late_at(ctx.now);
    let of = stream(dossier.id);
    ledger::append(tx, ctx, &of, Some(unit), ctx.now, &written)?;
    ledger::append(tx, ctx, &of, Some(unit), ctx.now, &events::Completed { result, late })?;
    let handed = events::Returned { to: dossier.applicant.name.clone(), authorised: None };
    ledger::append(tx, ctx, &of, Some(unit), ctx.now, &handed)?;
    Ok(certified.numbered())
}

/// The line of the book.
fn enter(
    tx: &mut Tx,
    ctx: &Ctx,
    lane: &Lane,
    submission: &Submission,
    dossier: &Dossier,
    signer: StaffId,
) -> Result<Certified, Error> {
    let answers = &submission.answers;
    let count = |field: &str| answers.get(field).and_then(serde_json::Value::as_i64).unwrap_or_default();
    let document = answers.get(&lane.document).and_then(serde_json::Value::as_str).unwrap_or_default();
    let day = ctx.now.date();
    let fee = dossier.beside.charges.iter().filter_map(|charge| charge.amount).map(|it| it.0).sum();
    let certified = Certified {
        root: dossier.competent,
        book: lane.book.clone(),
        year: day.year(),
        number: store::certified::next(tx, dossier.competent, &lane.book, day.year())?,
        day,
        dossier: dossier.id,
        person: dossier.applicant.name.clone(),
        document: document.to_owned(),
        pages: count(&lane.pages),
        copies: count(&lane.copies),
        fee: Dong(fee),
        signer,
    };
    store::certified::insert(tx, &certified)?;
    Ok(certified)
}

/// What all of it costs, and the receipt, if it is paid now.
fn paid(
    tx: &mut Tx,
    ctx: &Ctx,
    dossiers: &[Dossier],
    pay: Option<&Pay>,
) -> Result<(Dong, Option<ReceiptId>), Error> {
    let (mut total, mut pays) = (Dong(0), Vec::new());
    for dossier in dossiers {
        for owed in payment::of_origin(tx, &stream(dossier.id))? {
            if owed.obligation.is_open() {
                total.0 += owed.obligation.amount.unwrap_or_default().0;
                pays.push(owed.obligation.id);
            }
        }
    }
    let (Some(pay), Some(first), true) = (pay, dossiers.first(), total.0 > 0) else {
        return Ok((total, None));
    };
    let collect = Collect {
        pays,
        total,
        payer: first.applicant.name.clone(),
        method: pay.method,
        reference: pay.reference.clone(),
        replaces: None,
    };
    // A request of its own within this one: a repeat gets the first answer of the whole.
    let taken = payment::collect(tx, &ctx.part(first.id.uuid()), &collect)?;
    Ok((total, Some(taken.id)))
}
