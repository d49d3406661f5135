//! Dossiers: each row becomes one here, or is left out with everything that is wrong with it.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use base::Instant;
use base::code::DossierNumber;
use base::id::StaffId;
use catalogue::ProcedureVersion;
use dossier::model::{Channel, Item, MovedAs, Moving, Paper, Refusal, Result as Outcome, Source, Stopping};
use jiff::civil::DateTime;

use super::beside::{Belongs, Beside, leave};
use super::reader::{Line, Reader};
use super::{Counted, Plan, World, applicant, read_moment};
use crate::map::{Map, ProcedureMap, Stands, StatusMap};
use crate::model::{Mistake, MistakeKind};
use crate::source::Export;

/// What stands where the older system kept no words.
const NO_REASON: &str = "Hệ thống cũ không ghi lý do.";
const BEFORE: &str = "Theo hồ sơ của hệ thống cũ";

/// Lines of the table by number and by identifier.
type Lines<'a> = HashMap<&'a str, Vec<u64>>;

pub(super) fn read(export: &Export, map: &Map, world: &World, mut beside: Beside, plan: &mut Plan) {
    let Some(rows) = Reader::open(export, "dossier", &map.tables.dossier, plan) else { return };
    let (mut numbers, mut references) = (Lines::new(), Lines::new());
    let draft = |line: &Line<'_>| {
        let status = line.get("status").and_then(|status| map.statuses.get(status));
        line.is_skipped() || status.is_some_and(|it| it.state == Stands::Draft)
    };
    for line in rows.all().filter(|line| !draft(line)) {
        for (field, lines) in [("number", &mut numbers), ("reference", &mut references)] {
            if let Some(text) = line.get(field) {
                lines.entry(text).or_default().push(line.row.line);
            }
        }
    }
    let mut left = BTreeMap::new();
    let mut unknown: BTreeMap<String, (i64, Mistake)> = BTreeMap::new();
    for line in rows.all() {
        if draft(&line) {
            plan.not_dossiers += 1;
            continue;
        }
        let belongs = beside.take(line.get("reference").unwrap_or_default());
        let mut row = Reading { line, map, world, wrong: Vec::new() };
        row.doubles("number", "Mã hồ sơ", &numbers);
        row.doubles("reference", "Mã định danh hồ sơ", &references);
        let (made, files) = row.made(belongs);
        let counted = row.counted();
        plan.mistakes.extend(files.iter().map(|(mistake, _)| mistake.clone()));
        plan.refused.extend(files.into_iter().map(|(_, refused)| refused));
        if let Some(made) = made.filter(|_| row.wrong.is_empty()) {
            plan.counted.push(Counted { left: false, ..counted });
            plan.dossiers.push(made);
            continue;
        }
        plan.counted.push(Counted { left: true, ..counted });
        let why: Vec<_> = row.wrong.iter().map(|it| it.sentence.as_str()).collect();
        plan.refused.push(line.refused(why.join(" ")));
        let name = line.get("number").or_else(|| line.get("reference")).unwrap_or_default();
        left.insert(line.get("reference").unwrap_or_default().to_owned(), name.to_owned());
        for mistake in row.wrong {
            match mistake.kind {
                // One for each procedure and body, with how many wait for it.
                MistakeKind::UnknownProcedure | MistakeKind::UnknownUnit | MistakeKind::UnknownStatus => {
                    let key = format!("{}|{}|{}", mistake.kind.code(), mistake.value, mistake.column);
                    unknown.entry(key).or_insert((0, mistake)).0 += 1;
                }
                _ => plan.mistakes.push(mistake),
            }
        }
    }
    for (_, (count, mistake)) in unknown {
        let sentence = format!("{} Liên quan {count} hồ sơ.", mistake.sentence);
        plan.mistakes.push(Mistake { sentence, ..mistake });
    }
    leave(export, map, &left, plan);
}

/// One row while it is read.
struct Reading<'a> {
    line: Line<'a>,
    map: &'a Map,
    world: &'a World,
    wrong: Vec<Mistake>,
}

/// The moments of a dossier.
#[derive(Default)]
struct Moments {
    submitted: Option<DateTime>,
    received: Option<DateTime>,
    due: Option<DateTime>,
    closed: Option<DateTime>,
    returned: Option<DateTime>,
}

/// What is wrong with a file, and its row as it stood.
type LeftFile = (Mistake, crate::model::Refused);

