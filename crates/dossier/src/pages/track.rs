//! Following a dossier: where it is, who has it, why this date, what happens next.

use std::collections::BTreeSet;

use askama::Template;
use axum::extract::State;
use base::id::DossierId;
use base::{Instant, words};
use catalogue::process::{Awaits, Stage};
use catalogue::{Situation, SupplementClock};
use web::{Answer, App, Path, Who};

use super::may;
use super::parts::{PartLine, of_citizen};
use super::shown::{DueTag, appointment, due_tag, moment};
use crate::error::Error;
use crate::model::{Dossier, Place, State as DossierState};
use crate::queries::{self, Holder, Seen};
use crate::rules;

#[derive(Template)]
#[template(path = "track.html")]
struct Track<'a> {
    seen: &'a Seen,
    why: Option<Why>,
    way: Vec<Stop>,
    next: String,
    /// What a request for papers does to the clock.
    clock: &'static str,
    /// Whether the citizen may take it back, or ask for it.
    withdraw: bool,
    /// The parts of a linked dossier.
    parts: Vec<PartLine>,
    /// The page of the linked dossier that this is a part of; empty for every other.
    whole: String,
}

impl Track<'_> {
    /// What the words of a refusal are called; a linked dossier may give a part of what was asked for.
    const fn why_not(&self) -> &'static str {
        if self.parts.is_empty() {
            "Lý do không chấp thuận"
        } else {
            "Vì sao chỉ trả một phần"
        }
    }

    /// The appointment, while there is one to keep.
    fn heading(&self) -> String {
        let over = matches!(self.seen.dossier.state, DossierState::Withdrawn | DossierState::Stopped);
        let promised = self.why.as_ref().filter(|why| !over && !why.awaits);
        promised.map_or_else(|| "Việc tiếp theo".to_owned(), |why| format!("Hẹn trả: {}", why.due))
    }
}

/// The appointment and its derivation.
pub(crate) struct Why {
    pub(crate) due: String,
    pub(crate) tag: Option<DueTag>,
    /// Whether the clock stands still while the citizen is awaited.
    pub(crate) awaits: bool,
    /// What that does to the date, in a sentence.
    pub(crate) still: &'static str,
    pub(crate) banner: Option<String>,
    pub(crate) lines: Vec<(String, String, bool)>,
    pub(crate) calendar: String,
}

/// One stop of the way of a dossier.
pub(crate) struct Stop {
    pub(crate) state: &'static str,
    pub(crate) title: String,
    pub(crate) note: String,
}

/// Shows the citizen's own dossier.
pub(crate) async fn show(State(app): State<App>, Who(ctx): Who, Path(id): Path<DossierId>) -> Answer {
    let now = ctx.now;
    let (seen, calendar) = app
        .db
        .read(move |rx| {
            let seen = queries::as_filer(rx, &ctx, id)?;
            let calendar = organisation::calendar(rx, seen.dossier.competent, now.date())?;
            Ok::<_, Error>((seen, calendar))
        })
        .await?;
    let why = why(&seen.dossier, &calendar, now);
    let (clock, withdraw) = (clock_note(&seen), may::withdraw(&seen.dossier));
    let whole = seen.dossier.beside.part_of.as_ref().map(|of| format!("/ho-so/{}", of.whole));
    let (parts, whole) = (of_citizen(&seen, now), whole.unwrap_or_default());
    let page =
        Track { why, way: way(&seen), next: next(&seen, now), clock, withdraw, parts, whole, seen: &seen };
    let (back, words) = match seen.dossier.beside.filed_by {
        Some(_) => ("/can-bo/noi-bo", "Thủ tục nội bộ"),
        None => ("/ho-so", "Hồ sơ của tôi"),
    };
    web::page(seen.dossier.procedure_name.clone(), &page).back(back, words).answer()
}

