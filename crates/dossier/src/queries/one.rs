//! One dossier with everything its page shows: as its citizen sees it, as staff of its body see it.

use std::sync::Arc;

use base::code::DossierNumber;
use base::id::DossierId;
use base::{Authority, Ctx};
use catalogue::ProcedureVersion;
use db::Query;
use ledger::Recorded;

use super::PartSeen;
use super::filed::filer;
use super::reach::reader;
use crate::error::Error;
use crate::events::{Located, LookUpExplained, LookUpJudged, stream};
use crate::model::{Dossier, Formerly, Paper};
use crate::offers::choices;
use crate::rules::step::Choice;
use crate::{permissions, store};

/// A dossier with its surroundings.
#[derive(Clone, Debug)]
pub struct Seen {
    /// The dossier.
    pub dossier: Dossier,
    /// The version it was received under.
    pub version: Arc<ProcedureVersion>,
    /// Its papers.
    pub papers: Vec<Paper>,
    /// What happened to it, first to last.
    pub history: Vec<Recorded>,
    /// The names of the units and people that the page shows.
    pub standing: Standing,
    /// The parts of a linked dossier; empty for every other.
    pub parts: Vec<PartSeen>,
    /// The body that leads the linked dossier of which this is a part; empty for every other.
    pub lead: String,
    /// What it owes, what was paid and what went back.
    pub owed: Vec<payment::Owed>,
    /// What an older system knew of it, of a dossier that moved in.
    pub formerly: Option<Formerly>,
    /// What this person may do with its step now; empty for citizens.
    pub choices: Vec<Choice>,
}

/// Who has it, by name.
#[derive(Clone, Debug, Default)]
pub struct Standing {
    /// The body that decides.
    pub competent: String,
    /// The body that received it or will; the same as the deciding one, unless it was received off territory.
    pub receiving: String,
    /// Whether it was received by another body than the deciding one's own.
    pub away: bool,
    /// Who has each open step; none before reception and at the end.
    pub open: Vec<Holder>,
}

/// Who has an open step.
#[derive(Clone, Debug)]
pub struct Holder {
    /// The code of the step.
    pub step: String,
    /// The unit.
    pub unit: String,
    /// The other body that is asked, by name; none for a step of the body's own.
    pub asked: Option<String>,
    /// The person in charge.
    pub person: Option<String>,
}

impl Holder {
    /// `Phòng Kinh tế, Lê Đức Thành`; a body that is asked, by its name.
    #[must_use]
    pub fn name(&self) -> String {
        if let Some(body) = &self.asked {
            return body.clone();
        }
        self.person.as_ref().map_or_else(|| self.unit.clone(), |person| format!("{}, {person}", self.unit))
    }
}

/// A paper's bytes as they may be sent.
#[derive(Clone, Debug)]
pub struct File {
    /// SHA-256, hexadecimal.
    pub hash: String,
    /// The name to offer.
    pub name: String,
    /// The type found in the bytes.
    pub media_type: String,
}

/// The dossier to whoever filed it: its citizen, or staff of its body.
///
/// # Errors
/// [`Error::NotFound`] for somebody else's.
pub fn as_filer(q: &mut impl Query, ctx: &Ctx, id: DossierId) -> Result<Seen, Error> {
    permissions::may_have_filed(ctx)?;
    let dossier = store::dossier::find(q, id)?.ok_or(Error::NotFound)?;
    filer(q, ctx, &dossier)?.ok_or(Error::NotFound)?;
    see(q, ctx, dossier, None)
}

/// A dossier of the officer's body, or under the province that the officer leads or controls.
///
/// # Errors
/// [`Error::NotFound`] outside.
pub fn as_staff(q: &mut impl Query, ctx: &Ctx, id: DossierId) -> Result<Seen, Error> {
    let authority = ctx.authorise(&permissions::READ)?;
    let dossier = store::dossier::find(q, id)?.ok_or(Error::NotFound)?;
    reader(q, ctx, &authority, &dossier)?;
    see(q, ctx, dossier, ctx.authorise(&permissions::HANDLE).ok().as_ref())
}

/// How a program names a dossier.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Named {
    /// By its identifier.
    Id(DossierId),
    /// By its number.
    Number(DossierNumber),
}

impl Named {
    /// Reads either; none for what is neither.
    #[must_use]
    pub(crate) fn read(text: &str) -> Option<Self> {
        text.parse().map(Self::Id).or_else(|_| text.parse().map(Self::Number)).ok()
    }
}

/// Which dossier is named. Whether the actor may see it is asked afterwards.
///
/// # Errors
/// [`Error::NotFound`] for a number that nobody has.
pub(crate) fn id_of(q: &mut impl Query, named: &Named) -> Result<DossierId, Error> {
    match named {
        Named::Id(id) => Ok(*id),
        Named::Number(number) => store::dossier::id_by_number(q, number)?.ok_or(Error::NotFound),
    }
}

