//! A card read at the counter: the text of its QR code, as a scanner types it, fills the fields of whoever's card it is.

use base::{Ctx, FieldError};
use web::Form;

use super::people;
use crate::model::{Acting, Card, Identified, PartyKind, TypedApplicant, TypedParty};

/// The field a scanner types into.
const FIELD: &str = "card";

/// The form with the fields filled from the card that was scanned, and whose card it is; else with what is wrong with the text. An
/// empty field changes nothing: Enter in another field presses this button too.
pub(super) fn put(ctx: &Ctx, form: &Form, for_owner: bool) -> (Form, Option<String>) {
    let text = form.value(FIELD);
    if text.trim().is_empty() && !for_owner {
        return (form.clone(), None);
    }
    let card = match Card::read(text) {
        Ok(card) => card,
        Err(why) => return (form.clone().with_errors([FieldError::new(FIELD, why.sentence())]), None),
    };
    let mut typed = people::applicant(form);
    if for_owner {
        owner(&mut typed, &card)
    } else {
        submitter(&mut typed, &card, text)
    }
    (with_people(ctx, form, &typed), Some(card.name))
}

fn submitter(typed: &mut TypedApplicant, card: &Card, text: &str) {
    card.name.clone_into(&mut typed.name);
    card.number.as_str().clone_into(&mut typed.number);
    card.address.clone_into(&mut typed.address);
    typed.born = card.born.to_string();
    card.sex.code().clone_into(&mut typed.sex);
    Identified::CardQr.code().clone_into(&mut typed.identified);
    text.trim().clone_into(&mut typed.card);
}

/// The first owner who is a citizen, or the first place without a name.
fn owner(typed: &mut TypedApplicant, card: &Card) {
    let free = |party: &TypedParty| party.name.trim().is_empty() || party.kind == PartyKind::Citizen.code();
    let at = typed.people.iter().position(free).unwrap_or_else(|| {
        typed.people.push(TypedParty::default());
        typed.people.len() - 1
    });
    if typed.acting() != Some(Acting::Kin) {
        PartyKind::Citizen.code().clone_into(&mut typed.people[at].kind);
    }
    let party = &mut typed.people[at];
    card.name.clone_into(&mut party.name);
    card.number.as_str().clone_into(&mut party.number);
    card.address.clone_into(&mut party.address);
    party.born = card.born.to_string();
    card.sex.code().clone_into(&mut party.sex);
}

/// The form with other people in it; everything else that was typed stays.
pub(super) fn with_people(ctx: &Ctx, form: &Form, typed: &TypedApplicant) -> Form {
    let others =
        form.pairs().filter(|(name, _)| !name.starts_with("applicant.") && ![FIELD, "act"].contains(name));
    let others = others.fold(Form::empty(ctx), |out, (name, value)| out.with(name, value));
    people::filled(others, typed)
}
