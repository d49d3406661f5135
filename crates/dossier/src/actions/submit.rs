//! Submit: a citizen sends a dossier. From here on it exists, whatever any register or gateway does.

use std::sync::Arc;

use base::code::ProcedureCode;
use base::id::{DossierId, UnitId};
use base::{Ctx, FieldError, Instant};
use catalogue::{ProcedureVersion, Situation};
use db::{Query, Tx};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{content_digest, stream};
use crate::error::Error;
use crate::events;
use crate::model::{Applicant, Channel, Dossier, Paper, State, TypedApplicant};
use crate::{rules, store};

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
    pub(super) draft: Option<DossierId>,
    pub(super) version: Arc<ProcedureVersion>,
    pub(super) case: String,
    pub(super) channel: Channel,
    pub(super) applicant: Applicant,
    pub(super) answers: Value,
    pub(super) papers: Vec<Paper>,
    pub(super) competent: UnitId,
    pub(super) root: UnitId,
    pub(super) answer_due: Instant,
    pub(super) content: String,
}

/// The answer to a submission.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Submitted {
    /// The dossier.
    pub id: DossierId,
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
    let unit = organisation::unit_at(q, input.competent, today)?.ok_or(Error::NoUnit)?;
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

/// Makes a citizen's submission a dossier.
///
/// # Errors
/// [`Error::Denied`] for anyone but a citizen; [`Error::StaleProcedure`] if another version came into force since
/// the submission was prepared; those of database and ledger.
pub fn submit(tx: &mut Tx, ctx: &Ctx, submission: &Submission) -> Result<Submitted, Error> {
    let citizen = ctx.authorise_citizen()?;
    ledger::once(tx, ctx, "dossier.submit", &submission.fingerprint(), |tx| {
        let mut dossier = submission.dossier(ctx)?;
        dossier.account = Some(citizen.account);
        if let Some(draft) = submission.draft {
            store::draft::find(tx, draft, citizen.account)?.ok_or(Error::NotFound)?;
            store::draft::delete(tx, draft)?;
        }
        submission.insert(tx, ctx, &dossier)?;
        Ok(Submitted { id: dossier.id })
    })
}

impl Submission {
    /// What makes a repeat the same: the content, the papers, the procedure, the case.
    pub(super) fn fingerprint(&self) -> impl Serialize {
        (self.version.key(), self.case.clone(), self.content.clone(), self.papers.clone(), self.competent)
    }

    /// The dossier as it begins.
    pub(super) fn dossier(&self, ctx: &Ctx) -> Result<Dossier, Error> {
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
    pub(super) fn insert(&self, tx: &mut Tx, ctx: &Ctx, dossier: &Dossier) -> Result<(), Error> {
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
