//! What a person sends, and the proof that it is complete: a [`Submission`] is made only by [`prepare`], in a read
//! snapshot, so that the writer only writes.

use std::sync::Arc;

use base::code::ProcedureCode;
use base::id::{DossierId, UnitId};
use base::{Ctx, FieldError, Instant};
use catalogue::{ProcedureVersion, Situation};
use db::{Query, Tx};
use serde::Serialize;
use serde_json::Value;
use sha2::{Digest as _, Sha256};

use crate::error::Error;
use crate::events::{self, stream};
use crate::model::{Applicant, Channel, Dossier, Draft, Paper, State, TypedApplicant};
use crate::{queries, rules, store};

/// What a person sends, before it is known to be complete.
#[derive(Clone, Debug)]
pub struct Input {
    /// The draft it grew from; the dossier takes over its identifier.
    pub draft: Option<DossierId>,
    /// The procedure.
    pub procedure: ProcedureCode,
    /// The version the person saw; none takes the one in force.
    pub version: Option<i64>,
    /// The case.
    pub case: String,
    /// How it comes in.
    pub channel: Channel,
    /// In whose name.
    pub applicant: TypedApplicant,
    /// The answers of the form.
    pub answers: Value,
    /// The papers; their bytes are in the file store already.
    pub papers: Vec<Paper>,
    /// The body that decides.
    pub competent: UnitId,
}

/// A complete submission: made only by [`prepare`], so an action that holds one need not check it again.
#[derive(Clone, Debug)]
pub struct Submission {
    pub(crate) draft: Option<DossierId>,
    pub(crate) version: Arc<ProcedureVersion>,
    pub(crate) case: String,
    pub(crate) channel: Channel,
    pub(crate) applicant: Applicant,
    pub(crate) answers: Value,
    pub(crate) papers: Vec<Paper>,
    pub(crate) competent: UnitId,
    pub(crate) root: UnitId,
    pub(crate) answer_due: Instant,
    pub(crate) content: String,
}

/// Loads what a submission is measured by and checks all of it: the version in force, the case, the answers, the
/// papers, the applicant, the body. Done in a read snapshot, so that the writer only writes.
///
/// # Errors
/// [`Error::Invalid`] names every field that cannot be taken; [`Error::NoProcedure`], [`Error::StaleProcedure`],
/// [`Error::NoUnit`] where the ground has moved.
pub fn prepare(q: &mut impl Query, now: Instant, input: Input) -> Result<Submission, Error> {
    let today = now.date();
    let version = catalogue::published(q, &input.procedure, today)?.ok_or(Error::NoProcedure)?;
    if input.version.is_some_and(|seen| seen != version.version) || version.case(&input.case).is_none() {
        return Err(Error::StaleProcedure);
    }
    if !version.channels.contains(&input.channel) {
        let message = format!("Thủ tục này không nhận hồ sơ theo hình thức “{}”.", input.channel.label());
        return Err(Error::Invalid(vec![FieldError::new("channel", message)]));
    }
    let situation = Situation { case: &input.case, channel: input.channel };
    let answers = version.form.tidy(&input.answers, &situation);
    let mut errors = version.form.check(&answers, catalogue::form::Scope::Whole, &situation, today);
    errors.extend(rules::paper_errors(&version, &situation, &answers, &input.papers));
    let applicant = input.applicant.check().unwrap_or_else(|wrong| {
        errors.splice(0..0, wrong);
        Applicant::default()
    });
    if !errors.is_empty() {
        return Err(Error::Invalid(errors));
    }
    let unit = queries::competent_body(q, &version, input.competent, today)?;
    let calendar = organisation::calendar(q, unit.id, today)?;
    let answer_due = rules::answer_due(&calendar, now)?;
    let content = content_digest(&applicant, &answers)?;
    Ok(Submission {
        draft: input.draft,
        case: input.case,
        channel: input.channel,
        papers: input.papers,
        competent: unit.id,
        root: receiving_body(&unit),
        version,
        applicant,
        answers,
        answer_due,
        content,
    })
}

/// The body whose one-stop unit receives for `unit`: a line agency's dossiers come in at the commune it serves.
pub(crate) fn receiving_body(unit: &organisation::Unit) -> UnitId {
    match (unit.kind, unit.parent) {
        (organisation::UnitKind::LineAgency, Some(parent)) => parent,
        _ => unit.root,
    }
}

impl Submission {
    /// What makes a repeat the same: the content, the papers, the procedure, the case.
    pub(crate) fn fingerprint(&self) -> impl Serialize {
        (self.version.key(), self.case.clone(), self.content.clone(), self.papers.clone(), self.competent)
    }

    /// Whether it says what the draft it was prepared from says now: nothing was added in another window meanwhile.
    pub(crate) fn still_says(&self, draft: &Draft) -> bool {
        let situation = Situation { case: &draft.case, channel: self.channel };
        draft.papers == self.papers
            && draft.case == self.case
            && draft.applicant.check().as_ref() == Ok(&self.applicant)
            && self.version.form.tidy(&draft.answers, &situation) == self.answers
    }

    /// The dossier as it begins.
    pub(crate) fn dossier(&self, ctx: &Ctx) -> Result<Dossier, Error> {
        Ok(Dossier {
            id: self.draft.unwrap_or_else(|| DossierId::new(&ctx.rng, ctx.now)),
            number: None,
            state: State::Submitted,
            revision: 1,
            procedure: self.version.key(),
            procedure_name: self.version.short_name.clone(),
            case: self.case.clone(),
            channel: self.channel,
            account: None,
            applicant: self.applicant.clone(),
            answers: self.answers.clone(),
            received_at_unit: None,
            competent: self.competent,
            root: self.root,
            submitted_at: ctx.now,
            answer_due: self.answer_due,
            received_at: None,
            deadline: None,
            step: None,
            lookup: None,
            decided: None,
            closed_at: None,
            returned_at: None,
            result: None,
            refusal: None,
        })
    }

    /// Writes the dossier with its papers and appends the event.
    pub(crate) fn insert(&self, tx: &mut Tx, ctx: &Ctx, dossier: &Dossier) -> Result<(), Error> {
        if !catalogue::is_in_force(tx, &dossier.procedure, ctx.now.date())? {
            return Err(Error::StaleProcedure);
        }
        store::dossier::insert(tx, dossier)?;
        store::paper::insert_all(tx, dossier.id, &self.papers)?;
        let event = events::Submitted {
            procedure: dossier.procedure.code.to_string(),
            version: dossier.procedure.version,
            case: self.case.clone(),
            channel: self.channel,
            account: dossier.account,
            competent: self.competent,
            content: self.content.clone(),
            papers: self.papers.clone(),
        };
        ledger::append(tx, ctx, &stream(dossier.id), Some(self.competent), ctx.now, &event)?;
        Ok(())
    }
}

/// SHA-256 of applicant and answers, which ties the stored row to the ledger.
fn content_digest(applicant: &Applicant, answers: &Value) -> Result<String, serde_json::Error> {
    let mut hasher = Sha256::new();
    hasher.update(serde_json::to_vec(applicant)?);
    hasher.update(b"\n");
    hasher.update(serde_json::to_vec(answers)?);
    Ok(hex::encode(hasher.finalize()))
}
