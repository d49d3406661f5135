//! Looking a dossier up with what the receipt bears: its number and its look-up code. Says how it stands, and nothing of
//! the person.

use base::Ctx;
use base::code::DossierNumber;
use db::Query;

use crate::error::Error;
use crate::model::{Dossier, State};
use crate::store;

/// How a dossier stands, for whoever holds the receipt.
#[derive(Clone, Debug)]
pub struct Glance {
    /// What it is about.
    pub procedure_name: String,
    /// Where it stands.
    pub state: State,
    /// The body that decides.
    pub competent: String,
    /// The units that have it, while it is open: one for each open branch.
    pub units: Vec<String>,
    /// When the result is due.
    pub due: Option<jiff::civil::DateTime>,
    /// The number of the result that was recalled, and when; none while a result holds.
    pub recalled: Option<(String, base::Instant)>,
}

/// The dossier with this number and look-up code.
///
/// # Errors
/// [`Error::NotFound`] when either is wrong: the answer does not tell which.
pub(crate) fn glance(
    q: &mut impl Query,
    ctx: &Ctx,
    number: &DossierNumber,
    code: &str,
) -> Result<Glance, Error> {
    let _anyone = ctx.authorise_anyone();
    let dossier = store::dossier::by_number(q, number)?.filter(|d| bears(d, code)).ok_or(Error::NotFound)?;
    let today = ctx.now.date();
    let name = |unit: organisation::Unit| unit.name.to_string();
    let competent = organisation::unit_at(q, dossier.competent, today)?.map(name).unwrap_or_default();
    let mut units = Vec::new();
    for step in dossier.open_steps().iter().filter(|_| !dossier.state.is_closed()) {
        units.extend(organisation::unit_at(q, step.unit, today)?.map(name));
    }
    units.dedup();
    let due = dossier.deadline.as_ref().map(|deadline| deadline.current.due);
    let recall = dossier.beside.open_recall();
    let recalled = recall.map(|recall| (recall.result.number.clone(), recall.at));
    Ok(Glance {
        procedure_name: dossier.procedure_name,
        state: dossier.state,
        competent,
        units,
        due,
        recalled,
    })
}

/// Whether the dossier bears this look-up code, however it was typed.
pub(crate) fn bears(dossier: &Dossier, code: &str) -> bool {
    let typed: String = code.chars().filter(|c| !c.is_whitespace()).map(|c| c.to_ascii_uppercase()).collect();
    !typed.is_empty() && dossier.lookup.as_deref() == Some(typed.as_str())
}