/// The appointment as it is shown to citizen and officer alike; none before reception.
pub(crate) fn why(dossier: &Dossier, calendar: &worktime::Calendar, now: Instant) -> Option<Why> {
    let deadline = dossier.deadline.as_ref()?;
    let (due, original) = (&deadline.current, Instant::from_local(deadline.original.due));
    let promised = dossier.running_due()?;
    // Nothing is late that waits for the citizen, or that went back to them meanwhile.
    let awaits = dossier.due_by_term().is_none();
    let tag = match dossier.closed_at {
        None if awaits => None,
        Some(_) if dossier.beside.open_supplement().is_some() || dossier.beside.open_wait().is_some() => None,
        None => Some(due_tag(calendar, now, Instant::from_local(promised.due))),
        Some(done) => rules::is_late(original, done).then(|| due_tag(calendar, done, original)),
    };
    let lines = due.derivation.iter().map(|entry| {
        let (when, what) = worktime::words::cells(entry);
        (when, what, entry.kind == worktime::Kind::Off)
    });
    let lines = lines.chain(promised_anew(dossier).map(|(when, what)| (when, what.to_owned(), false)));
    Some(Why {
        due: appointment(promised.due, base::Locale::Vi),
        tag,
        awaits,
        still: match dossier.beside.open_wait().map(|wait| wait.awaits) {
            Some(Awaits::Payment) => {
                "Thời hạn không tính trong khi chờ người nộp thực hiện nghĩa vụ tài chính; ngày hẹn được tính lại khi ghi nhận đã nộp."
            }
            Some(Awaits::Citizen | Awaits::Notice) => {
                "Thời hạn đang tạm dừng; ngày hẹn được tính lại khi chạy tiếp."
            }
            None => {
                "Thời hạn không tính trong khi chờ người nộp bổ sung giấy tờ; ngày hẹn được tính lại khi nhận đủ."
            }
        },
        banner: worktime::words::banner(due),
        lines: lines.collect(),
        calendar: calendar_name(due, calendar),
    })
}

/// The days that were promised instead of the one that the term leads to: with an apology, or for a result put right.
fn promised_anew(dossier: &Dossier) -> impl Iterator<Item = (String, &'static str)> {
    let running = dossier.running_due().map(|due| Instant::from_local(due.due));
    let later = dossier.beside.extension.as_ref().map(|it| (it.to, "Hẹn lại, kèm văn bản xin lỗi"));
    let right = dossier.beside.open_correction().map(|it| {
        (
            it.due,
            if it.reissue {
                "Hẹn trả kết quả cấp lại"
            } else {
                "Hẹn trả kết quả đã đính chính"
            },
        )
    });
    let said = [later, right].into_iter().flatten().filter(move |(to, _)| Some(*to) == running);
    said.map(|(to, what)| (words::short_moment(to.local()), what))
}

/// The calendar of an appointment by its name, with its version; another calendar than the present one, by its code.
fn calendar_name(due: &worktime::Due, calendar: &worktime::Calendar) -> String {
    let name = if calendar.code() == due.calendar { calendar.name() } else { due.calendar.as_str() };
    format!("{name}, bản {}", due.version)
}

/// The way of the dossier: what was done, where it is, what is still to come.
pub(crate) fn way(seen: &Seen) -> Vec<Stop> {
    let dossier = &seen.dossier;
    let stop = |state, title: &str, note: String| Stop { state, title: title.to_owned(), note };
    let at = |when: Instant| words::short_moment(when.local());
    let sent = if dossier.channel == crate::model::Channel::Online {
        "Nộp trực tuyến"
    } else {
        "Nộp hồ sơ"
    };
    let mut out = vec![stop("done", sent, at(dossier.submitted_at))];
    if dossier.state == DossierState::Refused {
        out.push(stop("now", "Không được tiếp nhận", dossier.closed_at.map_or_else(String::new, at)));
        return out;
    }
    match (dossier.received_at, dossier.state) {
        (Some(when), _) => out.push(stop("done", "Một cửa tiếp nhận", at(when))),
        (None, DossierState::Submitted) => out.push(stop(
            "now",
            "Một cửa kiểm tra, tiếp nhận",
            format!("trả lời chậm nhất {}", at(dossier.answer_due)),
        )),
        (None, DossierState::AwaitingSupplement) => {
            out.push(stop("now", "Một cửa kiểm tra, tiếp nhận", String::new()));
        }
        _ => {}
    }
    out.extend(stops(seen));
    if let Some(request) = dossier.beside.open_supplement().filter(|_| !dossier.state.is_closed()) {
        let since = format!("từ {}", at(request.asked_at));
        await_citizen(&mut out, stop("now", "Chờ người nộp bổ sung giấy tờ", since));
    }
    if matches!(dossier.state, DossierState::Withdrawn | DossierState::Stopped) {
        let when = dossier.closed_at.map_or_else(String::new, at);
        out.push(stop("now", dossier.state.label(), when));
    }
    out
}

/// While the citizen is awaited the dossier is there, and what was at work goes on afterwards.
fn await_citizen(way: &mut Vec<Stop>, awaited: Stop) {
    let at = way.iter().position(|stop| stop.state == "now").unwrap_or(way.len());
    for stop in way.iter_mut().filter(|stop| stop.state == "now") {
        stop.state = "next";
        stop.note = "tiếp tục sau khi bổ sung".to_owned();
    }
    way.insert(at, awaited);
}

