//! The parts that a linked dossier will have: which apply, under which version, at which body, with which answers.

use base::id::UnitId;
use base::{Ctx, FieldError, Instant, Said, fold};
use catalogue::{Linked, ProcedureVersion, Situation};
use db::Query;
use jiff::civil::Date;
use organisation::Unit;
use serde_json::Value;

use super::competent_bodies;
use crate::error::Error;
use crate::model::{Dossier, Part, PartState};
use crate::store::part::Owed;
use crate::submission::receiving_body;
use crate::{permissions, store};

/// The parts of a dossier with these answers that `lead` decides as a whole, in the order of the procedure. What goes
/// into their forms is checked against those forms, so that no part fails later on what could have been said now.
///
/// # Errors
/// [`Error::Invalid`] names the field of the whole's form; [`Error::NoPart`] when a procedure is not in force.
pub(crate) fn planned(
    q: &mut impl Query,
    version: &ProcedureVersion,
    situation: &Situation<'_>,
    answers: &Value,
    lead: &Unit,
    now: Instant,
) -> Result<Vec<Part>, Error> {
    let today = now.date();
    let due: Vec<_> = version.linked.iter().filter(|part| part.applies(answers, situation)).collect();
    let (mut out, mut errors) = (Vec::new(), Vec::new());
    for part in &due {
        let own = catalogue::published(q, &part.procedure, today)?
            .ok_or_else(|| Error::NoPart(part.name.clone()))?;
        let own_situation = Situation { case: &part.case, channel: situation.channel };
        let filled = own.form.tidy(part.fill(answers), &own_situation);
        let wrong = own.form.check(&filled, catalogue::form::Scope::Whole, &own_situation, today);
        errors.extend(wrong.into_iter().map(|wrong| of_whole(part, wrong)));
        let body = match body(q, part, &own, answers, lead, today)? {
            Ok(body) => body,
            Err(wrong) => {
                errors.push(wrong);
                continue;
            }
        };
        let after = part.after.iter().filter(|code| due.iter().any(|other| other.code == **code));
        out.push(Part {
            code: part.code.clone(),
            name: part.name.clone(),
            procedure: own.key(),
            competent: body.id,
            root: receiving_body(&body),
            after: after.cloned().collect(),
            state: PartState::Waiting,
            start: None,
            due: None,
            dossier: None,
            number: None,
            awaited: Vec::new(),
            result: None,
            reason: None,
        });
    }
    if errors.is_empty() { Ok(out) } else { Err(Error::Invalid(errors)) }
}

/// What is wrong in the form of a part, said at the field of the whole that fills it.
fn of_whole(part: &Linked, wrong: FieldError) -> FieldError {
    match part.filled_by(&wrong.field) {
        Some(field) => FieldError::new(field, wrong.said()),
        None => {
            let of_part = |text: &str| format!("{}: {text}", part.name);
            let quoted = |text: &str| format!("“{}”: {text}", part.name);
            FieldError::new("answers", wrong.said().map(of_part, quoted))
        }
    }
}

/// The body of a part: the one of the commune that the answers name, else the one nearest to the body that leads.
fn body(
    q: &mut impl Query,
    part: &Linked,
    version: &ProcedureVersion,
    answers: &Value,
    lead: &Unit,
    today: Date,
) -> Result<Result<Unit, FieldError>, Error> {
    let bodies = competent_bodies(q, version, today)?;
    let field = part.place_field.as_deref().unwrap_or("competent");
    let named = part.place_field.as_ref().and_then(|field| answers.get(field)).and_then(Value::as_str);
    let found: Vec<_> = match named {
        Some(place) => {
            let place = fold(place);
            bodies.iter().filter(|unit| serves(unit, &place)).collect()
        }
        None => nearest(&bodies, lead),
    };
    Ok(match found.as_slice() {
        [one] => Ok((*one).clone()),
        _ => Err(FieldError::new(field, unclear(part, &bodies, named))),
    })
}

/// Whether the name of a body ends with that of the place: `Công an phường Việt Trì` serves `Phường Việt Trì`.
fn serves(unit: &Unit, place: &str) -> bool {
    let name = fold(unit.name.as_str());
    !place.is_empty() && (name == place || name.ends_with(&format!(" {place}")))
}

/// The bodies at the first of these distances at which there is one: itself, under it, beside it, in its province.
fn nearest<'a>(bodies: &'a [Unit], lead: &Unit) -> Vec<&'a Unit> {
    let near: [&dyn Fn(&Unit) -> bool; 4] = [
        &|unit| unit.id == lead.id,
        &|unit| unit.parent == Some(lead.id),
        &|unit| unit.parent.is_some() && unit.parent == lead.parent,
        &|unit| unit.top == lead.top,
    ];
    let at = |close: &dyn Fn(&Unit) -> bool| bodies.iter().filter(|unit| close(unit)).collect::<Vec<_>>();
    near.into_iter().map(at).find(|found| !found.is_empty()).unwrap_or_default()
}

