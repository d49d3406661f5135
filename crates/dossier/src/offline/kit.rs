//! What a machine carries along to receive without a network: its numbers, the forms as HTML with the conditions of each question
//! beside it, and the due dates of every term for every minute of its days, so that no calendar is computed on the machine.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::sync::Arc;

use base::Ctx;
use base::id::UnitId;
use catalogue::{ProcedureVersion, Situation, Term};
use db::{Db, Read};
use jiff::civil::Date;
use organisation::Unit;
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;
use web::Failure;
use worktime::Calendar;

use crate::error::Error;
use crate::model::{Channel, NumberRange, OfflineCounter, OfflineCounterId};
use crate::rules::offline::{DueFrom, OfflineRefused, due_table};
use crate::{pages, queries, rules, store};

/// Everything a machine needs.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = OfflineKit)]
pub struct Kit {
    /// Định danh máy.
    pub counter: String,
    /// Tên máy.
    pub name: String,
    /// Cơ quan.
    pub body: String,
    /// Cán bộ chuẩn bị máy.
    pub officer: String,
    /// Giờ của hệ thống lúc lập, RFC 3339.
    #[schema(format = DateTime)]
    pub made_at: String,
    /// Dải số của các ngày từ hôm nay.
    pub ranges: Vec<KitRange>,
    /// Thủ tục nhận được.
    pub procedures: Vec<KitProcedure>,
    /// Mục chủ hồ sơ, HTML, mỗi kiểu một lần; nhiều thủ tục dùng chung.
    pub owners: Vec<String>,
    /// Bảng ngày hẹn trả: mỗi bảng theo ngày, mỗi ngày theo phút nhận.
    pub dues: Vec<BTreeMap<String, Vec<KitDue>>>,
}

/// Numbers of a day.
#[derive(Debug, Serialize, ToSchema)]
pub struct KitRange {
    /// Mã định danh cơ quan.
    pub agency: String,
    /// Ngày, YYYY-MM-DD.
    #[schema(format = Date)]
    pub day: String,
    /// Số đầu.
    pub first: i64,
    /// Số cuối.
    pub last: i64,
}

/// One procedure.
#[derive(Debug, Serialize, ToSchema)]
pub struct KitProcedure {
    /// Mã thủ tục.
    pub code: String,
    /// Tên ngắn.
    pub name: String,
    /// Cơ quan giải quyết, định danh, tên và mã.
    pub bodies: Vec<KitBody>,
    /// Thời hạn, theo thứ tự xét.
    pub terms: Vec<KitTerm>,
    /// Tờ khai, HTML.
    pub html: String,
    /// Mục chủ hồ sơ theo quyền nộp và loại người (`kin/citizen`): vị trí trong `owners`.
    pub people: BTreeMap<String, usize>,
}

/// A body that decides.
#[derive(Debug, Serialize, ToSchema)]
pub struct KitBody {
    /// Định danh.
    pub id: String,
    /// Tên.
    pub name: String,
    /// Mã định danh, đứng đầu số hồ sơ.
    pub agency: String,
}

/// A term of a case.
#[derive(Debug, Serialize, ToSchema)]
pub struct KitTerm {
    /// Mã trường hợp.
    pub case: String,
    /// Điều kiện trên nội dung khai; không có là luôn đúng.
    #[schema(value_type = Option<Object>)]
    pub when: Option<Value>,
    /// Thời hạn bằng lời.
    pub text: String,
    /// Bảng ngày hẹn trả của từng cơ quan giải quyết.
    pub dues: BTreeMap<String, usize>,
}

/// From a minute on.
#[derive(Debug, Serialize, ToSchema)]
pub struct KitDue {
    /// Phút trong ngày, 0 đến 1439.
    pub minute: i16,
    /// Hẹn trả, giờ Việt Nam: YYYY-MM-DDTHH:MM:SS.
    pub due: String,
    /// Mỗi phút nhận muộn hơn là hẹn muộn hơn một phút.
    pub runs: bool,
}

impl From<NumberRange> for KitRange {
    fn from(range: NumberRange) -> Self {
        let (agency, day) = (range.agency.to_string(), range.day.to_string());
        Self { agency, day, first: range.first, last: range.last }
    }
}

impl From<DueFrom> for KitDue {
    fn from(entry: DueFrom) -> Self {
        Self { minute: entry.minute, due: entry.due.to_string(), runs: entry.runs }
    }
}

/// Makes the kit of a machine of the officer's own body, for the days from today on that it has numbers for.
///
/// # Errors
/// [`Error::NotFound`] for a machine of another body; [`Error::Offline`] for one that was given up; [`Error::Deadline`] where a
/// calendar cannot carry a term.
pub async fn kit(db: &Db, ctx: &Ctx, id: OfflineCounterId) -> Result<Kit, Failure> {
    let asker = ctx.clone();
    let ground = db.read(move |rx| look(rx, &asker, id)).await?;
    assemble(ctx, ground)
}

