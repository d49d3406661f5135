//! What happened to a dossier, in words: the ledger's events as officer and citizen read them.

mod after;

use std::collections::BTreeMap;

use base::words::short_moment;
use db::Query;
use ledger::Recorded;

use crate::error::Error;
use crate::events;
use crate::model::{Lapse, Place};
use crate::queries::Seen;
use crate::rules::duties::in_words;

/// One line of the history.
pub(crate) struct Said {
    /// When: `18/11/2026, 09:20`.
    pub(crate) when: String,
    /// What.
    pub(crate) what: String,
    /// By whom.
    pub(crate) who: String,
    /// A note or reason; may be empty.
    pub(crate) note: String,
    /// Whether it stands beside the process; the page says so in a place of its own.
    beside: bool,
}

/// The names of the people a history speaks of.
#[derive(Default)]
pub(crate) struct Names(BTreeMap<String, String>);

impl Names {
    /// Looks up the staff of these events.
    pub(crate) fn of(q: &mut impl Query, history: &[Recorded]) -> Result<Self, Error> {
        let mut names = BTreeMap::new();
        for event in history {
            if names.contains_key(&event.actor) {
                continue;
            }
            let Some(id) = event.by_staff() else { continue };
            let Some(person) = organisation::staff(q, id)? else { continue };
            let principal = match event.for_staff() {
                Some(id) => organisation::staff(q, id)?,
                None => None,
            };
            let name = match principal {
                Some(principal) => format!("{}, thay mặt {}", person.name, principal.name),
                None => person.name.to_string(),
            };
            names.insert(event.actor.clone(), name);
        }
        Ok(Self(names))
    }

    /// What people call whoever did something.
    pub(crate) fn name(&self, actor: &str) -> String {
        match actor.split_once('/') {
            Some(("citizen", _)) => "Người nộp hồ sơ".to_owned(),
            Some(("system", _)) => "Hệ thống".to_owned(),
            _ => self.0.get(actor).cloned().unwrap_or_else(|| "Cán bộ".to_owned()),
        }
    }
}

/// A dossier that came in later than it was received.
fn received_offline(event: &Recorded, offline: &events::ReceivedOffline) -> (String, String) {
    let mut note = vec![format!("Số in trên giấy: {}", offline.printed)];
    if let Some(promised) = offline.promised {
        note.push(format!("Hẹn trả in trên giấy: {}", short_moment(promised.local())));
    }
    if offline.clock_behind != 0 {
        note.push(format!("Đồng hồ của máy lệch {} giây", offline.clock_behind.abs()));
    }
    let at = short_moment(event.recorded_at.local());
    (format!("Nhận khi mất mạng; đồng bộ vào hệ thống lúc {at}"), note.join("\n"))
}

/// The history of a dossier, first to last.
pub(crate) fn said(seen: &Seen, names: &Names) -> Vec<Said> {
    seen.history
        .iter()
        .map(|event| {
            let aside = beside(event)
                .or_else(|| joined(event))
                .or_else(|| looked_up(event))
                .or_else(|| of_part(seen, event));
            let aside = aside.or_else(|| crate::words_of_money::money(event));
            let beside = aside.is_some();
            let (what, note) = aside.unwrap_or_else(|| sentence(seen, event));
            let when = short_moment(event.occurred_at.local());
            Said { when, what, who: names.name(&event.actor), note, beside }
        })
        .collect()
}

/// What the last to act in the process left in writing, from a history told backwards; looking is no act.
pub(crate) fn message(said: &[Said]) -> Option<&Said> {
    let mut acts = said.iter().filter(|line| !line.beside && !OPENED.contains(&line.what.as_str()));
    acts.next().filter(|line| !line.note.is_empty())
}

/// That somebody looked at the dossier, at a paper.
const OPENED: [&str; 2] = ["Mở xem hồ sơ", "Mở xem giấy tờ"];

/// What a note is called.
pub(crate) const NOTE: &str = "Ghi chú nội bộ";

