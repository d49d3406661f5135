//! Several dossiers of a queue at once: which of the next actions can be taken on them together. What needs words or numbers of
//! its own for each dossier is done on the dossier's own page.

use std::collections::BTreeSet;

use base::id::{DossierId, UnitId};
use base::{Ctx, Role};
use db::Query;

use super::duties::would_join;
use crate::error::Error;
use crate::events::stream;
use crate::model::Dossier;
use crate::offers::choices;
use crate::permissions;
use crate::permissions::post_at;
use crate::rules::step::Choice;
use crate::store;

/// How many dossiers are taken together: a page of a queue.
pub const MOST_TOGETHER: usize = 50;

/// The dossiers that were chosen.
#[derive(Clone, Debug, Default)]
pub struct Together {
    /// In the order in which they were chosen; what this person may not see is not among them.
    pub dossiers: Vec<Chosen>,
    /// The actions that can be taken on some of them, what most of them share first.
    pub ways: Vec<Way>,
}

/// One dossier of several.
#[derive(Clone, Debug)]
pub struct Chosen {
    /// The dossier.
    pub id: DossierId,
    /// The revision that is shown.
    pub revision: i64,
    /// Its number, once received.
    pub number: Option<String>,
    /// The procedure.
    pub procedure: String,
    /// In whose name.
    pub applicant: String,
    /// The step it is in.
    pub step: String,
    /// The keys of the ways it has.
    pub ways: BTreeSet<String>,
    /// Whether this person would join several duties on it.
    pub joins: bool,
}

/// An action that several dossiers offer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Way {
    /// What tells it from other ways; it says the action and where the next person is named.
    pub key: String,
    /// What the button says.
    pub label: String,
    /// On how many of the dossiers.
    pub on: usize,
    /// Whose holders take the next step, where the person is named.
    pub person_in: Option<(UnitId, Role)>,
}

impl Way {
    /// The action that a key speaks of, and the field in which its person is named, where one is.
    #[must_use]
    pub fn read(key: &str) -> Option<(String, Option<String>)> {
        let mut parts = key.splitn(3, '|');
        let (action, whose) = (parts.next()?, parts.next()?);
        parts.next()?;
        Some((action.to_owned(), (!whose.is_empty()).then(|| format!("person-{whose}"))))
    }
}

/// Looks at the first fifty of these dossiers.
///
/// # Errors
/// [`Error::Denied`] for people who handle nothing.
pub fn together(q: &mut impl Query, ctx: &Ctx, ids: &[DossierId]) -> Result<Together, Error> {
    let authority = ctx.authorise(&permissions::HANDLE)?;
    let mut out = Together::default();
    for id in ids.iter().take(MOST_TOGETHER) {
        let Some(dossier) = store::dossier::find(q, *id)? else { continue };
        if post_at(&authority, &dossier).is_err() || out.dossiers.iter().any(|it| it.id == *id) {
            continue;
        }
        let version = catalogue::version(q, &dossier.procedure)?.ok_or(Error::NoProcedure)?;
        let offered = choices(&version, &dossier, &authority).unwrap_or_default();
        let mut chosen = line(&dossier);
        let history = ledger::history(q, &stream(dossier.id))?;
        chosen.joins = offered.iter().any(|it| would_join(ctx, &version, &history, &it.offer.step).is_some());
        for way in offered.iter().filter_map(|choice| way_of(&version, &dossier, choice)) {
            chosen.ways.insert(way.key.clone());
            match out.ways.iter_mut().find(|it| it.key == way.key) {
                Some(known) => known.on += 1,
                None => out.ways.push(way),
            }
        }
        out.dossiers.push(chosen);
    }
    out.ways.sort_by_key(|way| std::cmp::Reverse(way.on));
    Ok(out)
}

/// Whether nothing is owed with it that differs from dossier to dossier.
const fn goes_together(choice: &Choice) -> bool {
    !(choice.offer.needs_reason || choice.completes || choice.hands_over || choice.notifies || choice.settles)
}

fn line(dossier: &Dossier) -> Chosen {
    Chosen {
        id: dossier.id,
        revision: dossier.revision,
        number: dossier.number.as_ref().map(ToString::to_string),
        procedure: dossier.procedure_name.clone(),
        applicant: dossier.applicant.name.clone(),
        step: dossier.open_steps().first().map_or_else(String::new, |step| step.name.clone()),
        ways: BTreeSet::new(),
        joins: false,
    }
}

/// The way of a choice, if it goes together. Two dossiers share it when the button says the same and the same people can be named.
pub(crate) fn way_of(
    version: &catalogue::ProcedureVersion,
    dossier: &Dossier,
    choice: &Choice,
) -> Option<Way> {
    if !goes_together(choice) {
        return None;
    }
    let named = choice.offer.names_person_for.first().and_then(|code| version.process.step(code));
    let here = dossier.open_steps().iter().find(|step| step.code == choice.offer.step);
    let person_in = named.zip(here).map(|(named, here)| (here.unit, named.role));
    let whose = person_in.map_or_else(String::new, |(unit, role)| format!("{unit}-{}", role.code()));
    let key = format!("{}|{whose}|{}", choice.offer.action, choice.offer.label);
    Some(Way { key, label: choice.offer.label.clone(), on: 1, person_in })
}