/// What the kit is made of.
struct Ground {
    counter: OfflineCounter,
    body: String,
    officer: String,
    ranges: Vec<NumberRange>,
    procedures: Vec<(Arc<ProcedureVersion>, Vec<Unit>)>,
    calendars: BTreeMap<UnitId, Arc<Calendar>>,
}

fn look(rx: &mut Read, ctx: &Ctx, id: OfflineCounterId) -> Result<Ground, Error> {
    let counter = queries::offline_counter(rx, ctx, id)?;
    if counter.retired_at.is_some() {
        return Err(OfflineRefused::Retired.into());
    }
    let today = ctx.now.date();
    let procedures = queries::offline_ground(rx, &counter, today)?;
    let mut calendars = BTreeMap::new();
    for body in procedures.iter().flat_map(|(_, bodies)| bodies) {
        if let Entry::Vacant(place) = calendars.entry(body.id) {
            place.insert(organisation::calendar(rx, body.id, today)?);
        }
    }
    let body = organisation::unit_at(rx, counter.root, today)?;
    Ok(Ground {
        body: body.map_or_else(String::new, |it| it.name.to_string()),
        officer: ctx.authorise_staff()?.name.clone(),
        ranges: store::offline::ranges(rx, counter.id, today)?,
        procedures,
        calendars,
        counter,
    })
}

fn assemble(ctx: &Ctx, ground: Ground) -> Result<Kit, Failure> {
    let mut days: Vec<Date> = ground.ranges.iter().map(|range| range.day).collect();
    days.dedup();
    let mut tables =
        Tables { calendars: &ground.calendars, days: &days, known: BTreeMap::new(), made: Vec::new() };
    let mut owners = Vec::new();
    let mut procedures = Vec::new();
    for (version, bodies) in &ground.procedures {
        let form = pages::offline_form(ctx, version).map_err(Failure::internal)?;
        procedures.push(KitProcedure {
            code: version.code.to_string(),
            name: version.short_name.clone(),
            bodies: bodies.iter().map(body).collect(),
            terms: terms(&mut tables, version, bodies)?,
            html: form.html,
            people: form.people.into_iter().map(|(key, html)| (key, place(&mut owners, html))).collect(),
        });
    }
    Ok(Kit {
        counter: ground.counter.id.to_string(),
        name: ground.counter.name,
        body: ground.body,
        officer: ground.officer,
        made_at: ctx.now.rfc3339(),
        dues: tables.made,
        ranges: ground.ranges.into_iter().map(KitRange::from).collect(),
        procedures,
        owners,
    })
}

/// Where this text stands in the list; at its end where it did not stand there.
fn place(list: &mut Vec<String>, text: String) -> usize {
    let known = list.iter().position(|one| *one == text);
    known.unwrap_or_else(|| {
        list.push(text);
        list.len() - 1
    })
}

fn body(unit: &Unit) -> KitBody {
    let agency = unit.code.as_ref().map_or_else(String::new, ToString::to_string);
    KitBody { id: unit.id.to_string(), name: unit.name.to_string(), agency }
}

/// The terms of every case, those first that are looked at first.
fn terms(
    tables: &mut Tables<'_>,
    version: &ProcedureVersion,
    bodies: &[Unit],
) -> Result<Vec<KitTerm>, Error> {
    let mut out = Vec::new();
    for case in &version.cases {
        let situation = Situation { case: &case.code, channel: Channel::Counter };
        for term in version.terms_in_order(&situation) {
            let mut dues = BTreeMap::new();
            for body in bodies {
                dues.insert(body.id.to_string(), tables.table(body.id, version, term)?);
            }
            let when = term.when.clone().map(Value::from);
            out.push(KitTerm { case: case.code.clone(), when, text: term.text.clone(), dues });
        }
    }
    Ok(out)
}

/// The tables of due dates, each made once.
struct Tables<'a> {
    calendars: &'a BTreeMap<UnitId, Arc<Calendar>>,
    days: &'a [Date],
    known: BTreeMap<(UnitId, String, Option<jiff::civil::Time>), usize>,
    made: Vec<BTreeMap<String, Vec<KitDue>>>,
}

impl Tables<'_> {
    fn table(&mut self, body: UnitId, version: &ProcedureVersion, term: &Term) -> Result<usize, Error> {
        let cutoff = rules::cutoff(version);
        let key = (body, term.text.clone(), cutoff.as_ref().map(|it| it.at));
        if let Some(place) = self.known.get(&key) {
            return Ok(*place);
        }
        let calendar = self.calendars.get(&body).ok_or(Error::NoUnit)?;
        let parsed = term.text.parse().map_err(worktime::DueError::from)?;
        let mut table = BTreeMap::new();
        for day in self.days {
            let entries = due_table(calendar, *day, parsed, cutoff.as_ref())?;
            table.insert(day.to_string(), entries.into_iter().map(KitDue::from).collect());
        }
        self.made.push(table);
        self.known.insert(key, self.made.len() - 1);
        Ok(self.made.len() - 1)
    }
}