/// The steps of the process: those at work now, those that may still come, those that were taken. A step of another case
/// is not among them, nor a detour that was never taken.
fn stops(seen: &Seen) -> Vec<Stop> {
    let (dossier, process) = (&seen.dossier, &seen.version.process);
    let begin = process.begin();
    let now = dossier.step.as_ref();
    let situation = Situation { case: &dossier.case, channel: dossier.channel };
    let sent = matches!(dossier.state, DossierState::Submitted | DossierState::AwaitingSupplement)
        && dossier.received_at.is_none();
    let mut ahead = match now {
        Some(now) => process.ahead(&now.position, situation, &dossier.answers),
        None if sent => process.ahead(&begin, situation, &dossier.answers),
        None => BTreeSet::new(),
    };
    if sent {
        ahead.insert(&process.start);
    }
    let mut out = Vec::new();
    for step in &process.steps {
        let state = match now {
            Some(now) if now.position.is_at(&step.code) => "now",
            _ if step.stage != Stage::Consult && ahead.contains(step.code.as_str()) => "next",
            _ if left(seen, &step.code).is_some() => "done",
            _ => continue,
        };
        let note = match state {
            "done" => left(seen, &step.code).map_or_else(String::new, |when| moment(&when)),
            "now" => who_and_until(seen, &step.code),
            _ => String::new(),
        };
        out.push(Stop { state, title: step.name.clone(), note });
    }
    out
}

/// By when an open step should be done; while several are open, who has it too.
fn who_and_until(seen: &Seen, step: &str) -> String {
    let open = seen.dossier.open_steps();
    let due = open.iter().find(|now| now.code == step).and_then(|now| now.due);
    let until = due.map(|due| format!("hạn của bước: {}", moment(&due)));
    let holder = seen.standing.open.iter().find(|holder| holder.step == step);
    let holder = holder.filter(|holder| open.len() > 1 || holder.asked.is_some());
    holder.map(Holder::name).into_iter().chain(until).collect::<Vec<_>>().join("; ")
}

/// When the dossier last left this step; never, for a detour it did not take, which is not shown.
fn left(seen: &Seen, step: &str) -> Option<Instant> {
    let from = |event: &&ledger::Recorded| {
        event.read::<crate::events::StepTaken>().ok().flatten().is_some_and(|taken| taken.from == step)
    };
    seen.history.iter().rev().find(from).map(|event| event.occurred_at)
}

/// What a request for papers does to the clock, to the citizen.
pub(crate) fn clock_note(seen: &Seen) -> &'static str {
    match (seen.dossier.received_at, seen.version.supplement_clock) {
        (None, _) => "Khi nhận đủ giấy tờ bổ sung, Bộ phận Một cửa kiểm tra và trả lời trong 8 giờ làm việc.",
        (Some(_), SupplementClock::Pause) => {
            "Thời hạn giải quyết tạm dừng trong khi chờ và chạy tiếp khi nhận đủ giấy tờ bổ sung."
        }
        (Some(_), SupplementClock::Restart) => {
            "Thời hạn giải quyết được tính lại từ đầu khi nhận đủ giấy tờ bổ sung."
        }
    }
}

/// Where the result waits.
fn ready(dossier: &Dossier) -> &'static str {
    match dossier.beside.result_at.map(|it| it.place) {
        Some(Place::ByPost) => "Kết quả đang được gửi đến ông, bà qua bưu chính. Mã bưu gửi ở bên dưới.",
        Some(Place::InArchive) => {
            "Kết quả chưa có người nhận nên đã chuyển lưu trữ. Ông, bà đến Bộ phận Một cửa bất cứ lúc nào để nhận, mang theo giấy tờ tùy thân."
        }
        Some(Place::AtCounter | Place::OnShelf) => {
            "Kết quả đã có tại quầy. Mời ông, bà đến Bộ phận Một cửa nhận, mang theo giấy tờ tùy thân."
        }
        Some(Place::OnItsWay) => {
            "Kết quả đã có và đang được chuyển về Bộ phận Một cửa. Ông, bà xem lại trang này trước khi đến nhận."
        }
        None if dossier.competent == dossier.root => {
            "Kết quả đã có. Mời ông, bà đến Bộ phận Một cửa nhận, mang theo giấy tờ tùy thân."
        }
        None => {
            "Kết quả đã có tại cơ quan giải quyết và sẽ được chuyển về Bộ phận Một cửa. Ông, bà xem lại trang này trước khi đến nhận."
        }
    }
}

/// Whether what was asked for was granted.
fn granted(seen: &Seen) -> bool {
    seen.dossier.result.as_ref().is_some_and(|result| result.granted)
}

