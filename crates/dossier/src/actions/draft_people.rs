//! Drafts: for whom somebody files, and who the others are. Kept as typed, like every page of a draft.

use base::id::DossierId;
use base::{Ctx, FieldError};
use db::Tx;

use super::draft::locked;
use crate::error::Error;
use crate::model::{Acting, CHOOSE_WHOM, TypedParty};
use crate::store;

/// The code under which the page about whom it is for counts as done.
pub const WHOM_PAGE: &str = "nop-cho-ai";
/// The code of the page about owners and beneficiaries.
pub const PEOPLE_PAGE: &str = "chu-ho-so";
/// What stands among the pages done when somebody files for themselves and others share the dossier.
pub const SHARED: &str = "co-nguoi-khac";

/// For whom.
#[derive(Clone, Debug)]
pub struct SaveWhom {
    /// The draft.
    pub draft: DossierId,
    /// The code of [`Acting`], as typed.
    pub acting: String,
    /// Whether others share a dossier that somebody files for themselves.
    pub shared: bool,
}

/// The owners and beneficiaries.
#[derive(Clone, Debug)]
pub struct SavePeople {
    /// The draft.
    pub draft: DossierId,
    /// As typed.
    pub people: Vec<TypedParty>,
}

/// Saves for whom the dossier will be. Who files for themselves alone names nobody else.
///
/// # Errors
/// [`Error::NotFound`] for somebody else's draft. A wrong choice is an answer, not an error.
pub fn save_whom(tx: &mut Tx, ctx: &Ctx, input: &SaveWhom) -> Result<Vec<FieldError>, Error> {
    let citizen = ctx.authorise_citizen()?;
    let mut draft = locked(tx, ctx, input.draft, citizen.account)?;
    draft.done.retain(|code| code != WHOM_PAGE && code != SHARED);
    let Some(acting) = Acting::parse(&input.acting) else {
        store::draft::save(tx, &draft)?;
        return Ok(vec![FieldError::new("applicant.acting", CHOOSE_WHOM)]);
    };
    draft.done.push(WHOM_PAGE.to_owned());
    let alone = acting == Acting::Own && !input.shared;
    if acting == Acting::Own && input.shared {
        draft.done.push(SHARED.to_owned());
    }
    if alone {
        draft.applicant.people.clear();
    }
    draft.applicant.acting = if acting == Acting::Own { String::new() } else { acting.code().to_owned() };
    draft.saved_at = ctx.now;
    store::draft::save(tx, &draft)?;
    Ok(Vec::new())
}

/// Saves the owners and beneficiaries.
///
/// # Errors
/// [`Error::NotFound`] for somebody else's draft. Wrong fields are an answer, not an error.
pub fn save_people(tx: &mut Tx, ctx: &Ctx, input: &SavePeople) -> Result<Vec<FieldError>, Error> {
    let citizen = ctx.authorise_citizen()?;
    let mut draft = locked(tx, ctx, input.draft, citizen.account)?;
    draft.applicant.people.clone_from(&input.people);
    let errors = draft.applicant.check_people(ctx.now.date()).err().unwrap_or_default();
    draft.done.retain(|code| code != PEOPLE_PAGE);
    if errors.is_empty() {
        draft.done.push(PEOPLE_PAGE.to_owned());
    }
    draft.saved_at = ctx.now;
    store::draft::save(tx, &draft)?;
    Ok(errors)
}
