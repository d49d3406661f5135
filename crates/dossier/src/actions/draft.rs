//! Drafts: what a citizen is writing, saved page by page, resumed on any device. Private and without effect, so
//! these acts change no dossier and append no event.

use base::code::ProcedureCode;
use base::id::{AccountId, DossierId, UnitId};
use base::{Ctx, FieldError};
use catalogue::Situation;
use db::Tx;
use serde_json::Value;

use crate::error::Error;
use crate::model::{Channel, Draft, Paper, Source, TypedApplicant};
use crate::store::upload::Uploaded;
use crate::{permissions, queries, rules, store};

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
/// [`Error::NoProcedure`], [`Error::NotThisWay`], [`Error::StaleProcedure`] for an unknown case, [`Error::Invalid`] for a body that does not decide it.
pub fn begin_draft(tx: &mut Tx, ctx: &Ctx, input: &Begin) -> Result<DossierId, Error> {
    let citizen = ctx.authorise_citizen()?;
    let today = ctx.now.date();
    let chosen = (&input.procedure, &input.case, input.competent);
    ledger::once(tx, ctx, "dossier.begin-draft", &chosen, |tx| {
        let version = queries::offered(tx, &input.procedure, Channel::Online, today)?;
        version.case(&input.case).ok_or(Error::StaleProcedure)?;
        let unit = queries::competent_body(tx, &version, input.competent, today)?;
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
    })
}

/// Saves the answers of one page. What can be read is kept even when something else on the page is wrong, so
/// nothing typed is lost; the page counts as done only when all of it is right.
///
/// # Errors
/// [`Error::NotFound`] for somebody else's draft. Wrong fields are an answer, not an error: the rest is saved.
pub fn save_page(tx: &mut Tx, ctx: &Ctx, input: &SavePage) -> Result<Vec<FieldError>, Error> {
    let citizen = ctx.authorise_citizen()?;
    let mut draft = locked(tx, ctx, input.draft, citizen.account)?;
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
    draft.answers = version.form.tidy(all, &Situation { case: &draft.case, channel: Channel::Online });
    draft.saved_at = ctx.now;
    store::draft::save(tx, &draft)?;
    Ok(errors)
}

/// Saves who files; for whom is kept as it was. Kept as typed; the page counts as done only when it is right.
///
/// # Errors
/// [`Error::NotFound`] for somebody else's draft. Wrong fields are an answer, not an error.
pub fn save_applicant(tx: &mut Tx, ctx: &Ctx, input: &SaveApplicant) -> Result<Vec<FieldError>, Error> {
    let citizen = ctx.authorise_citizen()?;
    let mut draft = locked(tx, ctx, input.draft, citizen.account)?;
    let errors = input.applicant.check_person(ctx.now.date()).err().unwrap_or_default();
    draft.done.retain(|code| code != APPLICANT_PAGE);
    if errors.is_empty() {
        draft.done.push(APPLICANT_PAGE.to_owned());
    }
    let TypedApplicant { acting, people, .. } = std::mem::take(&mut draft.applicant);
    draft.applicant = TypedApplicant { acting, people, ..input.applicant.clone() };
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
    let draft = locked(tx, ctx, input.draft, citizen.account)?;
    let version = catalogue::version(tx, &draft.procedure)?.ok_or(Error::NoProcedure)?;
    let component = rules::component(&version, &input.component).ok_or(Error::NotFound)?;
    let full = draft.papers.iter().filter(|paper| paper.component == component.code).count()
        >= usize::from(component.max_files);
    let paper = Paper {
        component: component.code.clone(),
        source: Source::Upload,
        file_hash: Some(input.file_hash.clone()),
        file_name: Some(input.file_name.clone()),
        media_type: Some(input.media_type.clone()),
        size: input.size,
    };
    let refused = if full { Some(rules::too_many(component)) } else { rules::file_error(component, &paper) };
    if let Some(message) = refused {
        return Err(Error::Invalid(vec![FieldError::new(rules::paper_field(&component.code), message)]));
    }
    let uploaded = Uploaded { media_type: input.media_type.clone(), size: input.size };
    store::upload::keep(tx, &input.file_hash, &permissions::uploader(ctx)?, &uploaded, ctx.now)?;
    store::draft::attach(tx, draft.id, &paper)?;
    Ok(())
}

/// Takes a file off again.
///
/// # Errors
/// [`Error::NotFound`] for somebody else's draft.
pub fn detach(tx: &mut Tx, ctx: &Ctx, input: &Detach) -> Result<(), Error> {
    let citizen = ctx.authorise_citizen()?;
    locked(tx, ctx, input.draft, citizen.account)?;
    store::draft::detach(tx, input.draft, &input.component, &input.file_hash)?;
    Ok(())
}

/// Throws a draft away.
///
/// # Errors
/// [`Error::NotFound`] for somebody else's draft.
pub fn discard_draft(tx: &mut Tx, ctx: &Ctx, draft: DossierId) -> Result<(), Error> {
    let citizen = ctx.authorise_citizen()?;
    locked(tx, ctx, draft, citizen.account)?;
    store::draft::delete(tx, draft)?;
    Ok(())
}

/// The citizen's own draft, nobody else's; two windows that change it follow one another.
pub(super) fn locked(tx: &mut Tx, ctx: &Ctx, draft: DossierId, account: AccountId) -> Result<Draft, Error> {
    store::draft::lock(tx, draft, account, ctx.now)?;
    store::draft::find(tx, draft, account)?.ok_or(Error::NotFound)
}
