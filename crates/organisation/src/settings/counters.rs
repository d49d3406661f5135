//! Counters: `quay/quay.toml`, one entry each.

use base::Ctx;
use db::{Read, Tx};
use serde::{Deserialize, Serialize};
use toml::Spanned;
use web::{Outcome, Refused, SettingFile, Taken};

use super::place;
use crate::actions::{NewCounter, add_counter, open_counters};
use crate::error::Error;
use crate::store;

#[derive(Serialize)]
struct Written {
    counter: Vec<Counter>,
}

#[derive(Serialize)]
struct Counter {
    unit: String,
    name: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Sent {
    #[serde(default)]
    counter: Vec<Spanned<SentCounter>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SentCounter {
    unit: String,
    name: String,
}

pub(super) fn write(rx: &mut Read, ctx: &Ctx) -> Result<Vec<SettingFile>, Refused> {
    let mut counter = Vec::new();
    for (unit, name) in open_counters(rx, ctx)? {
        let unit = place::write(rx, &unit, ctx.now.date())?;
        counter.push(Counter { unit, name: name.to_string() });
    }
    if counter.is_empty() {
        return Ok(Vec::new());
    }
    let text = super::units::toml(&Written { counter })?;
    Ok(vec![SettingFile::new("quay.toml", text)])
}

pub(super) fn take(tx: &mut Tx, ctx: &Ctx, files: &[SettingFile]) -> Result<Vec<Taken>, Refused> {
    let mut out = Vec::new();
    for file in files {
        let sent: Sent = match toml::from_str(&file.text) {
            Ok(sent) => sent,
            Err(error) => {
                let line = error.span().map_or(1, |span| file.line_of(span.start));
                out.push(file.unread(line, error.message()));
                continue;
            }
        };
        for one in sent.counter {
            let line = file.line_of(one.span().start);
            let one = one.into_inner();
            let what = format!("Quầy “{}”, {}", one.name, one.unit);
            out.push(Taken::new(file, what, add(tx, ctx, &one)?).at(line));
        }
    }
    Ok(out)
}

fn add(tx: &mut Tx, ctx: &Ctx, one: &SentCounter) -> Result<Outcome, Refused> {
    let Some(unit) = place::find(tx, &one.unit, ctx.now.date())? else {
        return Ok(Outcome::Wrong(place::missing(&one.unit)));
    };
    let open = store::counter::of_unit(tx, unit.id).map_err(Error::from)?;
    let same = |name: &str| base::fold(name) == base::fold(&one.name);
    if open.iter().any(|it| it.closed_at.is_none() && same(it.name.as_str())) {
        return Ok(Outcome::Same);
    }
    let name = match one.name.parse() {
        Ok(name) => name,
        Err(error) => return Ok(Outcome::Wrong(format!("{error}"))),
    };
    match add_counter(tx, &ctx.step(), &NewCounter { unit: unit.id, name }) {
        Ok(_) => Ok(Outcome::Added),
        Err(error) => Refused::sentence(error).map(Outcome::Wrong),
    }
}
