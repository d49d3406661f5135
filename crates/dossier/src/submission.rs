//! What a person sends, and the proof that it is complete: a [`Submission`] is made only by [`send`], in a read
//! snapshot, so that the writer only writes.

use std::sync::Arc;

use base::code::ProcedureCode;
use base::id::{DossierId, UnitId};
use base::{Ctx, FieldError, Instant};
use catalogue::{ProcedureVersion, Situation};
use db::{Db, Query, Read, Tx};
use jiff::civil::Date;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use sha2::{Digest as _, Sha256};

use crate::error::Error;
use crate::events::{self, stream};
use crate::model::{
    Acting, Applicant, Beside, Channel, Dossier, Draft, Identified, Paper, Part, ReturnAt, State,
    TypedApplicant,
};
use crate::store::dossier::Sent;
use crate::{queries, rules, store};

/// What a person sends, before it is known to be complete.
#[derive(Clone, Debug, Serialize)]
pub struct Input {
    /// The draft it grew from; the dossier takes over its identifier.
    pub draft: Option<DossierId>,
    /// The procedure.
    pub procedure: ProcedureCode,
    /// The version the person saw; none takes the one in force.
    pub version: Option<i64>,
    /// The case.
    pub case: String,
    /// In whose name.
    pub applicant: TypedApplicant,
    /// The answers of the form.
    pub answers: Value,
    /// The papers; their bytes are in the file store already.
    pub papers: Vec<Paper>,
    /// The body that decides.
    pub competent: UnitId,
    /// The body that files with another, in a procedure between bodies; it is the applicant, whatever is typed for one.
    pub filed_by: Option<UnitId>,
}

/// A complete submission: made only by [`send`], so an action that holds one need not check it again.
#[derive(Clone, Debug)]
pub struct Submission {
    pub(crate) draft: Option<DossierId>,
    pub(crate) version: Arc<ProcedureVersion>,
    pub(crate) case: String,
    pub(crate) channel: Channel,
    pub(crate) applicant: Applicant,
    pub(crate) answers: Arc<Value>,
    /// Applicant and answers as they are stored.
    pub(crate) sent: Sent,
    pub(crate) papers: Vec<Paper>,
    /// The parts of a linked dossier, each with its version and body; empty for every other.
    pub(crate) parts: Vec<Part>,
    pub(crate) competent: UnitId,
    /// The body that files, in a procedure between bodies.
    pub(crate) filed_by: Option<UnitId>,
    pub(crate) root: UnitId,
    pub(crate) top: UnitId,
    pub(crate) answer_due: Instant,
    pub(crate) content: String,
    /// What was refused to the same person a few days ago, and when.
    pub(crate) refused: Option<(DossierId, Instant)>,
    /// What makes a repeat the same: SHA-256 of everything that was sent.
    pub(crate) digest: String,
}