/// What stands beside the process. Staff alone read a history: why papers are asked for once more is said here only.
fn beside(event: &Recorded) -> Option<(String, String)> {
    if let Ok(Some(offline)) = event.read::<events::ReceivedOffline>() {
        return Some(received_offline(event, &offline));
    }
    if let Ok(Some(note)) = event.read::<events::NoteAdded>() {
        return Some((NOTE.to_owned(), note.text));
    }
    if let Ok(Some(asked)) = event.read::<events::SupplementAsked>() {
        return Some(supplement_asked(asked));
    }
    if let Ok(Some(given)) = event.read::<events::Supplemented>() {
        let due = given.due.map(|due| format!(", hẹn trả {}", short_moment(due.local())));
        return Some((format!("Bổ sung giấy tờ{}", due.unwrap_or_default()), String::new()));
    }
    if let Ok(Some(paused)) = event.read::<events::Paused>() {
        let owed = paused.obligation.map(|it| format!("Thông báo số {}: {}", it.notice, it.amount));
        return Some((
            format!("Tạm dừng thời hạn: {}", base::words::lower_first(paused.awaits.label())),
            owed.unwrap_or_default(),
        ));
    }
    if let Ok(Some(resumed)) = event.read::<events::Resumed>() {
        let due = short_moment(resumed.due.local());
        let day = |it: &crate::model::Paid| base::words::date(it.day);
        let paid =
            resumed.paid.map(|it| format!("Đã nộp theo chứng từ số {}, ngày {}", it.receipt, day(&it)));
        return Some((format!("Thời hạn tiếp tục, hẹn trả {due}"), paid.unwrap_or_default()));
    }
    if let Ok(Some(extended)) = event.read::<events::Extended>() {
        let (from, to) = (short_moment(extended.from.local()), short_moment(extended.to.local()));
        return Some((format!("Xin lỗi và hẹn lại ngày trả: từ {from} sang {to}"), extended.reason));
    }
    if let Ok(Some(asked)) = event.read::<events::WithdrawalAsked>() {
        return Some(("Đề nghị rút hồ sơ".into(), asked.reason));
    }
    if let Ok(Some(declined)) = event.read::<events::WithdrawalDeclined>() {
        return Some(("Chưa đồng ý trả lại hồ sơ theo đề nghị rút".into(), declined.reason));
    }
    if let Ok(Some(withdrawn)) = event.read::<events::Withdrawn>() {
        let own = event.actor.starts_with("citizen/");
        let what =
            if own { "Rút hồ sơ" } else { "Đồng ý trả lại hồ sơ theo đề nghị rút" };
        return Some((what.into(), withdrawn.words));
    }
    if let Ok(Some(handed)) = event.read::<events::HandedOver>() {
        let papers = handed.papers.iter().filter(|paper| paper.file.is_none()).count();
        let counts = [(handed.papers.len() - papers, "bản điện tử"), (papers, "bản giấy")];
        let some =
            counts.iter().filter(|(count, _)| *count > 0).map(|(count, what)| format!("{count} {what}"));
        let what = std::iter::once(handed.way.label().to_owned()).chain(some).collect::<Vec<_>>().join(", ");
        return Some((what, handed.note));
    }
    if let Ok(Some(_)) = event.read::<events::Followed>() {
        let note = "Mã hồ sơ, ngày hẹn và quá trình xử lý giữ nguyên.".to_owned();
        return Some(("Đơn vị giữ hồ sơ đã kết thúc, hồ sơ chuyển sang đơn vị kế thừa".into(), note));
    }
    if let Ok(Some(answered)) = event.read::<events::HandoverAnswered>() {
        let what = if answered.missing.is_empty() {
            "Xác nhận đã nhận đủ bàn giao"
        } else {
            "Trả lời bàn giao: còn thiếu"
        };
        return Some((what.into(), answered.missing));
    }
    if let Ok(Some(stopped)) = event.read::<events::Stopped>() {
        let note = format!("{}\nCăn cứ: {}", stopped.reason, stopped.citation);
        return Some(("Dừng giải quyết hồ sơ".into(), note));
    }
    aside(event)
}

