//! Working calendars that units have of their own: `lich/*.json`, one each.

use base::Ctx;
use db::{Read, Tx};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use web::{Outcome, Refused, SettingFile, Taken};

use super::place;
use crate::actions::{NewCalendar, own_calendars, set_calendar};
use crate::error::Error;
use crate::store;

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    /// Whose.
    unit: String,
    /// From which day on.
    from: Date,
    /// The calendar.
    calendar: Value,
}

pub(super) fn write(rx: &mut Read, ctx: &Ctx) -> Result<Vec<SettingFile>, Refused> {
    let mut files = Vec::new();
    for (at, (unit, from, json)) in own_calendars(rx, ctx)?.into_iter().enumerate() {
        let calendar = serde_json::from_str(&json).map_err(Error::Calendar)?;
        let unit = place::write(rx, &unit, ctx.now.date())?;
        let text =
            serde_json::to_string_pretty(&Written { unit, from, calendar }).map_err(Error::Calendar)?;
        files.push(SettingFile::new(format!("{:03}.json", at + 1), text + "\n"));
    }
    Ok(files)
}

pub(super) fn take(tx: &mut Tx, ctx: &Ctx, files: &[SettingFile]) -> Result<Vec<Taken>, Refused> {
    let mut out = Vec::new();
    for file in files {
        let sent: Written = match serde_json::from_str(&file.text) {
            Ok(sent) => sent,
            Err(error) => {
                out.push(file.unread(error.line().max(1), &error.to_string()));
                continue;
            }
        };
        let what = format!("Lịch của {} từ {}", sent.unit, base::words::date(sent.from));
        out.push(Taken::new(file, what, set(tx, ctx, sent)?));
    }
    Ok(out)
}

fn set(tx: &mut Tx, ctx: &Ctx, sent: Written) -> Result<Outcome, Refused> {
    let today = ctx.now.date();
    let Some(unit) = place::find(tx, &sent.unit, today)? else {
        return Ok(Outcome::Wrong(place::missing(&sent.unit)));
    };
    let calendar: worktime::Calendar = match serde_json::from_value(sent.calendar) {
        Ok(calendar) => calendar,
        Err(error) => return Ok(Outcome::Wrong(format!("Lịch này chưa đúng ({error}). Xin sửa tệp."))),
    };
    let own = store::calendar::own(tx, today).map_err(Error::from)?;
    let mine: Vec<_> = own.into_iter().filter(|it| it.0 == unit.id).collect();
    let same =
        |json: &str| serde_json::from_str(json).is_ok_and(|known: worktime::Calendar| known == calendar);
    if mine
        .iter()
        .any(|(_, from, json)| same(json) && (*from == sent.from || *from <= today && sent.from <= today))
    {
        return Ok(Outcome::Same);
    }
    // What was counted stays: a calendar that holds elsewhere already holds here from today on.
    let input = NewCalendar { unit: unit.id, calendar, from: sent.from.max(today) };
    match set_calendar(tx, &ctx.step(), &input) {
        Ok(()) if mine.is_empty() => Ok(Outcome::Added),
        Ok(()) => Ok(Outcome::Changed),
        Err(Error::LaterChange) => Ok(Outcome::Kept(
            "Đơn vị đã có lịch riêng từ ngày đó hoặc muộn hơn; lịch ở đây được giữ.".to_owned(),
        )),
        Err(error) => Refused::sentence(error).map(Outcome::Wrong),
    }
}