fn unclear(part: &Linked, bodies: &[Unit], named: Option<&str>) -> Said {
    let known: Vec<_> = bodies.iter().take(10).map(|unit| unit.name.as_str()).collect();
    let (name, known) = (&part.name, known.join("; "));
    match (named, known.is_empty()) {
        (_, true) => (
            format!("Chưa có cơ quan nào trong hệ thống giải quyết phần “{name}”. Xin báo Bộ phận Một cửa."),
            format!("No body in this system settles the part “{name}”. Please tell the one-stop unit."),
        ),
        (Some(place), _) => (
            format!(
                "Chưa tìm được cơ quan giải quyết phần “{name}” tại “{place}”. Xin ghi đủ tên xã, phường, đặc khu. Cơ quan có trong hệ thống: {known}."
            ),
            format!(
                "No body was found that settles the part “{name}” at “{place}”. Please write the whole name of the commune, ward or special zone. Bodies in this system: “{known}”."
            ),
        ),
        (None, _) => (
            format!(
                "Có nhiều cơ quan giải quyết phần “{name}”: {known}. Xin báo Bộ phận Một cửa để chọn đúng cơ quan."
            ),
            format!(
                "Several bodies settle the part “{name}”: “{known}”. Please tell the one-stop unit, which chooses the right one."
            ),
        ),
    }
    .into()
}

/// A part as the page of the whole shows it.
#[derive(Clone, Debug)]
pub struct PartSeen {
    /// What the whole keeps of it.
    pub part: Part,
    /// The name of the body that settles it.
    pub body: String,
    /// Its dossier as it stands, once opened.
    pub dossier: Option<Dossier>,
}

impl PartSeen {
    /// By when it is owed: by its own clock once opened, by the plan of the whole before; none before reception.
    #[must_use]
    pub fn due(&self) -> Option<Instant> {
        let own = self.dossier.as_ref().and_then(|it| it.deadline.as_ref());
        own.map(|it| Instant::from_local(it.current.due)).or(self.part.due)
    }

    /// Since when its body owes it, by its own first appointment; none in time, and none while the citizen is awaited.
    #[must_use]
    pub fn overdue_since(&self, now: Instant) -> Option<Instant> {
        let open = self.dossier.as_ref().filter(|_| self.part.state == PartState::Open)?;
        open.due_by_term().filter(|due| now > *due)
    }
}

/// The parts of a linked dossier with the names of their bodies and how each stands; empty for every other.
pub(crate) fn seen(q: &mut impl Query, whole: &Dossier, today: Date) -> Result<Vec<PartSeen>, Error> {
    let mut out = Vec::new();
    for part in &whole.beside.parts {
        let dossier = match part.dossier {
            Some(id) => store::dossier::find(q, id)?,
            None => None,
        };
        out.push(PartSeen { part: part.clone(), body: name(q, part.competent, today)?, dossier });
    }
    Ok(out)
}

/// The names of the bodies of these parts, in their order.
///
/// # Errors
/// Those of the database.
pub(crate) fn names(q: &mut impl Query, parts: &[Part], today: Date) -> Result<Vec<String>, Error> {
    parts.iter().map(|part| name(q, part.competent, today)).collect()
}

/// The name of a body, also of one that has ended.
pub(crate) fn name(q: &mut impl Query, body: UnitId, today: Date) -> Result<String, Error> {
    let unit = match organisation::unit_at(q, body, today)? {
        Some(unit) => Some(unit),
        None => organisation::unit_latest(q, body)?,
    };
    Ok(unit.map(|unit| unit.name.to_string()).unwrap_or_default())
}

/// How many overdue parts a leader is shown.
const SHOWN: i64 = 50;

/// The parts of linked dossiers that the actor's bodies lead and other bodies owe, each with the name of that body.
///
/// # Errors
/// [`Error::Denied`] for everybody but leaders and controllers.
pub fn owed(q: &mut impl Query, ctx: &Ctx) -> Result<Vec<(Owed, String)>, Error> {
    let authority = ctx.authorise(&permissions::OVERSEE)?;
    let bodies = authority.roots();
    let mut out = Vec::new();
    for body in bodies {
        for owed in store::part::overdue(q, body, ctx.now, SHOWN)? {
            let name = name(q, owed.body, ctx.now.date())?;
            out.push((owed, name));
        }
    }
    Ok(out)
}
