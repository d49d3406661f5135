//! The standard table of a time, on screen and as a workbook: what was to be settled, how it came in, how it stands.

use askama::Template;
use axum::extract::State;
use axum::response::IntoResponse as _;
use base::id::UnitId;
use base::{Ctx, words};
use dossier::model::TallyBy;
use dossier::queries::{self as figures, Tally, TallyRow};
use http::header;
use serde::Deserialize;
use web::{Answer, App, Form, Query, Who};

use super::workbook;
use crate::error::Error;
use crate::figure::{Column, Figure};
use crate::model::Span;

/// Which time, by what, of which body alone. The days come whole from links, in parts from the form.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Ask {
    tu: String,
    den: String,
    #[serde(rename = "tu-ngay")]
    first_day: String,
    #[serde(rename = "tu-thang")]
    first_month: String,
    #[serde(rename = "tu-nam")]
    first_year: String,
    #[serde(rename = "den-ngay")]
    last_day: String,
    #[serde(rename = "den-thang")]
    last_month: String,
    #[serde(rename = "den-nam")]
    last_year: String,
    theo: String,
    co_quan: String,
}

#[derive(Template)]
#[template(path = "report.html")]
struct Report<'a> {
    form: &'a Form,
    as_of: String,
    span: Span,
    body: Option<String>,
    by: TallyBy,
    presets: Vec<(&'static str, String)>,
    ways: Vec<(&'static str, String, bool)>,
    rows: Vec<Line>,
    sums: Vec<Cell>,
    xlsx: String,
}

/// A line of the table: the name, where it leads, and each count with its dossiers.
struct Line {
    name: String,
    href: Option<String>,
    cells: Vec<Cell>,
}

/// A count of the table: its column, how many, where it leads.
type Cell = (&'static str, i64, String);

/// What is shown: the time, by what, of which body.
#[derive(Clone, Copy)]
struct View {
    span: Span,
    by: TallyBy,
    body: Option<UnitId>,
}

impl View {
    fn href(self, page: &str) -> String {
        let body = self.body.map_or_else(String::new, |id| format!("&co_quan={id}"));
        let (first, last) = (self.span.first(), self.span.last());
        format!("/lanh-dao/{page}?tu={first}&den={last}&theo={}{body}", self.by.code())
    }

    fn figure(self, line: &str, column: Column) -> String {
        let Self { span, by, body } = self;
        let figure = Figure::Cell { span, by, body, line: line.to_owned(), column };
        format!("/lanh-dao/con-so?{}", figure.query())
    }

    const fn tally(self) -> Tally {
        Tally { from: self.span.first(), to: self.span.last(), by: self.by, body: self.body }
    }
}

/// The table on screen.
pub(super) async fn show(State(app): State<App>, Who(ctx): Who, Query(ask): Query<Ask>) -> Answer {
    let (view, form) = view(&ctx, &ask);
    let (as_of, today) = (words::short_moment(ctx.now.local()), ctx.now.date());
    let (rows, body) = app.db.read(move |rx| read(rx, &ctx, view)).await?;
    let cells = |line: &str, count: &dyn Fn(Column) -> i64| -> Vec<Cell> {
        Column::ALL.iter().map(|it| (it.label(), count(*it), view.figure(line, *it))).collect()
    };
    let sums = cells("", &|column| rows.iter().map(|row| count(row, column)).sum());
    let line = |row: &TallyRow| Line {
        name: row.name.clone(),
        href: (view.by == TallyBy::Body)
            .then(|| View { by: TallyBy::Procedure, body: row.line.parse().ok(), ..view }.href("bao-cao")),
        cells: cells(&row.line, &|column| count(row, column)),
    };
    let at = |span| View { span, ..view }.href("bao-cao");
    let presets = vec![
        ("Tháng này", at(Span::month(today))),
        ("Tháng trước", at(Span::month_before(today))),
        ("Quý này", at(Span::quarter(today))),
        ("Năm nay", at(Span::year(today))),
    ];
    let way = |label, by| {
        (label, View { by, body: None, ..view }.href("bao-cao"), view.by == by && view.body.is_none())
    };
    let page = Report {
        form: &form,
        as_of,
        span: view.span,
        body,
        by: view.by,
        presets,
        ways: vec![way("Theo cơ quan", TallyBy::Body), way("Theo thủ tục", TallyBy::Procedure)],
        rows: rows.iter().map(line).collect(),
        sums,
        xlsx: view.href("bao-cao.xlsx"),
    };
    web::page("Tình hình giải quyết", &page).form(&form).back("/lanh-dao/ban-tin", "Bản tin").wide().answer()
}

/// The same as a workbook.
pub(super) async fn workbook(State(app): State<App>, Who(ctx): Who, Query(ask): Query<Ask>) -> Answer {
    let (view, _) = view(&ctx, &ask);
    let as_of = words::short_moment(ctx.now.local());
    let (rows, body) = app.db.read(move |rx| read(rx, &ctx, view)).await?;
    let sheet =
        workbook::Sheet { span: view.span, by: view.by, body: body.unwrap_or_default(), as_of, rows: &rows };
    let bytes = workbook::write(&sheet).map_err(Error::from)?;
    let name = format!("tinh-hinh-{}-{}.xlsx", view.span.first(), view.span.last());
    let headers = [
        (
            header::CONTENT_TYPE,
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet".to_owned(),
        ),
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\"")),
    ];
    Ok((headers, bytes).into_response())
}

/// One count of a line.
pub(super) fn count(row: &TallyRow, column: Column) -> i64 {
    row.count(column.came(), column.stands())
}

fn read(rx: &mut db::Read, ctx: &Ctx, view: View) -> Result<(Vec<TallyRow>, Option<String>), Error> {
    let rows = figures::tally(rx, ctx, &view.tally())?;
    let body = view.body.map(|id| organisation::full_name_of(rx, id)).transpose()?;
    Ok((rows, body))
}

/// What an address asks for; a form that says what is wrong with its days shows the present month.
fn view(ctx: &Ctx, ask: &Ask) -> (View, Form) {
    let today = ctx.now.date();
    let by = TallyBy::parse(&ask.theo).unwrap_or(TallyBy::Body);
    let body = ask.co_quan.parse().ok();
    let whole =
        ask.tu.parse().ok().zip(ask.den.parse().ok()).and_then(|(first, last)| Span::new(first, last));
    let mut form = Form::empty(ctx);
    let parts = [
        ("tu-ngay", &ask.first_day),
        ("tu-thang", &ask.first_month),
        ("tu-nam", &ask.first_year),
        ("den-ngay", &ask.last_day),
        ("den-thang", &ask.last_month),
        ("den-nam", &ask.last_year),
    ];
    if whole.is_none() && parts.iter().any(|(_, text)| !text.is_empty()) {
        form = parts.iter().fold(form, |form, (name, text)| form.with(*name, text));
        let mut check = web::Check::new(&form);
        let (first, last) = (check.date("tu", "từ ngày"), check.date("den", "đến ngày"));
        let span = first.zip(last).and_then(|(first, last)| Span::new(first, last));
        if span.is_none() && first.is_some() && last.is_some() {
            check.refuse("den", "Đến ngày phải từ ngày bắt đầu trở đi.");
        }
        match check.finish(|| span) {
            Ok(span) => return (View { span, by, body }, form),
            Err(invalid) => form = form.with_errors(invalid.0),
        }
    }
    (View { span: whole.unwrap_or_else(|| Span::month(today)), by, body }, form)
}