/// Loads what a submission is measured by and checks all of it: the version in force, the case, the answers, the
/// papers, the applicant, the body.
pub(crate) fn prepare(
    q: &mut impl Query,
    ctx: &Ctx,
    channel: Channel,
    input: Input,
    digest: String,
) -> Result<Submission, Error> {
    let (now, today) = (ctx.now, ctx.now.date());
    let version = catalogue::published(q, &input.procedure, today)?.ok_or(Error::NoProcedure)?;
    if input.version.is_some_and(|seen| seen != version.version) || version.case(&input.case).is_none() {
        return Err(Error::StaleProcedure);
    }
    if !version.channels.contains(&channel) {
        return Err(Error::NotThisWay(channel));
    }
    let (filed_by, typed) = match channel {
        Channel::Internal => {
            queries::filing_body(q, ctx, input.filed_by).map(|(body, applicant)| (Some(body), applicant))?
        }
        _ => (None, input.applicant),
    };
    let situation = Situation { case: &input.case, channel };
    let answers = version.form.tidy(input.answers, &situation);
    let mut errors = version.form.check(&answers, catalogue::form::Scope::Whole, &situation, today);
    let mut papers = input.papers.clone();
    let acting = typed.acting().unwrap_or(Acting::Own);
    let mandate = rules::mandate(&version, &situation, &answers, acting);
    errors.extend(rules::mandate_errors(mandate, channel, &mut papers));
    errors.extend(rules::paper_errors(&version, &situation, &answers, &papers));
    let mut applicant = applicant(channel, &typed, today, &mut errors);
    errors.extend(rules::not_admitted(&version, &applicant.people));
    if !errors.is_empty() {
        return Err(Error::Invalid(errors));
    }
    let unit = competent(q, &version, (input.competent, input.draft.is_some()), &answers, today)?;
    not_oneself(filed_by, &unit)?;
    let root = queries::received_by(q, ctx, &version, &unit, channel)?;
    if root == receiving_body(&unit) {
        applicant.return_at = None;
    } else if applicant.return_at == Some(ReturnAt::Competent)
        && organisation::one_stop_of(q, unit.id, today)?.is_none()
    {
        let message =
            "Cơ quan có thẩm quyền không có Bộ phận Một cửa riêng. Xin chọn nhận kết quả tại nơi tiếp nhận.";
        return Err(Error::Invalid(vec![FieldError::new("applicant.return_at", message)]));
    }
    let parts = queries::planned_parts(q, &version, &situation, &answers, &unit, now)?;
    let calendar = organisation::calendar(q, unit.id, today)?;
    let answer_due = rules::answer_due(&calendar, now)?;
    let sent =
        Sent { applicant: serde_json::to_string(&applicant)?, answers: serde_json::to_string(&answers)? };
    let content = content_digest(&sent);
    let refused = refused(q, ctx, &version, &applicant)?;
    Ok(Submission {
        draft: input.draft,
        case: input.case,
        channel,
        papers: input.papers,
        parts,
        competent: unit.id,
        filed_by,
        root,
        top: unit.top,
        version,
        applicant,
        answers: Arc::new(answers),
        sent,
        answer_due,
        content,
        refused,
        digest,
    })
}

/// The applicant, if everything typed is well formed; what is wrong stands first among `errors`.
fn applicant(
    channel: Channel,
    typed: &TypedApplicant,
    today: Date,
    errors: &mut Vec<FieldError>,
) -> Applicant {
    let mut applicant = typed.check(today).unwrap_or_else(|wrong| {
        errors.splice(0..0, wrong);
        Applicant::default()
    });
    match channel {
        // Whoever files online has signed in; what a program says of it counts for nothing.
        Channel::Online | Channel::Internal => applicant.identified = Some(Identified::Account),
        _ if applicant.identified == Some(Identified::Account) => errors.push(FieldError::new(
            "applicant.identified",
            "Tại quầy, xin chọn cách đã xem giấy tờ của người nộp.",
        )),
        _ => {}
    }
    applicant
}

/// A body asks another, never itself.
fn not_oneself(filed_by: Option<UnitId>, competent: &organisation::Unit) -> Result<(), Error> {
    if filed_by != Some(competent.id) {
        return Ok(());
    }
    let message = "Cơ quan đề nghị và cơ quan giải quyết không thể là một. Xin chọn cơ quan giải quyết khác.";
    Err(Error::Invalid(vec![FieldError::new("competent", message)]))
}

/// What was refused in this procedure to the same person within the last days.
fn refused(
    q: &mut impl Query,
    ctx: &Ctx,
    version: &ProcedureVersion,
    applicant: &Applicant,
) -> Result<Option<(DossierId, Instant)>, Error> {
    let account = ctx.authorise_citizen().ok().map(|citizen| citizen.account);
    let persons = rules::persons(account, applicant);
    let since = ctx.now.plus_seconds(-i64::from(rules::REFILED_DAYS + 1) * 86_400);
    let last = store::refiled::last(q, &persons, &version.code, since)?;
    Ok(last.filter(|(_, at)| rules::is_refiled(at.date(), ctx.now.date())))
}

