//! Drafts: what a citizen is writing, saved page by page, resumed on any device. Private and without effect, so
//! these acts change no dossier and append no event.

use base::code::ProcedureCode;
use base::id::{DossierId, UnitId};
use base::{Ctx, FieldError};
use catalogue::Situation;
use db::Tx;
use serde_json::Value;

use crate::error::Error;
use crate::model::{Channel, Draft, Paper, Source, TypedApplicant};
use crate::store;

/// What a draft begins with.
#[derive(Clone, Debug)]
pub struct Begin {
    /// The procedure.
    pub procedure: ProcedureCode,
    /// The case.
    pub case: String,
    /// The body that decides.
    pub competent: UnitId,
    /// In whose name, as far as the account knows.
    pub applicant: TypedApplicant,
}

/// The code under which the page about the applicant counts as done; no page of a form has it.
pub const APPLICANT_PAGE: &str = "nguoi-nop";

/// In whose name.
#[derive(Clone, Debug)]
pub struct SaveApplicant {
    /// The draft.
    pub draft: DossierId,
    /// What was typed.
    pub applicant: TypedApplicant,
}

/// Answers of one page of the form.
#[derive(Clone, Debug)]
pub struct SavePage {
    /// The draft.
    pub draft: DossierId,
    /// The code of the page.
    pub page: String,
    /// What was posted, name and value as they came.
    pub posted: Vec<(String, String)>,
}

/// A file that is in the store, for a component.
#[derive(Clone, Debug)]
pub struct Attach {
    /// The draft.
    pub draft: DossierId,
    /// The code of the component.
    pub component: String,
    /// SHA-256 of the bytes, hexadecimal.
    pub file_hash: String,
    /// The name the file had with the sender.
    pub file_name: String,
    /// The type found in the bytes.
    pub media_type: String,
    /// Bytes.
    pub size: i64,
}

/// Which file to take off.
#[derive(Clone, Debug)]
pub struct Detach {
    /// The draft.
    pub draft: DossierId,
    /// The code of the component.
    pub component: String,
    /// SHA-256 of the bytes, hexadecimal.
    pub file_hash: String,
}

/// Begins a draft under the version in force.
///
/// # Errors
/// [`Error::NoProcedure`], [`Error::StaleProcedure`] for an unknown case, [`Error::NoUnit`].
pub fn begin_draft(tx: &mut Tx, ctx: &Ctx, input: &Begin) -> Result<DossierId, Error> {
    let citizen = ctx.authorise_citizen()?;
    let today = ctx.now.date();
    let version = catalogue::published(tx, &input.procedure, today)?.ok_or(Error::NoProcedure)?;
    version.case(&input.case).ok_or(Error::StaleProcedure)?;
    let unit = organisation::unit_at(tx, input.competent, today)?.ok_or(Error::NoUnit)?;
    let draft = Draft {
        id: DossierId::new(&ctx.rng, ctx.now),
        account: citizen.account,
        procedure: version.key(),
        case: input.case.clone(),
        competent: unit.id,
        applicant: input.applicant.clone(),
        answers: Value::Object(serde_json::Map::new()),
        done: Vec::new(),
        saved_at: ctx.now,
        papers: Vec::new(),
    };
    store::draft::save(tx, &draft)?;
    Ok(draft.id)
}

/// Saves the answers of one page. What can be read is kept even when something else on the page is wrong, so
/// nothing typed is lost; the page counts as done only when all of it is right.
///
/// # Errors
/// [`Error::NotFound`] for somebody else's draft. Wrong fields are an answer, not an error: the rest is saved.
pub fn save_page(tx: &mut Tx, ctx: &Ctx, input: &SavePage) -> Result<Vec<FieldError>, Error> {
    let citizen = ctx.authorise_citizen()?;
    let mut draft = store::draft::find(tx, input.draft, citizen.account)?.ok_or(Error::NotFound)?;
    let version = catalogue::version(tx, &draft.procedure)?.ok_or(Error::NoProcedure)?;
    let situation = Situation { case: &draft.case, channel: Channel::Online };
    let page = version.form.page(&input.page).ok_or(Error::NotFound)?;
    let (answers, mut errors) = page.answers(&input.posted, &draft.answers, &situation);
    let mut all = draft.answers.as_object().cloned().unwrap_or_default();
    for field in &page.fields {
        all.shift_remove(&field.name);
    }
    all.extend(answers);
    let all = Value::Object(all);
    for error in
        version.form.check(&all, catalogue::form::Scope::Page(&input.page), &situation, ctx.now.date())
    {
        if !errors.iter().any(|e| e.field == error.field) {
            errors.push(error);
        }
    }
    draft.done.retain(|code| *code != input.page);
    if errors.is_empty() {
        draft.done.push(input.page.clone());
    }
    draft.answers = version.form.tidy(&all, &Situation { case: &draft.case, channel: Channel::Online });
    draft.saved_at = ctx.now;
    store::draft::save(tx, &draft)?;
    Ok(errors)
}