/// The dossier to whoever asks and may see it: who filed it, or staff of its body.
///
/// # Errors
/// As [`as_filer`] and [`as_staff`].
pub fn either(q: &mut impl Query, ctx: &Ctx, id: DossierId) -> Result<Seen, Error> {
    if ctx.authorise_citizen().is_ok() {
        return as_filer(q, ctx, id);
    }
    as_staff(q, ctx, id).or_else(|refused| as_filer(q, ctx, id).map_err(|_| refused))
}

/// Whether it must be noted that the actor opens this dossier; see [`crate::rules::is_disclosure`].
pub(crate) fn is_disclosure(ctx: &Ctx, seen: &Seen) -> bool {
    let there = was_there_today(ctx, &seen.history);
    ctx.authorise_staff().is_ok_and(|staff| crate::rules::is_disclosure(&seen.dossier, staff, there))
}

/// Whether this history shows the actor today.
pub(crate) fn was_there_today(ctx: &Ctx, history: &[Recorded]) -> bool {
    let me = ledger::actor_text(&ctx.actor);
    // Whoever said where it is, or judged or explained that, has not seen it.
    let saw = |event: &Recorded| {
        !(event.is::<Located>() || event.is::<LookUpJudged>() || event.is::<LookUpExplained>())
    };
    let today = |event: &&Recorded| event.actor == me && event.occurred_at.date() == ctx.now.date();
    history.iter().filter(today).any(saw)
}

/// The paper at `position` of a dossier that the actor may see.
///
/// # Errors
/// [`Error::NotFound`] for somebody else's, and for paper on paper.
pub fn paper(q: &mut impl Query, ctx: &Ctx, id: DossierId, position: usize) -> Result<File, Error> {
    let citizen = ctx.authorise_citizen().ok().map(|citizen| citizen.account);
    let staff = if citizen.is_none() { Some(ctx.authorise(&permissions::READ)?) } else { None };
    let dossier = store::dossier::find(q, id)?.ok_or(Error::NotFound)?;
    if filer(q, ctx, &dossier)?.is_none() {
        let authority = staff.ok_or(Error::NotFound)?;
        reader(q, ctx, &authority, &dossier)?;
    }
    let paper = store::paper::of_dossier(q, id)?.into_iter().nth(position).ok_or(Error::NotFound)?;
    Ok(File {
        hash: paper.file_hash.ok_or(Error::NotFound)?,
        name: paper.file_name.unwrap_or_else(|| paper.component.clone()),
        media_type: paper.media_type.ok_or(Error::NotFound)?,
    })
}

fn see(
    q: &mut impl Query,
    ctx: &Ctx,
    dossier: Dossier,
    authority: Option<&Authority>,
) -> Result<Seen, Error> {
    let version = catalogue::version(q, &dossier.procedure)?.ok_or(Error::NoProcedure)?;
    let papers = store::paper::of_dossier(q, dossier.id)?;
    let history = ledger::history(q, &stream(dossier.id))?;
    let standing = standing(q, ctx, &version, &dossier)?;
    let choices = authority.and_then(|a| choices(&version, &dossier, a).ok()).unwrap_or_default();
    // A recalled result is not handed on.
    let choices: Vec<_> = match dossier.beside.open_recall() {
        Some(_) => choices.into_iter().filter(|choice| !choice.hands_over).collect(),
        None => choices,
    };
    let parts = super::parts::seen(q, &dossier, ctx.now.date())?;
    let lead = match &dossier.beside.part_of {
        Some(of) => super::parts::name(q, of.lead, ctx.now.date())?,
        None => String::new(),
    };
    let owed = payment::of_origin(q, &stream(dossier.id))?;
    let formerly = match dossier.beside.moved {
        Some(_) => store::moved::formerly(q, dossier.id)?,
        None => None,
    };
    Ok(Seen { dossier, version, papers, history, standing, parts, lead, owed, formerly, choices })
}

/// Who has it, by name, where it goes.
pub(crate) fn standing(
    q: &mut impl Query,
    ctx: &Ctx,
    version: &ProcedureVersion,
    dossier: &Dossier,
) -> Result<Standing, Error> {
    let today = ctx.now.date();
    let competent =
        organisation::unit_at(q, dossier.competent, today)?.map(|u| u.name.to_string()).unwrap_or_default();
    let mut open = Vec::new();
    for step in dossier.open_steps() {
        let unit = organisation::unit_at(q, step.unit, today)?;
        let known = version.process.step(&step.code);
        let asked = known.and_then(|known| crate::steps::body_name(known, unit.as_ref()));
        let unit = unit.map(|u| u.name.to_string()).unwrap_or_default();
        let person = match step.assignee {
            Some(id) => organisation::staff(q, id)?.map(|staff| staff.name.to_string()),
            None => None,
        };
        open.push(Holder { step: step.code.clone(), unit, asked, person });
    }
    let receiving =
        organisation::unit_at(q, dossier.root, today)?.map(|u| u.name.to_string()).unwrap_or_default();
    let away = super::bodies::is_away(q, dossier, today)?;
    Ok(Standing { competent, receiving, away, open })
}
