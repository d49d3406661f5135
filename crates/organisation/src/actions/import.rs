//! Units and staff come from a file. What is there already stays as it is, so a file can be imported again.

use base::code::AgencyCode;
use base::id::UnitId;
use base::{Ctx, Denied, Fault};
use db::Tx;
use jiff::civil::Date;
use ledger::Stream;

use super::import_file::{self, File, FilePost, FileStaff, FileUnit, ImportProblem};
use super::{Appointment, NewStaff, NewUnit, appoint, create_staff, create_unit};
use crate::error::Error;
use crate::events::{IMPORTS, Imported};
use crate::model::Unit;
use crate::permissions::MANAGE;
use crate::store;

/// What an import added.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ImportCount {
    /// Units.
    pub units: usize,
    /// People.
    pub staff: usize,
    /// Positions.
    pub posts: usize,
}

/// One thing that a file says.
#[derive(Clone, Debug)]
pub(crate) struct ImportedOne {
    /// Which kind of thing.
    kind: OneKind,
    /// The line, from 1.
    pub(crate) line: usize,
    /// What it is, as people call it.
    pub(crate) what: String,
    /// Whether it is new here.
    pub(crate) added: bool,
    /// How it is here, where that is otherwise than the file says.
    pub(crate) otherwise: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum OneKind {
    Unit,
    Person,
    Post,
}

/// Imports a file of units and staff, all of it or nothing. A unit is known again by its code, or by its name under
/// the same unit; a person by the number; a position by unit and role.
///
/// # Errors
/// [`Error::Denied`] without the permission; [`Error::Import`] with every mistake of the file, or with the line of the
/// first unit or person that an action refuses.
pub fn import(tx: &mut Tx, ctx: &Ctx, text: &str) -> Result<ImportCount, Error> {
    ctx.authorise_system().map(|_| ()).or_else(|_| ctx.authorise(&MANAGE).map(|_| ()))?;
    Ok(counted(&import_each(tx, ctx, text)?))
}

/// The same, and says what came of each unit, person and position of the file.
///
/// # Errors
/// As [`import`].
pub(crate) fn import_each(tx: &mut Tx, ctx: &Ctx, text: &str) -> Result<Vec<ImportedOne>, Error> {
    ctx.authorise_system().map(|_| ()).or_else(|_| ctx.authorise(&MANAGE).map(|_| ()))?;
    let file = import_file::read(text).map_err(Error::Import)?;
    let mut each = Vec::new();
    let units = add_units(tx, ctx, &file, &mut each)?;
    for person in &file.staff {
        add_person(tx, ctx, person, (&file.units, &units), &mut each)?;
    }
    let count = counted(&each);
    if count != ImportCount::default() {
        let event = Imported { units: count.units, staff: count.staff, posts: count.posts };
        ledger::append(tx, ctx, &Stream::new("organisation", IMPORTS), None, ctx.now, &event)?;
    }
    Ok(each)
}

fn counted(each: &[ImportedOne]) -> ImportCount {
    let of = |kind| each.iter().filter(|it| it.added && it.kind == kind).count();
    ImportCount { units: of(OneKind::Unit), staff: of(OneKind::Person), posts: of(OneKind::Post) }
}

/// A unit of the file here.
#[derive(Clone, Copy)]
struct Here {
    id: UnitId,
    /// Since when it stands, where it stood before the file: what the file puts into it begins no earlier.
    since: Option<Date>,
}

fn add_units(tx: &mut Tx, ctx: &Ctx, file: &File, each: &mut Vec<ImportedOne>) -> Result<Vec<Here>, Error> {
    let mut all: Vec<Here> = Vec::with_capacity(file.units.len());
    for unit in &file.units {
        let above = unit.under.and_then(|at| all.get(at).copied());
        let parent = above.map(|it| it.id);
        let there = known(tx, ctx, unit, parent)?;
        let one = ImportedOne {
            kind: OneKind::Unit,
            line: unit.line,
            what: unit.name.to_string(),
            added: there.is_none(),
            otherwise: there.as_ref().and_then(|there| otherwise(unit, there)),
        };
        each.push(one);
        let from = begins(unit.from, above);
        let here = match there {
            Some(there) => {
                let first = store::unit::history(tx, there.id)?.first().map(|first| first.period.from);
                Here { id: there.id, since: first }
            }
            None => {
                let input = NewUnit {
                    name: unit.name.clone(),
                    kind: unit.kind,
                    parent,
                    code: unit.code.clone(),
                    duty: unit.duty.clone(),
                    area: unit.area.clone(),
                    from,
                };
                let made = create_unit(tx, &ctx.step(), &input);
                let id = made.map_err(|error| at_line(unit.line, error))?;
                Here { id, since: above.and_then(|it| it.since).map(|_| from) }
            }
        };
        all.push(here);
    }
    Ok(all)
}

/// The first day of what the file puts into a unit: not before the unit stands here.
fn begins(from: Date, into: Option<Here>) -> Date {
    into.and_then(|it| it.since).map_or(from, |since| since.max(from))
}

/// How a unit is here, if the file says something else of it.
fn otherwise(file: &FileUnit, here: &Unit) -> Option<String> {
    let named = base::fold(here.name.as_str()) == base::fold(file.name.as_str());
    (!named || here.kind != file.kind)
        .then(|| format!("Ở đây là “{}” ({}), được giữ nguyên.", here.name, here.kind.label()))
}

/// The unit of the file as it stands here: today, or on its first day if that is later.
fn known(tx: &mut Tx, ctx: &Ctx, unit: &FileUnit, parent: Option<UnitId>) -> Result<Option<Unit>, Error> {
    let on = unit.from.max(ctx.now.date());
    let by_code = |tx: &mut Tx, code: &AgencyCode| store::unit::by_code(tx, code, on);
    let found = unit.code.as_ref().map_or(Ok(None), |code| by_code(tx, code))?;
    match found {
        Some(unit) => Ok(Some(unit)),
        None => Ok(store::unit::by_name(tx, unit.name.as_str(), parent, on)?),
    }
}

fn add_person(
    tx: &mut Tx,
    ctx: &Ctx,
    person: &FileStaff,
    (units, here): (&[FileUnit], &[Here]),
    each: &mut Vec<ImportedOne>,
) -> Result<(), Error> {
    let there = store::staff::by_number(tx, person.number.as_str())?;
    let (id, first) = match (&there, person.posts.first()) {
        (Some(there), _) => (there.id, None),
        (None, None) => return Ok(()),
        (None, Some(first)) => {
            let unit = unit_of(first, here)?;
            let input = NewStaff {
                number: person.number.clone(),
                name: person.name.clone(),
                unit: unit.id,
                role: first.role,
                from: begins(first.from, Some(unit)),
            };
            let id = create_staff(tx, &ctx.step(), &input).map_err(|error| at_line(person.line, error))?;
            (id, Some(first.line))
        }
    };
    let other = there.as_ref().filter(|there| there.name != person.name);
    each.push(ImportedOne {
        kind: OneKind::Person,
        line: person.line,
        what: format!("{} ({})", person.name, person.number),
        added: there.is_none(),
        otherwise: other.map(|there| format!("Ở đây mã này là {}, được giữ nguyên.", there.name)),
    });
    let held = store::post::of_staff(tx, id)?;
    for (at, post) in person.posts.iter().enumerate() {
        let unit = unit_of(post, here)?;
        let known = held.iter().any(|it| it.unit == unit.id && it.role == post.role);
        if !known {
            let input = Appointment {
                staff: id,
                unit: unit.id,
                role: post.role,
                from: begins(post.from, Some(unit)),
                until: None,
                posted_from: None,
            };
            appoint(tx, &ctx.step(), &input).map_err(|error| at_line(post.line, error))?;
        }
        let name = units.get(post.unit).map(|unit| unit.name.to_string()).unwrap_or_default();
        each.push(ImportedOne {
            kind: OneKind::Post,
            line: post.line,
            what: format!("{}: {}, {name}", person.name, post.role.label()),
            added: !known || at == 0 && first.is_some(),
            otherwise: None,
        });
    }
    Ok(())
}

fn unit_of(post: &FilePost, units: &[Here]) -> Result<Here, Error> {
    let missing = || problem(post.line, "unit", "Đơn vị này không có trong tệp.".to_owned());
    units.get(post.unit).copied().ok_or_else(missing)
}

/// A refusal of an action as a mistake of the file; failures of the machine stay what they are.
fn at_line(line: usize, error: Error) -> Error {
    match &error {
        Error::Invalid(fields) => Error::Import(
            fields
                .iter()
                .map(|it| ImportProblem { line, field: it.field.clone(), message: it.message.clone() })
                .collect(),
        ),
        Error::Db(_) | Error::Ledger(_) => error,
        Error::Denied(Denied::NotFound) => problem(line, "", web::Refused::OUT_OF_REACH.to_owned()),
        _ => problem(line, "", error.sentence()),
    }
}

fn problem(line: usize, field: &str, message: String) -> Error {
    Error::Import(vec![ImportProblem { line, field: field.to_owned(), message }])
}