/// What was done about a result or a reception beside the process, and what was warned of.
fn aside(event: &Recorded) -> Option<(String, String)> {
    if let Ok(Some(moved)) = event.read::<events::ResultMoved>() {
        let what = match moved.to {
            Place::OnItsWay => "Chuyển kết quả về Một cửa",
            _ => "Kết quả đã có tại quầy",
        };
        return Some((what.into(), String::new()));
    }
    if let Ok(Some(reopened)) = event.read::<events::Reopened>() {
        let due = short_moment(reopened.due.local());
        let what = format!("Mở lại để đính chính kết quả số {}, hẹn trả {due}", reopened.result);
        return Some((what, reopened.reason));
    }
    if let Ok(Some(corrected)) = event.read::<events::ReceptionCorrected>() {
        let names = corrected.changed.iter().map(|what| match what.as_str() {
            "applicant" => "người nộp",
            "case" => "trường hợp",
            _ => "cơ quan giải quyết",
        });
        let what = format!("Sửa thông tin tiếp nhận: {}", names.collect::<Vec<_>>().join(", "));
        return Some((what, corrected.reason));
    }
    if let Ok(Some(warned)) = event.read::<events::Warned>() {
        let due = short_moment(warned.due.local());
        let what = match warned.of {
            Lapse::Answer => format!("Nhắc: phải trả lời tiếp nhận trước {due}"),
            Lapse::Step(_) => format!("Nhắc: bước đang xử lý đến hạn {due}"),
            Lapse::Whole => format!("Nhắc: hồ sơ đến hạn trả kết quả {due}"),
        };
        return Some((what, String::new()));
    }
    moved(event).or_else(|| after::after(event))
}

/// That it came from an older system.
fn moved(event: &Recorded) -> Option<(String, String)> {
    if let Ok(Some(moved)) = event.read::<events::MovedIn>() {
        let note = "Mã hồ sơ, ngày hẹn và quá trình ở hệ thống cũ giữ nguyên.".to_owned();
        return Some((format!("Chuyển từ {} sang", moved.system), note));
    }
    if let Ok(Some(_)) = event.read::<events::MovedClaimed>() {
        return Some(("Người nộp nhận hồ sơ của hệ thống cũ về tài khoản".into(), String::new()));
    }
    None
}

/// Who looked it up, and the numbers of other systems.
fn looked_up(event: &Recorded) -> Option<(String, String)> {
    if let Ok(Some(located)) = event.read::<events::Located>() {
        let how = located.reason.map_or("có giấy tiếp nhận", |reason| reason.label());
        return Some((format!("Tra cứu hồ sơ đang ở đâu: {}", base::words::lower_first(how)), located.words));
    }
    if let Ok(Some(judged)) = event.read::<events::LookUpJudged>() {
        let what = if judged.fine {
            "Kiểm soát: lần tra cứu hợp lệ"
        } else {
            "Kiểm soát: cần giải trình lần tra cứu"
        };
        return Some((what.into(), judged.words));
    }
    if let Ok(Some(explained)) = event.read::<events::LookUpExplained>() {
        return Some(("Giải trình lần tra cứu".into(), explained.words));
    }
    if let Ok(Some(it)) = event.read::<events::NumberRecorded>() {
        return Some((
            format!("Ghi số của hệ thống khác: {}, {}", it.number, it.system.label()),
            String::new(),
        ));
    }
    if let Ok(Some(it)) = event.read::<events::NumberRemoved>() {
        return Some((format!("Bỏ số ghi nhầm: {}, {}", it.number, it.system.label()), String::new()));
    }
    event
        .is::<events::LookUpSampled>()
        .then(|| ("Chọn một lần tra cứu vào mẫu kiểm soát".into(), String::new()))
}

/// That one person did several duties.
fn joined(event: &Recorded) -> Option<(String, String)> {
    let joined = event.read::<events::DutiesJoined>().ok().flatten()?;
    let (earlier, duty) = (in_words(&joined.earlier), joined.duty.label());
    Some((format!("Một người làm nhiều khâu: đã {earlier}, rồi {duty}"), String::new()))
}

/// What happened to a part of a linked dossier, or that this became one.
fn of_part(seen: &Seen, event: &Recorded) -> Option<(String, String)> {
    let name = |code: &str| {
        let part = seen.dossier.beside.parts.iter().find(|part| part.code == code);
        part.map_or_else(|| code.to_owned(), |part| part.name.clone())
    };
    if let Ok(Some(opened)) = event.read::<events::PartOpened>() {
        let due = short_moment(opened.due.local());
        return Some((
            format!("Mở phần {}, hồ sơ {}, hạn {due}", name(&opened.part), opened.number),
            String::new(),
        ));
    }
    if let Ok(Some(ended)) = event.read::<events::PartEnded>() {
        let how = if ended.granted { "có kết quả" } else { "kết thúc, không có kết quả" };
        let late = if ended.late { ", chậm so với hạn của phần" } else { "" };
        let dropped: Vec<_> = ended.dropped.iter().map(|code| name(code)).collect();
        let note = if dropped.is_empty() {
            String::new()
        } else {
            format!("Không thực hiện: {}.", dropped.join(", "))
        };
        return Some((format!("Phần {} {how}{late}", name(&ended.part)), note));
    }
    if let Ok(Some(waits)) = event.read::<events::PartAwaits>() {
        return Some((format!("Phần {} chờ người nộp bổ sung giấy tờ", name(&waits.part)), String::new()));
    }
    if let Ok(Some(resumed)) = event.read::<events::PartResumed>() {
        let due = resumed.due.map(|due| format!(", hẹn trả chung {}", short_moment(due.local())));
        return Some((
            format!("Phần {} đã được bổ sung{}", name(&resumed.part), due.unwrap_or_default()),
            String::new(),
        ));
    }
    let what = match event.kind.as_str() {
        "dossier.parts-planned.1" => "Xác định các phần liên thông và cơ quan giải quyết",
        "dossier.became-part.1" => "Mở từ hồ sơ liên thông",
        _ => return None,
    };
    Some((what.to_owned(), String::new()))
}

