//! Units and people: `don-vi/don-vi.toml` and `can-bo/can-bo.toml`, in the form that `demo/organisation.toml` describes.

use std::collections::BTreeMap;

use base::Ctx;
use base::id::UnitId;
use db::{Query, Read, Tx};
use jiff::civil::Date;
use serde::Serialize;
use web::{Outcome, Refused, SettingFile, Taken};

use super::place;
use crate::actions::{ImportedOne, import_each, list_staff, list_units};
use crate::error::Error;
use crate::look;
use crate::model::{Listed, StaffFrom, Unit};

/// How many positions are read at a time.
const AT_ONCE: i64 = 500;

#[derive(Serialize)]
struct File {
    from: String,
    unit: Vec<WrittenUnit>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    staff: Vec<WrittenPerson>,
}

#[derive(Serialize)]
struct WrittenUnit {
    key: String,
    name: String,
    kind: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    under: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    code: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    duty: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    area: Option<String>,
    from: String,
}

#[derive(Serialize)]
struct WrittenPerson {
    number: String,
    name: String,
    posts: Vec<WrittenPost>,
}

#[derive(Serialize)]
struct WrittenPost {
    unit: String,
    role: &'static str,
    from: String,
}

/// The units.
pub(super) fn write(rx: &mut Read, ctx: &Ctx) -> Result<Vec<SettingFile>, Refused> {
    let (unit, _) = units(rx, ctx)?;
    if unit.is_empty() {
        return Ok(Vec::new());
    }
    let file = File { from: ctx.now.date().to_string(), unit, staff: Vec::new() };
    Ok(vec![SettingFile::new("don-vi.toml", toml(&file)?)])
}

/// The people with their positions, and the units that those name.
pub(super) fn write_people(rx: &mut Read, ctx: &Ctx) -> Result<Vec<SettingFile>, Refused> {
    let (unit, keys) = units(rx, ctx)?;
    let mut people: BTreeMap<String, WrittenPerson> = BTreeMap::new();
    let mut from = StaffFrom::default();
    loop {
        let rows: Vec<Listed> = list_staff(rx, ctx, &from, AT_ONCE)?;
        for row in &rows {
            let Some(unit) = keys.get(&row.holding.unit) else { continue };
            let post = WrittenPost {
                unit: unit.clone(),
                role: row.holding.role.code(),
                from: row.holding.period.from.to_string(),
            };
            let number = row.person.number.to_string();
            let person = people.entry(number.clone()).or_insert_with(|| WrittenPerson {
                number,
                name: row.person.name.to_string(),
                posts: Vec::new(),
            });
            person.posts.push(post);
        }
        let Some(last) = rows.into_iter().last() else { break };
        from = StaffFrom { key: last.key, backwards: false };
    }
    if people.is_empty() {
        return Ok(Vec::new());
    }
    let file = File { from: ctx.now.date().to_string(), unit, staff: people.into_values().collect() };
    Ok(vec![SettingFile::new("can-bo.toml", toml(&file)?)])
}

/// The units within reach, each after the one it stands under, and what each is called in the file.
fn units(rx: &mut Read, ctx: &Ctx) -> Result<(Vec<WrittenUnit>, BTreeMap<UnitId, String>), Refused> {
    let units: Vec<Unit> = list_units(rx, ctx, ctx.now.date())?.into_iter().map(|it| it.unit).collect();
    let keys = place::keys(&units);
    let mut since: BTreeMap<UnitId, Date> = BTreeMap::new();
    let mut out = Vec::with_capacity(units.len());
    for unit in &units {
        let above = unit.parent.and_then(|parent| since.get(&parent).copied());
        let from = first_day(rx, unit)?.max(above.unwrap_or(Date::MIN));
        since.insert(unit.id, from);
        out.push(WrittenUnit {
            key: keys[&unit.id].clone(),
            name: unit.name.to_string(),
            kind: unit.kind.code(),
            under: unit.parent.and_then(|parent| keys.get(&parent).cloned()),
            code: unit.code.as_ref().map(ToString::to_string),
            duty: unit.duty.as_ref().map(ToString::to_string),
            area: unit.area.as_ref().map(ToString::to_string),
            from: from.to_string(),
        });
    }
    Ok((out, keys))
}

/// Since when it stands; a unit never stands before the one above it.
fn first_day(q: &mut impl Query, unit: &Unit) -> Result<Date, Error> {
    Ok(look::unit_history(q, unit.id)?.first().map_or(unit.period.from, |first| first.period.from))
}

/// Takes in files of either kind.
pub(super) fn take(tx: &mut Tx, ctx: &Ctx, files: &[SettingFile]) -> Result<Vec<Taken>, Refused> {
    let mut out = Vec::new();
    for file in files {
        match import_each(tx, ctx, &file.text) {
            Ok(each) => out.extend(each.into_iter().map(|one| said(file, one))),
            Err(Error::Import(problems)) => out.extend(problems.into_iter().map(|it| {
                let what =
                    if it.field.is_empty() { "Tệp".to_owned() } else { format!("Mục {}", it.field) };
                Taken::new(file, what, Outcome::Wrong(it.message)).at(it.line)
            })),
            Err(error) => out.push(Taken::new(file, "Tệp", Outcome::Wrong(Refused::sentence(error)?))),
        }
    }
    Ok(out)
}

fn said(file: &SettingFile, one: ImportedOne) -> Taken {
    let outcome = match (one.added, one.otherwise) {
        (true, _) => Outcome::Added,
        (false, Some(how)) => Outcome::Kept(how),
        (false, None) => Outcome::Same,
    };
    Taken::new(file, one.what, outcome).at(one.line)
}

/// A value as TOML.
pub(super) fn toml(value: &impl Serialize) -> Result<String, Error> {
    toml::to_string_pretty(value).map_err(Error::Unwritable)
}
