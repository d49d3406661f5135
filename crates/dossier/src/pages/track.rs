//! Following a dossier: where it is, who has it, why this date, what happens next.

use std::collections::BTreeSet;

use askama::Template;
use axum::extract::State;
use base::id::DossierId;
use base::{Instant, words};
use catalogue::Situation;
use catalogue::process::Stage;
use web::{Answer, App, Path, Who};

use super::shown::{DueTag, appointment, due_tag, moment};
use crate::error::Error;
use crate::model::{Dossier, State as DossierState};
use crate::queries::{self, Holder, Seen};
use crate::rules;

#[derive(Template)]
#[template(path = "track.html")]
struct Track<'a> {
    seen: &'a Seen,
    why: Option<Why>,
    way: Vec<Stop>,
    next: String,
}

/// The appointment and its derivation.
pub(crate) struct Why {
    pub(crate) due: String,
    pub(crate) tag: Option<DueTag>,
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
            let seen = queries::as_citizen(rx, &ctx, id)?;
            let calendar = organisation::calendar(rx, seen.dossier.competent, now.date())?;
            Ok::<_, Error>((seen, calendar))
        })
        .await?;
    let why = why(&seen.dossier, &calendar, now);
    let page = Track { why, way: way(&seen), next: next(&seen), seen: &seen };
    web::page(seen.dossier.procedure_name.clone(), &page).back("/ho-so", "Hồ sơ của tôi").answer()
}

/// The appointment as it is shown to citizen and officer alike; none before reception.
pub(crate) fn why(dossier: &Dossier, calendar: &worktime::Calendar, now: Instant) -> Option<Why> {
    let deadline = dossier.deadline.as_ref()?;
    let (due, original) = (&deadline.current, Instant::from_local(deadline.original.due));
    let tag = match dossier.closed_at {
        None => Some(due_tag(calendar, now, Instant::from_local(due.due))),
        Some(done) => rules::is_late(original, done).then(|| due_tag(calendar, done, original)),
    };
    let lines = due.derivation.iter().map(|entry| {
        let (when, what) = worktime::words::cells(entry);
        (when, what, entry.kind == worktime::Kind::Off)
    });
    Some(Why {
        due: appointment(due.due, base::Locale::Vi),
        tag,
        banner: worktime::words::banner(due),
        lines: lines.collect(),
        calendar: calendar_name(due, calendar),
    })
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
    match dossier.received_at {
        Some(when) => out.push(stop("done", "Một cửa tiếp nhận", at(when))),
        None => out.push(stop(
            "now",
            "Một cửa kiểm tra, tiếp nhận",
            format!("trả lời chậm nhất {}", at(dossier.answer_due)),
        )),
    }
    out.extend(stops(seen));
    out
}

/// The steps of the process: those at work now, those that may still come, those that were taken. A step of another case
/// is not among them, nor a detour that was never taken.
fn stops(seen: &Seen) -> Vec<Stop> {
    let (dossier, process) = (&seen.dossier, &seen.version.process);
    let begin = process.begin();
    let now = dossier.step.as_ref();
    let situation = Situation { case: &dossier.case, channel: dossier.channel };
    let mut ahead = match (now, dossier.state) {
        (Some(now), _) => process.ahead(&now.position, situation, &dossier.answers),
        (None, DossierState::Submitted) => process.ahead(&begin, situation, &dossier.answers),
        (None, _) => BTreeSet::new(),
    };
    if dossier.state == DossierState::Submitted {
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
    let holder = seen.standing.open.iter().find(|holder| holder.step == step).filter(|_| open.len() > 1);
    holder.map(Holder::name).into_iter().chain(until).collect::<Vec<_>>().join("; ")
}

/// When the dossier last left this step; never, for a detour it did not take, which is not shown.
fn left(seen: &Seen, step: &str) -> Option<Instant> {
    let from = |event: &&ledger::Recorded| {
        event.read::<crate::events::StepTaken>().ok().flatten().is_some_and(|taken| taken.from == step)
    };
    seen.history.iter().rev().find(from).map(|event| event.occurred_at)
}

/// What happens next, in one sentence.
fn next(seen: &Seen) -> String {
    match seen.dossier.state {
        DossierState::Submitted => {
            "Bộ phận Một cửa đang kiểm tra hồ sơ. Ông, bà chưa phải làm gì thêm.".into()
        }
        DossierState::Refused => {
            "Hồ sơ không được tiếp nhận. Ông, bà xem lý do bên dưới; có thể nộp lại sau khi hoàn thiện."
                .into()
        }
        DossierState::Completed if seen.dossier.result.as_ref().is_some_and(|result| !result.granted) => {
            "Yêu cầu không được chấp thuận. Ông, bà xem lý do bên dưới; mời ông, bà đến Bộ phận Một cửa nhận văn bản trả lời."
                .into()
        }
        DossierState::Completed => {
            "Kết quả đã có. Mời ông, bà đến Bộ phận Một cửa nhận, mang theo giấy tờ tùy thân.".into()
        }
        DossierState::Returned => "Kết quả đã được trao. Cảm ơn ông, bà.".into(),
        _ => {
            let open = seen.dossier.open_steps().iter();
            let said = open.filter_map(|now| seen.version.process.step(&now.code));
            let said: Vec<_> = said.map(|step| format!("{}.", step.citizen.trim_end_matches('.'))).collect();
            if said.is_empty() { "Hồ sơ đang được giải quyết.".to_owned() } else { said.join(" ") }
        }
    }
}
