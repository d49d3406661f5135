//! Units and staff come from a file. What is there already stays as it is, so a file can be imported again.

use base::code::AgencyCode;
use base::id::{RequestId, UnitId};
use base::{Ctx, Fault};
use db::Tx;
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

/// Imports a file of units and staff, all of it or nothing. A unit is known again by its code, or by its name under
/// the same unit; a person by the number; a position by unit and role.
///
/// # Errors
/// [`Error::Denied`] without the permission; [`Error::Import`] with every mistake of the file, or with the line of the
/// first unit or person that an action refuses.
pub fn import(tx: &mut Tx, ctx: &Ctx, text: &str) -> Result<ImportCount, Error> {
    ctx.authorise_system().map(|_| ()).or_else(|_| ctx.authorise(&MANAGE).map(|_| ()))?;
    let file = import_file::read(text).map_err(Error::Import)?;
    let mut count = ImportCount::default();
    let units = add_units(tx, ctx, &file, &mut count)?;
    for person in &file.staff {
        add_person(tx, ctx, person, &units, &mut count)?;
    }
    if count != ImportCount::default() {
        let event = Imported { units: count.units, staff: count.staff, posts: count.posts };
        ledger::append(tx, ctx, &Stream::new("organisation", IMPORTS), None, ctx.now, &event)?;
    }
    Ok(count)
}

fn add_units(tx: &mut Tx, ctx: &Ctx, file: &File, count: &mut ImportCount) -> Result<Vec<UnitId>, Error> {
    let mut ids: Vec<UnitId> = Vec::with_capacity(file.units.len());
    for unit in &file.units {
        let parent = unit.under.and_then(|at| ids.get(at).copied());
        let id = match known(tx, unit, parent)? {
            Some(there) => there.id,
            None => {
                count.units += 1;
                let input = NewUnit {
                    name: unit.name.clone(),
                    kind: unit.kind,
                    parent,
                    code: unit.code.clone(),
                    duty: unit.duty.clone(),
                    area: unit.area.clone(),
                    from: unit.from,
                };
                create_unit(tx, &step(ctx), &input).map_err(|error| at_line(unit.line, error))?
            }
        };
        ids.push(id);
    }
    Ok(ids)
}

fn known(tx: &mut Tx, unit: &FileUnit, parent: Option<UnitId>) -> Result<Option<Unit>, Error> {
    let by_code = |tx: &mut Tx, code: &AgencyCode| store::unit::by_code(tx, code, unit.from);
    let found = unit.code.as_ref().map_or(Ok(None), |code| by_code(tx, code))?;
    match found {
        Some(unit) => Ok(Some(unit)),
        None => Ok(store::unit::by_name(tx, unit.name.as_str(), parent, unit.from)?),
    }
}

fn add_person(
    tx: &mut Tx,
    ctx: &Ctx,
    person: &FileStaff,
    units: &[UnitId],
    count: &mut ImportCount,
) -> Result<(), Error> {
    let there = store::staff::by_number(tx, person.number.as_str())?;
    let (id, rest) = match (there, person.posts.split_first()) {
        (Some(there), _) => (there.id, person.posts.as_slice()),
        (None, None) => return Ok(()),
        (None, Some((first, rest))) => {
            count.staff += 1;
            count.posts += 1;
            let input = NewStaff {
                number: person.number.clone(),
                name: person.name.clone(),
                unit: unit_of(first, units)?,
                role: first.role,
                from: first.from,
            };
            let id = create_staff(tx, &step(ctx), &input).map_err(|error| at_line(person.line, error))?;
            (id, rest)
        }
    };
    let held = store::post::of_staff(tx, id)?;
    for post in rest {
        let unit = unit_of(post, units)?;
        if held.iter().any(|it| it.unit == unit && it.role == post.role) {
            continue;
        }
        count.posts += 1;
        let input =
            Appointment { staff: id, unit, role: post.role, from: post.from, until: None, posted_from: None };
        appoint(tx, &step(ctx), &input).map_err(|error| at_line(post.line, error))?;
    }
    Ok(())
}

fn unit_of(post: &FilePost, units: &[UnitId]) -> Result<UnitId, Error> {
    let missing = || problem(post.line, "unit", "Đơn vị này không có trong tệp.".to_owned());
    units.get(post.unit).copied().ok_or_else(missing)
}

/// The context of one step of the import: a request of its own, because one request is answered once.
fn step(ctx: &Ctx) -> Ctx {
    Ctx { request: RequestId::new(&ctx.rng, ctx.now), ..ctx.clone() }
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
        _ => problem(line, "", error.sentence()),
    }
}

fn problem(line: usize, field: &str, message: String) -> Error {
    Error::Import(vec![ImportProblem { line, field: field.to_owned(), message }])
}
