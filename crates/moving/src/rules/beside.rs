//! What belongs to dossiers in tables of its own: files, lines of progress, payments; and people and books, which belong to none.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use base::Instant;
use dossier::model::OldLine;

use super::reader::{Line, Reader};
use super::{Plan, World, read_moment};
use crate::map::{Map, Stands};
use crate::model::{MistakeKind, OldAccount, OldBook};
use crate::source::Export;

/// A file of a dossier.
pub(super) struct OldFile {
    /// The file and line on which it stands.
    pub(super) file: String,
    pub(super) line: u64,
    /// Its part there.
    pub(super) part: String,
    /// Its path within the folder.
    pub(super) path: String,
    /// Its name.
    pub(super) name: String,
}

/// What belongs to one dossier.
#[derive(Default)]
pub(super) struct Belongs {
    pub(super) files: Vec<OldFile>,
    pub(super) lines: Vec<OldLine>,
    /// The step after the last line that names one.
    pub(super) step: Option<(Instant, String)>,
    /// The number of the result.
    pub(super) result_number: Option<String>,
}

/// All of it, by the identifier of the dossier there.
#[derive(Default)]
pub(super) struct Beside(HashMap<String, Belongs>);

/// The longest texts of a line.
const WHAT: usize = 200;
const NOTE: usize = 2000;

impl Beside {
    pub(super) fn read(export: &Export, map: &Map, world: &World, plan: &mut Plan) -> Self {
        let known = known(export, map);
        let mut all = Self::default();
        if let Some(table) = &map.tables.file
            && let Some(rows) = Reader::open(export, "file", table, plan)
        {
            rows.kept().for_each(|line| all.file(&line, &known, world, plan));
        }
        if let Some(table) = &map.tables.action
            && let Some(rows) = Reader::open(export, "action", table, plan)
        {
            rows.kept().for_each(|line| all.action(&line, &known, plan));
        }
        if let Some(table) = &map.tables.payment
            && let Some(rows) = Reader::open(export, "payment", table, plan)
        {
            rows.kept().for_each(|line| all.payment(&line, &known, plan));
        }
        for belongs in all.0.values_mut() {
            belongs.lines.sort_by_key(|line| line.at);
        }
        people(export, map, plan);
        books(export, map, plan);
        all
    }

    pub(super) fn take(&mut self, reference: &str) -> Belongs {
        self.0.remove(reference).unwrap_or_default()
    }

    fn file(&mut self, line: &Line<'_>, known: &Known, world: &World, plan: &mut Plan) {
        let Some(belongs) = self.of(line, known, plan, |plan| plan.files += 1) else { return };
        if let Some(number) = line.get("result_number") {
            belongs.result_number = Some(number.chars().take(60).collect());
        }
        let Some(path) = line.get("path") else {
            let why = "Dòng không ghi tệp nào. Xin ghi mã tệp, hoặc xóa dòng nếu không có tệp.";
            plan.refused.push(line.refused(why));
            return plan.mistakes.push(line.mistake(MistakeKind::MissingFile, "path", why));
        };
        let why = match world.files.get(path) {
            Some(Ok(_)) => None,
            Some(Err(why)) => Some(why.clone()),
            None => Some("Không có tệp này trong thư mục tệp. Xin chép thêm tệp vào thư mục.".to_owned()),
        };
        if let Some(why) = why {
            plan.refused.push(line.refused(why.clone()));
            return plan.mistakes.push(line.mistake(MistakeKind::MissingFile, "path", why));
        }
        belongs.files.push(OldFile {
            file: line.file().to_owned(),
            line: line.row.line,
            part: line.get("part").unwrap_or_default().to_owned(),
            path: path.to_owned(),
            name: line.get("name").unwrap_or(path).chars().take(120).collect(),
        });
    }

    fn action(&mut self, line: &Line<'_>, known: &Known, plan: &mut Plan) {
        let Some(belongs) = self.of(line, known, plan, |plan| plan.lines += 1) else { return };
        let Some(at) = moment(line, "at", plan) else { return };
        if let Some(step) = line.get("step")
            && belongs.step.as_ref().is_none_or(|(last, _)| *last <= at)
        {
            belongs.step = Some((at, step.to_owned()));
        }
        belongs.lines.push(OldLine {
            at,
            who: cut(line, "who", WHAT),
            what: cut(line, "what", WHAT),
            note: cut(line, "note", NOTE),
        });
    }

    fn payment(&mut self, line: &Line<'_>, known: &Known, plan: &mut Plan) {
        let Some(belongs) = self.of(line, known, plan, |plan| plan.lines += 1) else { return };
        let Some(at) = moment(line, "at", plan) else { return };
        let amount = line.get("amount").and_then(|text| text.split('.').next()?.parse::<i64>().ok());
        let Some(amount) = amount.filter(|amount| *amount >= 0) else {
            let why = "Số tiền không phải số đồng. Xin sửa số tiền trong tệp.";
            plan.refused.push(line.refused(why));
            return plan.mistakes.push(line.mistake(MistakeKind::MissingValue, "amount", why));
        };
        let receipt =
            line.get("receipt").map_or_else(String::new, |it| format!("Số biên lai, hóa đơn: {it}"));
        let what = line.get("what").unwrap_or("phí, lệ phí");
        belongs.lines.push(OldLine {
            at,
            who: String::new(),
            what: format!("Đã thu {}: {what}", base::Dong(amount)).chars().take(WHAT).collect(),
            note: receipt,
        });
    }