/// What was asked for, a line for each paper.
fn supplement_asked(asked: events::SupplementAsked) -> (String, String) {
    let line = |item: &crate::model::Item| match &item.citation {
        Some(citation) => format!("{}: {} (ngoài danh mục, căn cứ {citation})", item.name, item.what),
        None => format!("{}: {}", item.name, item.what),
    };
    let mut lines: Vec<_> = asked.items.iter().map(line).collect();
    let once_more = asked.approval.filter(|words| !words.is_empty());
    let what = if once_more.is_some() {
        "Yêu cầu bổ sung thêm một lần"
    } else {
        "Yêu cầu bổ sung giấy tờ"
    };
    lines.extend(once_more.map(|words| format!("Lý do yêu cầu thêm (nội bộ): {words}")));
    (what.to_owned(), lines.join("\n"))
}

/// What an event says, and the note that came with it.
fn sentence(seen: &Seen, event: &Recorded) -> (String, String) {
    let step = |code: &str| {
        seen.version.process.step(code).map_or_else(|| code.to_owned(), |step| step.name.clone())
    };
    if let Ok(Some(taken)) = event.read::<events::StepTaken>() {
        let edge = seen.version.process.from(&taken.from).find(|edge| edge.action == taken.action);
        let label = edge.map_or_else(|| taken.action.clone(), |edge| edge.label.clone());
        let from = step(&taken.from);
        let what = if from == label { label } else { format!("{from}: {label}") };
        return (what, taken.note);
    }
    if let Ok(Some(refused)) = event.read::<events::Refused>() {
        return ("Từ chối tiếp nhận".into(), refused.refusal.reason);
    }
    if let Ok(Some(it)) = event.read::<events::StepSkipped>() {
        let saved = if it.days > 0 {
            format!(", tiết kiệm {} ngày làm việc", it.days)
        } else {
            String::new()
        };
        let found = it
            .evidence
            .found_on
            .map_or_else(String::new, |day| format!(", tra ngày {}", base::words::date(day)));
        let note = format!("{}: {}{found}", it.evidence.source, it.evidence.reference);
        return (format!("Bỏ qua bước {} nhờ dữ liệu đã có{saved}", step(&it.step)), note);
    }
    if let Ok(Some(it)) = event.read::<events::Certified>() {
        let what = format!("Chứng thực số {}/{}-{}", it.number, it.year, it.book);
        return (format!("{what}: {} trang, {} bản", it.pages, it.copies), String::new());
    }
    if let Ok(Some(done)) = event.read::<events::Completed>() {
        let late = if done.late { ", chậm so với ngày hẹn đầu tiên" } else { "" };
        return (format!("Có kết quả số {}{late}", done.result.number), String::new());
    }
    if let Ok(Some(returned)) = event.read::<events::Returned>() {
        let by =
            returned.authorised.map(|by| format!("Người được ủy quyền, {}. {}", by.identity(), by.paper));
        return (format!("Trả kết quả cho {}", returned.to), by.unwrap_or_default());
    }
    if let Ok(Some(assigned)) = event.read::<events::Assigned>() {
        return (format!("Giao người thụ lý bước {}", step(&assigned.step)), String::new());
    }
    let what = match event.kind.as_str() {
        "dossier.submitted.1" => "Nộp hồ sơ",
        "dossier.received.1" => "Tiếp nhận hồ sơ",
        "dossier.opened.1" => OPENED[0],
        "dossier.paper-opened.1" => OPENED[1],
        _ => "Cập nhật hồ sơ",
    };
    (what.to_owned(), String::new())
}
