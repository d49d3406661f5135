//! One change of a calendar: what it does, which dossiers it moves and by how much, the second person's answer, how far the recount is.

use askama::Template;
use axum::extract::State;
use base::Ctx;
use base::words::short_moment;
use ledger::{EffectRun, Preview};
use web::{Answer, App, Form, Page, Path, Posted, Who, page, see_other};
use worktime::{Alteration, Hours};

use super::calendar::{day_in_words, in_words, kind, span, state};
use crate::actions::{CalendarChangeSeen, DecideCalendar, decide_calendar, see_calendar_change};
use crate::error::Error;
use crate::model::{CalendarChangeId, CalendarChangeState, CalendarChanged, CalendarContent};

#[derive(Template)]
#[template(path = "calendar_change.html")]
struct View<'a> {
    form: &'a Form,
    seen: CalendarChangeSeen,
    when: String,
    proposed: String,
    decided: String,
    note: String,
    tag: (&'static str, &'static str),
    /// What it does, line by line.
    does: Vec<String>,
    /// What would move, while it waits for an answer.
    foreseen: Option<Preview>,
    runs: Vec<EffectRun>,
    waits: bool,
    approved: bool,
}

/// `GET /quan-tri/lich/thay-doi/{id}`
pub(super) async fn show(State(app): State<App>, Who(ctx): Who, Path(id): Path<CalendarChangeId>) -> Answer {
    view(&app, &ctx, id, &Form::empty(&ctx)).await?.answer()
}

/// `POST /quan-tri/lich/thay-doi/{id}`
pub(super) async fn decide(
    State(app): State<App>,
    Path(id): Path<CalendarChangeId>,
    Posted { ctx, form }: Posted,
) -> Answer {
    let approve = form.value("viec") == "duyet";
    let input = DecideCalendar { change: id, approve, note: form.value("note").to_owned() };
    let of_act = ctx.clone();
    match app.db.write(move |tx| decide_calendar(tx, &of_act, &input)).await {
        Ok(()) => Ok(see_other(&format!("/quan-tri/lich/thay-doi/{id}"))),
        Err(error) => view(&app, &ctx, id, &form.refused(error.into())?).await?.answer(),
    }
}

async fn view(app: &App, ctx: &Ctx, id: CalendarChangeId, form: &Form) -> Result<Page, web::Failure> {
    let of_read = ctx.clone();
    let read = move |rx: &mut db::Read| {
        let seen = see_calendar_change(rx, &of_read, id)?;
        let runs = match &seen.change.effects {
            Some(effects) => ledger::effect_runs(rx, effects)?,
            None => Vec::new(),
        };
        Ok::<_, Error>((seen, runs))
    };
    let (seen, runs) = app.db.read(read).await?;
    let change = &seen.change;
    let waits = change.state == CalendarChangeState::Proposed;
    let foreseen = if waits { Some(foresee(app, &change.changed(ctx.now)).await?) } else { None };
    let back = format!("/quan-tri/lich?don-vi={}", change.unit);
    let view = View {
        when: span(change.first, change.last),
        proposed: short_moment(change.proposed_at.local()),
        decided: change.decided.as_ref().map_or_else(String::new, |(_, at, _)| short_moment(at.local())),
        note: change.decided.as_ref().map_or_else(String::new, |(.., note)| note.clone()),
        tag: state(change),
        does: match &change.content {
            CalendarContent::Alter(alteration) => does(alteration),
            CalendarContent::Revoke(_) => {
                let name = seen.target.as_ref().map_or("", |it| it.name.as_str());
                vec![format!("Bãi bỏ thay đổi đã duyệt: {name}")]
            }
        },
        approved: change.state == CalendarChangeState::Approved,
        form,
        foreseen,
        runs,
        waits,
        seen,
    };
    Ok(page("Thay đổi lịch làm việc", &view).form(form).narrow().back(back, "Lịch làm việc"))
}

/// What every context above would do.
async fn foresee(app: &App, changed: &CalendarChanged) -> Result<Preview, web::Failure> {
    let all = ledger::preview(&app.db, app.site.effects(), CalendarChanged::NAME, changed).await;
    Ok(all.map_err(Error::from)?.into_iter().fold(Preview::default(), |sum, (_, one)| sum.and(one)))
}

fn does(alteration: &Alteration) -> Vec<String> {
    match alteration {
        Alteration::Days { days } => {
            let line = |day: &worktime::SpecialDay| {
                let hours = match &day.hours {
                    Hours::Off => "nghỉ cả ngày".to_owned(),
                    Hours::Like(_) => "làm việc".to_owned(),
                    Hours::These(hours) => format!("làm việc {}", in_words(hours)),
                };
                format!("{}: {}, {hours}", day_in_words(day.date), base::words::lower_first(kind(day.kind)))
            };
            days.iter().map(line).collect()
        }
        Alteration::Ordinary { days } => {
            days.iter().map(|day| format!("{}: làm việc như ngày thường", day_in_words(*day))).collect()
        }
        Alteration::Week { weekly } => {
            let days = jiff::civil::Weekday::Monday.cycle_forward();
            let line =
                |((_, name), day): (&(&str, &str), _)| format!("{name}: {}", in_words(weekly.hours.of(day)));
            super::calendar::WEEK.iter().zip(days).map(line).collect()
        }
        Alteration::Known { until } => vec![format!("Biết ngày nghỉ đến hết {}", base::words::date(*until))],
    }
}
