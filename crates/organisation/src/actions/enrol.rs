//! Enrol staff: the rows of a table become people and positions, all of them or none.

use base::{Ctx, Fault as _, FieldError};
use db::Tx;
use serde::Serialize;

use super::{Appointment, NewStaff, appoint, create_staff};
use crate::error::Error;
use crate::permissions::MANAGE;
use crate::rules::roster::{RosterLine, at};
use crate::store;

/// The field with the table; what is wrong with a row is said there.
pub(crate) const ROWS: &str = "rows";

/// The rows, read.
#[derive(Clone, Debug)]
pub(crate) struct Enrol {
    /// In the order of the table.
    pub(crate) lines: Vec<RosterLine>,
}

/// What was made.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, serde::Deserialize)]
pub(crate) struct Enrolled {
    /// People who are new.
    pub(crate) people: usize,
    /// Positions given.
    pub(crate) posts: usize,
}

/// Enrols them. A person who is there already, known by the number, gets the position.
///
/// # Errors
/// [`Error::Denied`] without the permission; [`Error::Invalid`] with every row that was refused.
pub(crate) fn enrol(tx: &mut Tx, ctx: &Ctx, input: &Enrol) -> Result<Enrolled, Error> {
    ctx.authorise(&MANAGE)?;
    let rows: Vec<_> = input.lines.iter().map(said).collect();
    ledger::once(tx, ctx, "organisation.enrol", &rows, |tx| {
        let (mut done, mut refused) = (Enrolled::default(), Vec::new());
        for line in &input.lines {
            match one(tx, ctx, line) {
                Ok(new) => {
                    done.people += usize::from(new);
                    done.posts += 1;
                }
                Err(Error::Invalid(errors)) => {
                    refused.extend(errors.into_iter().map(|error| fault(line, &error.field, &error.message)));
                }
                Err(Error::Denied(denied)) => refused.push(fault(line, "number", &denied.sentence())),
                Err(other) => return Err(other),
            }
        }
        if refused.is_empty() { Ok(done) } else { Err(Error::Invalid(refused)) }
    })
}

/// What a row says, for telling a repeat from another table.
fn said(line: &RosterLine) -> String {
    let RosterLine { row, number, name, unit, role, from } = line;
    format!("{row}\t{number}\t{name}\t{unit}\t{}\t{from}", role.code())
}

/// Whether the person is new.
fn one(tx: &mut Tx, ctx: &Ctx, line: &RosterLine) -> Result<bool, Error> {
    let step = ctx.step();
    let RosterLine { number, name, unit, role, from, .. } = line.clone();
    let Some(known) = store::staff::by_number(tx, number.as_str())? else {
        create_staff(tx, &step, &NewStaff { number, name, unit, role, from })?;
        return Ok(true);
    };
    if known.name != name {
        let message = format!("số hiệu này là của {}; mỗi người một số hiệu.", known.name);
        return Err(Error::Invalid(vec![FieldError::new("number", message)]));
    }
    let post = Appointment { staff: known.id, unit, role, from, until: None, posted_from: None };
    appoint(tx, &step, &post)?;
    Ok(false)
}

/// The refusal of a row, at its column.
fn fault(line: &RosterLine, field: &str, message: &str) -> FieldError {
    let column = match field {
        "name" => "Họ và tên",
        "unit" => "Đơn vị",
        "role" => "Vai trò",
        "from" => "Từ ngày",
        _ => "Số hiệu",
    };
    FieldError::new(ROWS, at(line.row, column, message))
}
