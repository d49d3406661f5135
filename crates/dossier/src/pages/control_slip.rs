//! Form 06 (05 until 30/6/2025), Phiếu kiểm soát quá trình giải quyết hồ sơ: who handed the dossier to whom and when, out of the ledger, as
//! a page that prints on A4.

use askama::Template;
use axum::extract::State;
use base::Instant;
use base::id::DossierId;
use ledger::Recorded;
use web::{Answer, App, Failure, Path, Who};

use super::shown::long_moment;
use super::slip::{self, Slip};
use crate::events;
use crate::model::HandoverWay;
use crate::queries::Seen;
use crate::rules::{Form, SlipKind};
use crate::words::Names;

#[derive(Template)]
#[template(path = "control_slip.html")]
struct Page<'a> {
    slip: &'a Slip,
    form: Form,
    seen: &'a Seen,
    due: String,
    rows: Vec<Row>,
}

/// One hand-over.
struct Row {
    from: String,
    to: String,
    when: String,
    /// Who handed over; on paper whoever takes over signs beside it.
    giver: String,
    /// How it stood to the appointment, where the result is handed over.
    result: &'static str,
    note: String,
}

/// The slip, to the officer who prints it.
pub(crate) async fn show(State(app): State<App>, Who(ctx): Who, Path(id): Path<DossierId>) -> Answer {
    let slip = slip::for_officer::<events::Received>(&app, &ctx, id).await?;
    if slip.seen.dossier.number.is_none() {
        return Err(Failure::not_found());
    }
    let history = slip.seen.history.clone();
    let names = app.db.read(move |rx| Names::of(rx, &history)).await?;
    let seen = &slip.seen;
    let then = seen.history.iter().skip(1).map(Some).chain([None]);
    let rows =
        seen.history.iter().zip(then).filter_map(|(event, then)| row(seen, &names, event, then)).collect();
    let due = seen.dossier.deadline.as_ref();
    let due = due.map_or_else(String::new, |deadline| base::words::moment(deadline.original.due));
    let page = Page { due, form: slip.form(SlipKind::Control), rows, seen, slip: &slip };
    web::page(page.form.title, &page).back(slip.back.as_str(), "Về hồ sơ").answer()
}

/// The hand-over that an event is, if it is one. A step that is told together with the result hands it over.
fn row(seen: &Seen, names: &Names, event: &Recorded, then: Option<&Recorded>) -> Option<Row> {
    let (from, to, note) = passed(seen, event)?;
    let completes = then.is_some_and(Recorded::is::<events::Completed>);
    let result = if completes { standing(seen, event.occurred_at) } else { "" };
    let when = long_moment(event.occurred_at);
    Some(Row { from, to, when, giver: names.name(&event.actor), result, note })
}

const ONE_STOP: &str = "Bộ phận Một cửa";

fn passed(seen: &Seen, event: &Recorded) -> Option<(String, String, String)> {
    if event.is::<events::Received>() {
        return Some(("Người nộp hồ sơ".to_owned(), ONE_STOP.to_owned(), String::new()));
    }
    if let Ok(Some(taken)) = event.read::<events::StepTaken>() {
        let goes_on = seen.version.process.step(&taken.to).is_some();
        let to = if goes_on { step(seen, &taken.to) } else { ONE_STOP.to_owned() };
        return Some((step(seen, &taken.from), to, taken.note));
    }
    if let Ok(Some(over)) = event.read::<events::HandedOver>() {
        let (receiving, competent) = (seen.standing.receiving.clone(), seen.standing.competent.clone());
        return Some(match over.way {
            HandoverWay::Out => (receiving, competent, over.note),
            HandoverWay::Back => (competent, receiving, over.note),
        });
    }
    event.is::<events::Returned>().then(|| (ONE_STOP.to_owned(), "Người nộp hồ sơ".to_owned(), String::new()))
}

/// What people call a step, with the officer's role.
fn step(seen: &Seen, code: &str) -> String {
    seen.version.process.step(code).map_or_else(|| code.to_owned(), |step| step.name.clone())
}

/// How a result at this moment stands to the first appointment: on an earlier day, on the day, late.
fn standing(seen: &Seen, at: Instant) -> &'static str {
    let Some(due) = seen.dossier.deadline.as_ref().map(|deadline| deadline.original.due) else { return "" };
    match (at.date() < due.date(), at.local() <= due) {
        (true, _) => "Trước hạn",
        (_, true) => "Đúng hạn",
        _ => "Quá hạn",
    }
}