/// Saves in whose name the dossier will be. Kept as typed; the page counts as done only when it is right.
///
/// # Errors
/// [`Error::NotFound`] for somebody else's draft. Wrong fields are an answer, not an error.
pub fn save_applicant(tx: &mut Tx, ctx: &Ctx, input: &SaveApplicant) -> Result<Vec<FieldError>, Error> {
    let citizen = ctx.authorise_citizen()?;
    let mut draft = store::draft::find(tx, input.draft, citizen.account)?.ok_or(Error::NotFound)?;
    let errors = input.applicant.check().err().unwrap_or_default();
    draft.done.retain(|code| code != APPLICANT_PAGE);
    if errors.is_empty() {
        draft.done.push(APPLICANT_PAGE.to_owned());
    }
    draft.applicant = input.applicant.clone();
    draft.saved_at = ctx.now;
    store::draft::save(tx, &draft)?;
    Ok(errors)
}

/// Attaches a file whose bytes are in the store.
///
/// # Errors
/// [`Error::Invalid`] for a component the case does not have, a type it does not take, or too many files.
pub fn attach(tx: &mut Tx, ctx: &Ctx, input: &Attach) -> Result<(), Error> {
    let citizen = ctx.authorise_citizen()?;
    let draft = store::draft::find(tx, input.draft, citizen.account)?.ok_or(Error::NotFound)?;
    let version = catalogue::version(tx, &draft.procedure)?.ok_or(Error::NoProcedure)?;
    let component = version.component(&input.component).ok_or(Error::NotFound)?;
    let field = crate::rules::paper_field(&component.code);
    let count = draft.papers.iter().filter(|paper| paper.component == component.code).count();
    if count >= usize::from(component.max_files) {
        let message =
            format!("Mục này nhận tối đa {} tệp. Xin bỏ bớt tệp trước khi thêm.", component.max_files);
        return Err(Error::Invalid(vec![FieldError::new(field, message)]));
    }
    let taken = files::Kind::parse(&input.media_type).is_some_and(|kind| takes(&component.file_types, kind));
    let room = i64::from(component.max_megabytes) * 1_000_000;
    if !taken || input.size > room {
        let types = component.file_types.join(", ").to_uppercase();
        let message = format!(
            "“{}”: mục này nhận tệp {types}, mỗi tệp tối đa {} MB.",
            input.file_name, component.max_megabytes
        );
        return Err(Error::Invalid(vec![FieldError::new(field, message)]));
    }
    let paper = Paper {
        component: component.code.clone(),
        source: Source::Upload,
        file_hash: Some(input.file_hash.clone()),
        file_name: Some(input.file_name.clone()),
        media_type: Some(input.media_type.clone()),
        size: input.size,
    };
    store::draft::attach(tx, draft.id, &paper)?;
    Ok(())
}

/// Whether a component that takes these types takes `kind`.
fn takes(types: &[String], kind: files::Kind) -> bool {
    types.iter().any(|t| t == kind.extension() || (t == "jpeg" && kind == files::Kind::Jpeg))
}

/// Takes a file off again.
///
/// # Errors
/// [`Error::NotFound`] for somebody else's draft.
pub fn detach(tx: &mut Tx, ctx: &Ctx, input: &Detach) -> Result<(), Error> {
    let citizen = ctx.authorise_citizen()?;
    store::draft::find(tx, input.draft, citizen.account)?.ok_or(Error::NotFound)?;
    store::draft::detach(tx, input.draft, &input.component, &input.file_hash)?;
    Ok(())
}

/// Throws a draft away.
///
/// # Errors
/// [`Error::NotFound`] for somebody else's draft.
pub fn discard_draft(tx: &mut Tx, ctx: &Ctx, draft: DossierId) -> Result<(), Error> {
    let citizen = ctx.authorise_citizen()?;
    store::draft::find(tx, draft, citizen.account)?.ok_or(Error::NotFound)?;
    store::draft::delete(tx, draft)?;
    Ok(())
}