    /// What belongs to the dossier of a row, if that is one; a row of no dossier is a mistake.
    fn of(
        &mut self,
        line: &Line<'_>,
        known: &Known,
        plan: &mut Plan,
        count: fn(&mut Plan),
    ) -> Option<&mut Belongs> {
        let reference = line.get("dossier").unwrap_or_default();
        if known.others.contains(reference) {
            return None;
        }
        count(plan);
        if !known.dossiers.contains(reference) {
            let why =
                "Dòng thuộc một hồ sơ không có trong bản xuất. Xin xuất thêm hồ sơ đó, hoặc xóa dòng này.";
            plan.refused.push(line.refused(why));
            plan.mistakes.push(line.mistake(MistakeKind::Orphan, "dossier", why));
            return None;
        }
        Some(self.0.entry(reference.to_owned()).or_default())
    }
}

/// The dossiers of the export, and the rows of its table that are none.
struct Known {
    dossiers: BTreeSet<String>,
    others: BTreeSet<String>,
}

fn known(export: &Export, map: &Map) -> Known {
    let mut known = Known { dossiers: BTreeSet::new(), others: BTreeSet::new() };
    let mut unheard = Plan::default();
    let Some(rows) = Reader::open(export, "dossier", &map.tables.dossier, &mut unheard) else { return known };
    for line in rows.all() {
        let draft = |status: &str| map.statuses.get(status).is_some_and(|it| it.state == Stands::Draft);
        let other = line.is_skipped() || line.get("status").is_some_and(draft);
        let Some(reference) = line.get("reference") else { continue };
        if other { &mut known.others } else { &mut known.dossiers }.insert(reference.to_owned());
    }
    known
}

/// Keeps the rows that belong to dossiers that are left out.
pub(super) fn leave(export: &Export, map: &Map, left: &BTreeMap<String, String>, plan: &mut Plan) {
    let tables = &map.tables;
    for (key, table) in [("file", &tables.file), ("action", &tables.action), ("payment", &tables.payment)] {
        let Some(table) = table else { continue };
        let mut unheard = Plan::default();
        let Some(rows) = Reader::open(export, key, table, &mut unheard) else { continue };
        for line in rows.kept() {
            if let Some(name) = line.get("dossier").and_then(|reference| left.get(reference)) {
                plan.refused.push(line.refused(format!("Hồ sơ {name} được để lại.")));
            }
        }
    }
}

fn moment(line: &Line<'_>, field: &str, plan: &mut Plan) -> Option<Instant> {
    match read_moment(line.get(field).unwrap_or_default()) {
        Ok(at) => Some(Instant::from_local(at)),
        Err(why) => {
            plan.refused.push(line.refused(why.clone()));
            plan.mistakes.push(line.mistake(MistakeKind::ImpossibleDate, field, why));
            None
        }
    }
}

fn cut(line: &Line<'_>, field: &str, most: usize) -> String {
    line.get(field).unwrap_or_default().chars().take(most).collect()
}

fn people(export: &Export, map: &Map, plan: &mut Plan) {
    let Some(table) = &map.tables.applicant else { return };
    let Some(rows) = Reader::open(export, "applicant", table, plan) else { return };
    let mut seen = BTreeSet::new();
    for line in rows.kept() {
        plan.people += 1;
        let (Some(reference), Some(name)) = (line.get("reference"), line.get("name")) else {
            let why = "Tài khoản không có mã hoặc họ tên. Xin bổ sung trong tệp.";
            plan.refused.push(line.refused(why));
            plan.mistakes.push(line.mistake(MistakeKind::MissingValue, "name", why));
            continue;
        };
        if !seen.insert(reference) {
            let why = format!("Mã tài khoản {reference} có ở hai dòng. Xin giữ một dòng.");
            plan.refused.push(line.refused(why.clone()));
            plan.mistakes.push(line.mistake(MistakeKind::DuplicateNumber, "reference", why));
            continue;
        }
        let text = |field: &str| line.get(field).map(|text| text.chars().take(250).collect::<String>());
        plan.accounts.push(OldAccount {
            reference: reference.to_owned(),
            name: name.chars().take(120).collect(),
            number: line.get("number").map(|it| it.replace([' ', '.'], "").chars().take(40).collect()),
            phone: text("phone"),
            email: text("email"),
            address: text("address"),
        });
    }
}

fn books(export: &Export, map: &Map, plan: &mut Plan) {
    let Some(table) = &map.tables.book else { return };
    let Some(rows) = Reader::open(export, "book", table, plan) else { return };
    for line in rows.kept() {
        let last = line.get("last").and_then(|text| text.parse().ok());
        let (Some(code), Some(last)) = (line.get("code"), last) else {
            let why = "Sổ không có mã, hoặc số cuối không phải số. Xin sửa trong tệp.";
            plan.refused.push(line.refused(why));
            plan.mistakes.push(line.mistake(MistakeKind::MissingValue, "last", why));
            continue;
        };
        let name = line.get("name").unwrap_or(code).chars().take(120).collect();
        plan.books.push(OldBook { code: code.chars().take(60).collect(), name, last });
    }
}