impl<'a> Reading<'a> {
    fn refuse(&mut self, kind: MistakeKind, field: &str, sentence: impl Into<String>) {
        let mistake = self.line.mistake(kind, field, sentence);
        self.wrong.push(mistake);
    }

    /// Names every line that bears the same.
    fn doubles(&mut self, field: &str, what: &str, lines: &Lines<'_>) {
        let Some(text) = self.line.get(field) else { return };
        let all = lines.get(text).map_or(&[][..], Vec::as_slice);
        if all.len() > 1 {
            let said: Vec<_> = all.iter().map(ToString::to_string).collect();
            let sentence = format!(
                "{what} {text} có ở các dòng {}. Không dòng nào được chuyển; xin giữ một dòng hoặc sửa mã.",
                said.join(", ")
            );
            self.refuse(MistakeKind::DuplicateNumber, field, sentence);
        }
    }

    /// How it counts.
    fn counted(&self) -> Counted {
        let unit = self.line.get("unit").unwrap_or("Không ghi cơ quan");
        let code = self.map.units.get(unit).map_or(unit, String::as_str);
        let name = self.world.bodies.get(code).map_or(unit, |body| body.name.as_str());
        let day = |field: &str| self.line.get(field).and_then(|text| read_moment(text).ok());
        let at = day("received").or_else(|| day("submitted"));
        Counted {
            status: self.line.get("status").unwrap_or_default().to_owned(),
            unit: name.to_owned(),
            month: at.map_or_else(String::new, |at| at.strftime("%Y-%m").to_string()),
            left: false,
        }
    }

    /// The dossier, if everything about it can be read; and the files that stay behind.
    fn made(&mut self, belongs: Belongs) -> (Option<Moving>, Vec<LeftFile>) {
        for field in ["reference", "applicant_name"] {
            if self.line.get(field).is_none() {
                self.refuse(
                    MistakeKind::MissingValue,
                    field,
                    "Ô này không được để trống. Xin bổ sung trong tệp.",
                );
            }
        }
        let status = self.status();
        let body = self.body();
        let procedure = self.procedure();
        let number = self.number(status.map(|it| it.state));
        let moments = self.moments(status.map(|it| it.state));
        let (Some(status), Some(body), Some((procedure, version))) = (status, body, procedure) else {
            return (None, Vec::new());
        };
        let (papers, left) = self.papers(procedure, &version, &belongs);
        let made = self.whole(status, body, procedure, &version, number, &moments, belongs, papers);
        (made, left)
    }

    #[expect(clippy::too_many_arguments, reason = "what was read of one row, put together once")]
    fn whole(
        &mut self,
        status: &StatusMap,
        body: base::id::UnitId,
        procedure: &ProcedureMap,
        version: &Arc<ProcedureVersion>,
        number: Option<DossierNumber>,
        moments: &Moments,
        belongs: Belongs,
        papers: Vec<Paper>,
    ) -> Option<Moving> {
        let case = procedure.case.clone().or_else(|| version.cases.first().map(|case| case.code.clone()))?;
        let stands = self.stands(status, procedure, version, moments, &belongs)?;
        let kind = self.line.get("applicant_kind").unwrap_or_default();
        let organisation = self.map.applicants.get(kind).is_some_and(|it| it == "organisation");
        let (applicant, holder) = applicant::of(&self.line, organisation);
        let channel = self.line.get("channel").and_then(|text| self.map.channels.get(text));
        let at = |moment: Option<DateTime>| moment.map(Instant::from_local);
        let closed =
            moments.closed.or(moments.returned).or_else(|| belongs.lines.last().map(|it| it.at.local()));
        let is_closed = stands.state(&version.process.start).is_closed();
        let handed = moments.returned.or(closed);
        Some(Moving {
            reference: self.line.get("reference")?.to_owned(),
            status: self.line.get("status")?.to_owned(),
            number,
            version: Arc::clone(version),
            case,
            channel: channel.and_then(|code| Channel::parse(code)).unwrap_or(Channel::Counter),
            applicant,
            holder,
            answers: serde_json::json!({}),
            competent: body,
            assignee: self.assignee(),
            submitted_at: Instant::from_local(moments.submitted.or(moments.received)?),
            received_at: at(moments.received),
            due: moments.due.filter(|_| moments.received.is_some()),
            closed_at: at(closed.or(moments.received).or(moments.submitted)).filter(|_| is_closed),
            returned_at: at(handed.or(moments.received)).filter(|_| matches!(stands, MovedAs::Returned(_))),
            stands,
            papers,
            lines: belongs.lines,
        })
    }