/// The body that decides: the one the place in the answers leads to, else the one that was chosen. A draft goes to it by itself, since
/// its last page has said so; whoever named another body is told.
fn competent(
    q: &mut impl Query,
    version: &ProcedureVersion,
    (named, drafted): (UnitId, bool),
    answers: &Value,
    today: Date,
) -> Result<organisation::Unit, Error> {
    let chosen = queries::competent_body(q, version, named, today);
    match queries::body_by_place(q, version, answers, today)? {
        Some(unit) if unit.id == named || drafted => Ok(unit),
        Some(unit) => Err(queries::elsewhere(&unit)),
        None => chosen,
    }
}

/// How a complete submission becomes a dossier.
pub struct Way<T> {
    /// The name under which the first answer is kept.
    pub(crate) name: &'static str,
    /// How it comes in.
    pub(crate) channel: Channel,
    /// The action.
    pub(crate) act: fn(&mut Tx, &Ctx, &Submission) -> Result<T, Error>,
}

/// What was found ready in the snapshot.
enum Prepared<T> {
    Complete(Box<Submission>),
    /// It was sent before, and what it rests on has moved since.
    Answered(T),
}

/// Prepares what was sent and acts on it. A repeat gets the first answer even when it would be refused now (a new
/// version came into force, the uploads no longer count). What makes a repeat the same is `sent`, the whole of what
/// came, before anything was looked up for it; `read` makes the input of it.
///
/// # Errors
/// [`Error::Invalid`] names every field that cannot be taken; [`Error::NoProcedure`], [`Error::StaleProcedure`],
/// [`Error::NoUnit`] where the ground has moved; those of `read` and of the action.
pub async fn send<S, T>(
    db: &Db,
    ctx: &Ctx,
    way: &Way<T>,
    sent: S,
    read: impl FnOnce(&mut Read, S) -> Result<Input, Error> + Send + 'static,
) -> Result<T, Error>
where
    S: Serialize + Send + 'static,
    T: Serialize + DeserializeOwned + Clone + Send + 'static,
{
    let (asker, ctx) = (ctx.clone(), ctx.clone());
    let Way { name, channel, act } = *way;
    let digest = ledger::digest(&sent)?;
    let look = move |rx: &mut Read| {
        let prepared = read(rx, sent).and_then(|input| prepare(rx, &asker, channel, input, digest.clone()));
        match prepared {
            Ok(submission) => Ok(Prepared::<T>::Complete(Box::new(submission))),
            Err(refused) => {
                ledger::answered(rx, &asker, name, &digest)?.map(Prepared::Answered).ok_or(refused)
            }
        }
    };
    db.look_then_write(look, move |tx, prepared| match prepared {
        Prepared::Complete(submission) => act(tx, &ctx, submission),
        Prepared::Answered(first) => Ok(first.clone()),
    })
    .await
}

/// The body whose one-stop unit receives for `unit`: a line agency's dossiers come in at the commune it serves.
pub(crate) fn receiving_body(unit: &organisation::Unit) -> UnitId {
    match (unit.kind, unit.parent) {
        (organisation::UnitKind::LineAgency, Some(parent)) => parent,
        _ => unit.root,
    }
}

