//! Following a dossier: where it is, who has it, why this date, what happens next.

use askama::Template;
use axum::extract::State;
use base::id::DossierId;
use base::{Instant, words};
use catalogue::process::Stage;
use web::{Answer, App, Path, Who};

use super::shown::{DueTag, due_tag};
use crate::error::Error;
use crate::model::{Dossier, State as DossierState};
use crate::queries::{self, Seen};

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
    let due = &dossier.deadline.as_ref()?.current;
    let tag = (!dossier.state.is_closed()).then(|| due_tag(calendar, now, Instant::from_local(due.due)));
    let lines = due.derivation.iter().map(|entry| {
        let (when, what) = worktime::words::cells(entry);
        (when, what, entry.kind == worktime::Kind::Off)
    });
    Some(Why {
        due: words::moment(due.due),
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
    let steps = &seen.version.process.steps;
    let here = dossier.step.as_ref().and_then(|now| steps.iter().position(|step| step.code == now.code));
    for (i, step) in steps.iter().enumerate() {
        if step.stage == Stage::Consult && Some(i) != here && !was_at(seen, &step.code) {
            continue;
        }
        let state = match here {
            _ if dossier.state == DossierState::Returned => "done",
            Some(here) if i < here => "done",
            Some(here) if i == here => "now",
            _ => "next",
        };
        let due = dossier.step.as_ref().filter(|_| state == "now").and_then(|now| now.due);
        out.push(stop(
            state,
            &step.name,
            due.map_or_else(String::new, |due| format!("hạn của bước: {}", at(due))),
        ));
    }
    out
}

/// Whether the dossier has left this step: a detour it never took is not shown.
fn was_at(seen: &Seen, step: &str) -> bool {
    let taken =
        seen.history.iter().filter_map(|event| event.read::<crate::events::StepTaken>().ok().flatten());
    taken.into_iter().any(|taken| taken.from == step)
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
        DossierState::Completed => {
            "Kết quả đã có. Mời ông, bà đến Bộ phận Một cửa nhận, mang theo giấy tờ tùy thân.".into()
        }
        DossierState::Returned => "Kết quả đã được trao. Cảm ơn ông, bà.".into(),
        _ => {
            let step = seen.dossier.step.as_ref().and_then(|now| seen.version.process.step(&now.code));
            step.map_or_else(
                || "Hồ sơ đang được giải quyết.".to_owned(),
                |step| format!("{}.", step.citizen.trim_end_matches('.')),
            )
        }
    }
}
