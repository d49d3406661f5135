//! The standard counts of a month, each a link to its dossiers: what a leader reads from the whole down to one dossier.

use askama::Template;
use axum::extract::State;
use base::{Ctx, words};
use jiff::civil::Date;
use serde::Deserialize;
use web::{Answer, App, Query, Who};

use super::desk::dated;
use super::shown::ListLine;
use crate::error::Error;
use crate::model::{DeskView, Standing};
use crate::permissions;
use crate::queries::{self, BodyRow, Row};

/// Which month; which count of it, from where on.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Ask {
    thang: String,
    thu_tuc: String,
    cot: String,
    sau: String,
    /// `luc-do` counts by the bodies at the time of reception.
    theo: String,
}

/// By the bodies at the time of reception.
const AS_WAS: &str = "luc-do";

#[derive(Template)]
#[template(path = "counts.html")]
struct Counts {
    as_of: String,
    month: Month,
    columns: &'static [Standing],
    rows: Vec<Row>,
    /// By body, where there is more than one.
    bodies: Vec<BodyRow>,
    as_was: bool,
    /// What an address says of it.
    by: &'static str,
    sums: [i64; 6],
    /// Steps that data already held made unnecessary, and the working days that saved.
    saved: (i64, i64),
}

#[derive(Template)]
#[template(path = "counted.html")]
struct Counted {
    heading: String,
    name: String,
    lines: Vec<ListLine>,
    view: DeskView,
    next: Option<String>,
}

/// A month with its neighbours.
pub(crate) struct Month {
    /// `11/2026`.
    pub(crate) name: String,
    /// `2026-11`, as addresses say it.
    pub(crate) code: String,
    pub(crate) before: String,
    /// None for the present month.
    pub(crate) after: Option<String>,
}

impl Month {
    pub(crate) fn of(day: Date, today: Date) -> Self {
        let code = |day: Date| format!("{:04}-{:02}", day.year(), day.month());
        let before = day.first_of_month().yesterday().unwrap_or(day);
        let after = day.last_of_month().tomorrow().ok().filter(|next| *next <= today);
        Self {
            name: format!("{:02}/{}", day.month(), day.year()),
            code: code(day),
            before: code(before),
            after: after.map(code),
        }
    }
}

/// The table.
pub(crate) async fn show(State(app): State<App>, Who(ctx): Who, Query(ask): Query<Ask>) -> Answer {
    let day = day(&ctx, &ask.thang);
    let (as_of, month) = (words::short_moment(ctx.now.local()), Month::of(day, ctx.now.date()));
    let as_was = ask.theo == AS_WAS;
    let read = move |rx: &mut db::Read| {
        Ok::<_, Error>((queries::counts(rx, &ctx, day, as_was)?, queries::saved(rx, &ctx, day)?))
    };
    let (queries::Counts { rows, bodies }, saved) = app.db.read(read).await?;
    let mut sums = [0; 6];
    for row in &rows {
        for (sum, count) in sums.iter_mut().zip(row.counts) {
            *sum += count;
        }
    }
    let bodies = if bodies.len() > 1 || as_was { bodies } else { Vec::new() };
    let (columns, by) = (Standing::ALL, by(as_was));
    let page = Counts { as_of, month, columns, rows, bodies, as_was, by, sums, saved };
    web::page("Số liệu giải quyết hồ sơ", &page).back("/lanh-dao", "Hồ sơ quá hạn").wide().answer()
}

/// The dossiers of one count.
pub(crate) async fn dossiers(State(app): State<App>, Who(ctx): Who, Query(ask): Query<Ask>) -> Answer {
    ctx.authorise(&permissions::OVERSEE)?;
    let day = day(&ctx, &ask.thang);
    let month = Month::of(day, ctx.now.date());
    let standing = Standing::parse(&ask.cot).ok_or_else(web::Failure::not_found)?;
    let code: base::code::ProcedureCode = ask.thu_tuc.parse().map_err(|_| web::Failure::not_found())?;
    let (after, procedure) = (ask.sau.parse().ok(), code.clone());
    let as_was = ask.theo == AS_WAS;
    let (lines, next) = app
        .db
        .read(move |rx| {
            let (lines, next) = queries::counted(rx, &ctx, (day, as_was), (&procedure, standing), after)?;
            Ok::<_, Error>((dated(rx, &ctx, lines)?, next))
        })
        .await?;
    let by = by(as_was);
    let here =
        format!("/lanh-dao/so-lieu/ho-so?thang={}{by}&thu_tuc={code}&cot={}", month.code, standing.code());
    let name = lines.first().map_or_else(|| code.to_string(), |line| line.line.procedure_name.clone());
    let page = Counted {
        heading: format!("{}, tháng {}", standing.label(), month.name),
        name,
        lines,
        view: DeskView::default(),
        next: next.map(|id| format!("{here}&sau={id}")),
    };
    let back = format!("/lanh-dao/so-lieu?thang={}{by}", month.code);
    web::page("Hồ sơ của số liệu", &page).back(back, "Số liệu giải quyết hồ sơ").wide().answer()
}

/// What an address says of the bodies by which is counted.
const fn by(as_was: bool) -> &'static str {
    if as_was { "&theo=luc-do" } else { "" }
}

/// The first day of the month that an address names; else of the present one.
pub(crate) fn day(ctx: &Ctx, month: &str) -> Date {
    let today = ctx.now.date();
    format!("{month}-01").parse::<Date>().ok().filter(|day| *day <= today).unwrap_or(today)
}