    fn status(&mut self) -> Option<&'a StatusMap> {
        let status = self.line.get("status").unwrap_or_default();
        let found = self.map.statuses.get(status);
        if found.is_none() {
            let sentence =
                format!("Trạng thái “{status}” chưa có trong [statuses] của tệp ánh xạ. Xin khai thêm.");
            self.refuse(MistakeKind::UnknownStatus, "status", sentence);
        }
        found
    }

    fn body(&mut self) -> Option<base::id::UnitId> {
        let there = self.line.get("unit").unwrap_or_default();
        let code = self.map.units.get(there).map_or(there, String::as_str);
        match self.world.bodies.get(code) {
            Some(body) if body.receives => Some(body.id),
            Some(body) => {
                let sentence =
                    format!("{} chưa có Bộ phận Một cửa. Xin lập Bộ phận Một cửa trước.", body.name);
                self.refuse(MistakeKind::UnknownUnit, "unit", sentence);
                None
            }
            None => {
                let sentence = format!(
                    "Cơ quan “{there}” không ứng với đơn vị nào ở đây. Xin khai trong [units] của tệp ánh xạ, hoặc lập đơn vị trước."
                );
                self.refuse(MistakeKind::UnknownUnit, "unit", sentence);
                None
            }
        }
    }

    fn procedure(&mut self) -> Option<(&'a ProcedureMap, Arc<ProcedureVersion>)> {
        let there = self.line.get("procedure").unwrap_or_default();
        let Some(procedure) = self.map.procedures.get(there) else {
            let sentence =
                format!("Thủ tục “{there}” chưa có trong [procedures] của tệp ánh xạ. Xin khai thêm.");
            self.refuse(MistakeKind::UnknownProcedure, "procedure", sentence);
            return None;
        };
        let code = &procedure.code;
        let Some(version) = self.world.versions.get(code) else {
            let sentence = format!("Thủ tục {code} chưa được công bố ở đây. Xin nhập gói thủ tục này trước.");
            self.refuse(MistakeKind::UnknownProcedure, "procedure", sentence);
            return None;
        };
        if let Some(case) = procedure.case.as_deref().filter(|case| version.case(case).is_none()) {
            let sentence =
                format!("Thủ tục {code} không có trường hợp “{case}”. Xin sửa [procedures.{there}].");
            self.refuse(MistakeKind::UnknownProcedure, "procedure", sentence);
            return None;
        }
        Some((procedure, Arc::clone(version)))
    }

    /// The number: owed by everything that was received.
    fn number(&mut self, stands: Option<Stands>) -> Option<DossierNumber> {
        let Some(text) = self.line.get("number") else {
            if stands.is_some_and(received) {
                let why = "Hồ sơ đã tiếp nhận phải có mã hồ sơ. Xin bổ sung trong tệp.";
                self.refuse(MistakeKind::MissingValue, "number", why);
            }
            return None;
        };
        if self.world.taken.contains(text) {
            let why =
                format!("Mã hồ sơ {text} đã có ở hệ thống này. Xin kiểm tra hồ sơ đó trước khi chuyển.");
            self.refuse(MistakeKind::NumberTaken, "number", why);
        }
        let read = text.parse().ok();
        if read.is_none() {
            let why = format!(
                "“{text}” không theo dạng <mã cơ quan>-<yymmdd>-<số thứ tự>, ví dụ 000.00.17.H44-250630-0012. Xin sửa mã."
            );
            self.refuse(MistakeKind::BadNumber, "number", why);
        }
        read
    }

    fn moment(&mut self, field: &str) -> Option<DateTime> {
        let text = self.line.get(field)?;
        match read_moment(text) {
            Ok(at) => Some(at),
            Err(why) => {
                self.refuse(MistakeKind::ImpossibleDate, field, why);
                None
            }
        }
    }

    /// The moments, each after the one before, none but the appointment ahead.
    fn moments(&mut self, stands: Option<Stands>) -> Moments {
        let all = Moments {
            submitted: self.moment("submitted"),
            received: self.moment("received"),
            due: self.moment("due"),
            closed: self.moment("closed"),
            returned: self.moment("returned"),
        };
        let received = stands.is_some_and(received);
        for (field, owed, there) in [("submitted", true, all.submitted), ("received", received, all.received)]
        {
            if owed && there.is_none() && self.line.get(field).is_none() {
                self.refuse(
                    MistakeKind::MissingValue,
                    field,
                    "Hồ sơ ở trạng thái này phải có ngày. Xin bổ sung trong tệp.",
                );
            }
        }
        let day = |at: DateTime| base::words::short_moment(at);
        for (field, late, early, what) in [
            ("received", all.received, all.submitted, "trước ngày nộp"),
            ("due", all.due, all.received, "trước ngày tiếp nhận"),
            ("closed", all.closed, all.received, "trước ngày tiếp nhận"),
            ("returned", all.returned, all.closed.or(all.received), "trước ngày có kết quả"),
        ] {
            if let (Some(late), Some(early)) = (late, early)
                && late < early
            {
                let why = format!("{} {what} ({}). Xin sửa ngày trong tệp.", day(late), day(early));
                self.refuse(MistakeKind::ImpossibleDate, field, why);
            }
        }
        let now = self.world.now.map(Instant::local);
        for (field, at) in [
            ("submitted", all.submitted),
            ("received", all.received),
            ("closed", all.closed),
            ("returned", all.returned),
        ] {
            if let Some(at) = at.filter(|at| now.is_some_and(|now| *at > now)) {
                let why = format!("{} chưa đến. Xin sửa ngày trong tệp.", day(at));
                self.refuse(MistakeKind::ImpossibleDate, field, why);
            }
        }
        all
    }

    fn assignee(&mut self) -> Option<StaffId> {
        let there = self.line.get("assignee")?;
        let number = self.map.staff.get(there)?;
        let found = self.world.staff.get(number).copied();
        if found.is_none() {
            let why =
                format!("Không có cán bộ số hiệu {number} ở đây. Xin nhập cán bộ trước hoặc sửa [staff].");
            self.refuse(MistakeKind::UnknownStaff, "assignee", why);
        }
        found
    }

    fn stands(
        &mut self,
        status: &StatusMap,
        procedure: &ProcedureMap,
        version: &ProcedureVersion,
        moments: &Moments,
        belongs: &Belongs,
    ) -> Option<MovedAs> {
        let reason = || self.line.get("reason").unwrap_or(NO_REASON).chars().take(2000).collect::<String>();
        let last = belongs.lines.last();
        Some(match status.state {
            Stands::Draft | Stands::Submitted => MovedAs::Submitted,
            Stands::Open => MovedAs::Open { step: self.step(procedure, version, belongs)? },
            Stands::AwaitingSupplement => MovedAs::Awaiting {
                step: match moments.received {
                    Some(_) => self.step(procedure, version, belongs)?,
                    None => version.process.start.clone(),
                },
                asked_at: last
                    .map(|it| it.at)
                    .or(moments.received.or(moments.submitted).map(Instant::from_local))?,
                items: vec![Item {
                    component: "ngoai-danh-muc-1".to_owned(),
                    name: "Giấy tờ đã được yêu cầu ở hệ thống cũ".to_owned(),
                    what: last.map(|it| it.note.clone()).filter(|note| !note.is_empty()).unwrap_or_else(
                        || "Xem quá trình ở hệ thống cũ, hoặc hỏi Bộ phận Một cửa.".to_owned(),
                    ),
                    citation: None,
                }],
            },
            Stands::Completed => {
                MovedAs::Completed(self.outcome(status, procedure, version, moments, belongs)?)
            }
            Stands::Returned => {
                MovedAs::Returned(self.outcome(status, procedure, version, moments, belongs)?)
            }
            Stands::Refused => MovedAs::Refused(Refusal { reason: reason(), citation: BEFORE.to_owned() }),
            Stands::Withdrawn => MovedAs::Withdrawn,
            Stands::Stopped => MovedAs::Stopped(Stopping {
                at: Instant::from_local(moments.closed.or(moments.received)?),
                reason: reason(),
                citation: BEFORE.to_owned(),
            }),
        })
    }

    fn step(
        &mut self,
        procedure: &ProcedureMap,
        version: &ProcedureVersion,
        belongs: &Belongs,
    ) -> Option<String> {
        if !version.linked.is_empty() {
            let why = "Hồ sơ liên thông đang giải quyết chưa chuyển được. Xin giải quyết xong ở hệ thống cũ, rồi chuyển.";
            self.refuse(MistakeKind::NotCarried, "procedure", why);
            return None;
        }
        let there = self.line.get("step").or(belongs.step.as_ref().map(|(_, step)| step.as_str()));
        let there = there.unwrap_or_default();
        let here = procedure.steps.get(there);
        let found = here.filter(|step| version.process.step(step).is_some()).cloned();
        if found.is_none() {
            let why = match here {
                Some(step) => format!(
                    "Thủ tục {} không có bước “{step}”. Xin sửa mục steps của thủ tục trong tệp ánh xạ.",
                    version.code
                ),
                None => format!(
                    "Bước “{there}” chưa có trong mục steps của thủ tục {} ở tệp ánh xạ. Xin khai thêm.",
                    version.code
                ),
            };
            self.refuse(MistakeKind::UnknownStep, "step", why);
        }
        found
    }

    fn outcome(
        &mut self,
        status: &StatusMap,
        procedure: &ProcedureMap,
        version: &ProcedureVersion,
        moments: &Moments,
        belongs: &Belongs,
    ) -> Option<Outcome> {
        let named = if status.granted { &procedure.result } else { &procedure.refusal };
        let found = match named {
            Some(code) => version.result(code),
            None => version.results.iter().find(|result| result.grants == status.granted),
        };
        let Some(result) = found else {
            let why = format!(
                "Thủ tục {} không có kết quả như tệp ánh xạ ghi. Xin sửa result hoặc refusal.",
                version.code
            );
            self.refuse(MistakeKind::UnknownProcedure, "procedure", why);
            return None;
        };
        let number =
            self.line.get("result_number").map(str::to_owned).or_else(|| belongs.result_number.clone());
        let reason = self.line.get("reason").unwrap_or(NO_REASON);
        Some(Outcome {
            code: result.code.clone(),
            name: result.name.clone(),
            number: number.unwrap_or_default().chars().take(60).collect(),
            date: moments.closed.or(moments.returned).or(moments.received)?.date(),
            granted: result.grants,
            reason: if result.grants { String::new() } else { reason.chars().take(2000).collect() },
        })
    }

    /// The papers; a file of a part that nobody knows stays behind.
    fn papers(
        &self,
        procedure: &ProcedureMap,
        version: &ProcedureVersion,
        belongs: &Belongs,
    ) -> (Vec<Paper>, Vec<LeftFile>) {
        let (mut papers, mut left) = (Vec::new(), Vec::new());
        for file in &belongs.files {
            let here = procedure.parts.get(&file.part).filter(|code| version.component(code).is_some());
            let Some(component) = here else {
                let why = format!(
                    "Thành phần “{}” chưa có trong mục parts của thủ tục {} ở tệp ánh xạ, hoặc thủ tục không có thành phần đó. Xin khai thêm.",
                    file.part, version.code
                );
                left.push(self.left_file(file, why));
                continue;
            };
            if let Some(Ok(found)) = self.world.files.get(&file.path) {
                papers.push(Paper {
                    component: component.clone(),
                    source: Source::Upload,
                    file_hash: Some(found.hash.clone()),
                    file_name: Some(file.name.clone()),
                    media_type: Some(found.media_type.clone()),
                    size: found.size,
                });
            }
        }
        (papers, left)
    }

    fn left_file(&self, file: &super::beside::OldFile, why: String) -> LeftFile {
        let table = self.map.tables.file.as_ref();
        let column = |field: &str| table.and_then(|it| it.columns.get(field)).cloned().unwrap_or_default();
        let mistake = Mistake {
            kind: MistakeKind::UnknownPart,
            file: file.file.clone(),
            line: file.line,
            column: column("part"),
            value: file.part.clone(),
            sentence: why.clone(),
        };
        let cells = vec![
            (column("dossier"), self.line.get("reference").unwrap_or_default().to_owned()),
            (column("part"), file.part.clone()),
            (column("path"), file.path.clone()),
            (column("name"), file.name.clone()),
        ];
        let refused = crate::model::Refused { file: mistake.file.clone(), line: file.line, cells, why };
        (mistake, refused)
    }
}

/// Whether something that stands so was received.
const fn received(stands: Stands) -> bool {
    matches!(stands, Stands::Open | Stands::Completed | Stands::Returned | Stands::Stopped)
}