/// What happens next, in one sentence.
fn next(seen: &Seen, now: Instant) -> String {
    if seen.dossier.beside.open_recall().is_some() {
        return "Kết quả đã bị thu hồi và không còn giá trị. Ông, bà xem lý do và việc cần làm bên dưới."
            .into();
    }
    match seen.dossier.state {
        DossierState::Submitted => {
            "Bộ phận Một cửa đang kiểm tra hồ sơ. Ông, bà chưa phải làm gì thêm.".into()
        }
        DossierState::Refused => {
            "Hồ sơ không được tiếp nhận. Ông, bà xem lý do bên dưới; có thể nộp lại sau khi hoàn thiện."
                .into()
        }
        DossierState::Completed if !seen.parts.is_empty() && !granted(seen) => {
            "Cơ quan đầu mối trả những phần đã có kết quả. Ông, bà xem lý do và từng phần bên dưới; mời ông, bà đến Bộ phận Một cửa nhận."
                .into()
        }
        DossierState::Returned if seen.dossier.beside.part_of.is_some() => {
            "Phần này đã xong; kết quả được chuyển về cơ quan đầu mối. Ông, bà nhận cùng các phần khác.".into()
        }
        DossierState::Completed if seen.dossier.result.as_ref().is_some_and(|result| !result.granted) => {
            "Yêu cầu không được chấp thuận. Ông, bà xem lý do bên dưới; mời ông, bà đến Bộ phận Một cửa nhận văn bản trả lời."
                .into()
        }
        DossierState::Completed => ready(&seen.dossier).into(),
        DossierState::Returned => "Kết quả đã được trao. Cảm ơn ông, bà.".into(),
        DossierState::AwaitingSupplement => {
            "Hồ sơ đang chờ ông, bà bổ sung giấy tờ. Xin xem nội dung cần bổ sung bên dưới.".into()
        }
        DossierState::AwaitingPayment => {
            "Hồ sơ đang chờ ông, bà thực hiện nghĩa vụ tài chính. Xin xem số tiền và cách nộp bên dưới.".into()
        }
        DossierState::Withdrawn => {
            "Hồ sơ đã được rút. Khi cần, ông, bà có thể nộp hồ sơ mới bất cứ lúc nào.".into()
        }
        DossierState::Stopped => {
            "Cơ quan đã dừng giải quyết hồ sơ. Ông, bà xem lý do bên dưới; khi đủ điều kiện, có thể nộp hồ sơ mới."
                .into()
        }
        _ => {
            let asked = waits_for(seen, now);
            let open = seen.dossier.open_steps().iter().filter(|step| is_own(seen, &step.code));
            let said = open.filter_map(|now| seen.version.process.step(&now.code));
            let said: Vec<_> = said.map(|step| format!("{}.", step.citizen.trim_end_matches('.'))).collect();
            let said: Vec<_> = said.into_iter().chain(asked).collect();
            if said.is_empty() { "Hồ sơ đang được giải quyết.".to_owned() } else { said.join(" ") }
        }
    }
}

/// Whether a step is the body's own work: nobody else is asked.
fn is_own(seen: &Seen, step: &str) -> bool {
    seen.standing.open.iter().all(|holder| holder.step != step || holder.asked.is_none())
}

/// Whose answer is waited for, by name, one sentence each: `Đang chờ ý kiến của Thuế tỉnh Phú Thọ, quá hạn từ …`.
pub(crate) fn waits_for(seen: &Seen, now: Instant) -> Vec<String> {
    let asked = seen.standing.open.iter().filter_map(|holder| Some((holder, holder.asked.as_ref()?)));
    let due = |step: &str| {
        seen.dossier.open_steps().iter().find(|open| open.code == step).and_then(|open| open.due)
    };
    asked
        .map(|(holder, body)| match due(&holder.step) {
            Some(due) if rules::is_late(due, now) => {
                format!("Đang chờ ý kiến của {body}, quá hạn từ {}.", moment(&due))
            }
            Some(due) => format!("Đang chờ ý kiến của {body}, hạn trả lời {}.", moment(&due)),
            None => format!("Đang chờ ý kiến của {body}."),
        })
        .collect()
}

/// The bodies that are late with their answer, one sentence each.
pub(crate) fn silent(seen: &Seen, now: Instant) -> Vec<String> {
    let late = |step: &str| {
        let open = seen.dossier.open_steps().iter().find(|open| open.code == step);
        open.and_then(|open| open.due).is_some_and(|due| rules::is_late(due, now))
    };
    let any = seen.standing.open.iter().any(|holder| holder.asked.is_some() && late(&holder.step));
    if any {
        waits_for(seen, now).into_iter().filter(|line| line.contains("quá hạn")).collect()
    } else {
        Vec::new()
    }
}