/// Prepares several things at once and acts on all of them in one transaction: `look` makes the input of the act of what was
/// sent, in one snapshot. A repeat gets the first answer even when it would be refused now.
///
/// # Errors
/// Those of `look` and of the act.
pub(crate) async fn send_several<S, I, T>(
    db: &Db,
    ctx: &Ctx,
    name: &'static str,
    sent: S,
    look: impl FnOnce(&mut Read, &Ctx, S, String) -> Result<I, Error> + Send + 'static,
    act: fn(&mut Tx, &Ctx, &I) -> Result<T, Error>,
) -> Result<T, Error>
where
    S: Serialize + Send + 'static,
    I: Send + Sync + 'static,
    T: Serialize + DeserializeOwned + Clone + Send + Sync + 'static,
{
    let (asker, ctx) = (ctx.clone(), ctx.clone());
    let digest = ledger::digest(&sent)?;
    let ready = move |rx: &mut Read| match look(rx, &asker, sent, digest.clone()) {
        Ok(input) => Ok(Ready::<I, T>::Complete(Box::new(input))),
        Err(refused) => ledger::answered(rx, &asker, name, &digest)?.map(Ready::Answered).ok_or(refused),
    };
    db.look_then_write(ready, move |tx, ready| match ready {
        Ready::Complete(input) => act(tx, &ctx, input),
        Ready::Answered(first) => Ok(first.clone()),
    })
    .await
}

/// What was found ready in the snapshot, for [`send_several`].
enum Ready<I, T> {
    Complete(Box<I>),
    Answered(T),
}

impl Submission {
    /// Whether it says what the draft it was prepared from says now: nothing was added in another window meanwhile.
    pub(crate) fn still_says(&self, draft: &Draft, today: Date) -> bool {
        let situation = Situation { case: &draft.case, channel: self.channel };
        draft.papers == self.papers
            && draft.case == self.case
            && draft
                .applicant
                .check(today)
                .is_ok_and(|now| Applicant { identified: self.applicant.identified, ..now } == self.applicant)
            && self.version.form.tidy(draft.answers.clone(), &situation) == *self.answers
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
            answers: Arc::clone(&self.answers),
            received_at_unit: None,
            competent: self.competent,
            root: self.root,
            top: Some(self.top),
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
            beside: Beside { parts: self.parts.clone(), filed_by: self.filed_by, ..Beside::default() },
        })
    }

    /// Writes the dossier with its papers and appends the event.
    pub(crate) fn insert(&self, tx: &mut Tx, ctx: &Ctx, dossier: &Dossier) -> Result<(), Error> {
        if !catalogue::is_in_force(tx, &dossier.procedure, ctx.now.date())? {
            return Err(Error::StaleProcedure);
        }
        store::dossier::insert(tx, dossier, &self.sent)?;
        store::paper::insert_all(tx, dossier.id, &self.papers)?;
        if let Some(body) = self.filed_by {
            store::filed_by::insert(tx, body, dossier.id)?;
        }
        if let Some(refused) = self.refused {
            store::refiled::insert(tx, dossier, refused)?;
        }
        let event = events::Submitted {
            procedure: dossier.procedure.code.to_string(),
            version: dossier.procedure.version,
            case: self.case.clone(),
            channel: self.channel,
            account: dossier.account,
            competent: self.competent,
            content: self.content.clone(),
            papers: self.papers.clone(),
            acting: self.applicant.acting,
            identified: self.applicant.identified,
            filed_by: self.filed_by,
        };
        ledger::append(tx, ctx, &stream(dossier.id), Some(self.competent), ctx.now, &event)?;
        if !self.parts.is_empty() {
            let event = events::PartsPlanned::of(&self.parts);
            ledger::append(tx, ctx, &stream(dossier.id), Some(self.competent), ctx.now, &event)?;
        }
        Ok(())
    }
}

/// SHA-256 of applicant and answers of a dossier as they are stored.
pub(crate) fn content_of(dossier: &Dossier) -> Result<String, Error> {
    let applicant = serde_json::to_string(&dossier.applicant)?;
    Ok(content_digest(&Sent { applicant, answers: serde_json::to_string(&*dossier.answers)? }))
}

/// SHA-256 of applicant and answers, which ties the stored row to the ledger.
pub(crate) fn content_digest(sent: &Sent) -> String {
    let mut hasher = Sha256::new();
    hasher.update(&sent.applicant);
    hasher.update(b"\n");
    hasher.update(&sent.answers);
    hex::encode(hasher.finalize())
}
