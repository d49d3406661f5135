//! One figure: its dossiers, what was asked about it and what was answered.

use askama::Template;
use axum::extract::State;
use base::words;
use web::{Answer, App, Query, Who};

use super::inquiries::Row;
use crate::error::Error;
use crate::figure::{Figure, Typed};
use crate::permissions::ASK;
use crate::queries;

#[derive(Template)]
#[template(path = "figure.html")]
struct Page {
    title: String,
    count: i64,
    as_of: String,
    may_ask: bool,
    ask: String,
    inquiries: Vec<Row>,
    table: String,
    next: Option<String>,
}

/// Shows it.
pub(super) async fn show(State(app): State<App>, Who(ctx): Who, Query(typed): Query<Typed>) -> Answer {
    ctx.authorise(&dossier::permissions::OVERSEE)?;
    let figure = Figure::read(&typed).ok_or_else(web::Failure::not_found)?;
    let (after, query) = (typed.sau.parse().ok(), figure.query());
    let (as_of, may_ask) = (words::short_moment(ctx.now.local()), ctx.authorise(&ASK).is_ok());
    let said = query.clone();
    let page = app.db.read(move |rx| {
        let found = queries::figure(rx, &ctx, &figure)?;
        let (lines, next) = queries::dossiers(rx, &ctx, &figure, after)?;
        let asked = if may_ask { queries::asked_about(rx, &ctx, &said)? } else { Vec::new() };
        let inquiries = asked.into_iter().map(|it| Row::of(rx, &ctx, it)).collect::<Result<_, _>>()?;
        let table =
            if lines.is_empty() { String::new() } else { dossier::listed(rx, &ctx, lines, "Hồ sơ")? };
        Ok::<_, Error>(Page {
            title: found.title,
            count: found.count,
            as_of,
            may_ask,
            ask: format!("/lanh-dao/hoi?{said}"),
            inquiries,
            table,
            next: next.map(|id| format!("/lanh-dao/con-so?{said}&sau={id}")),
        })
    });
    let page = page.await?;
    let (back, label) = if query.starts_with("bang=ky") {
        ("/lanh-dao/bao-cao", "Báo cáo")
    } else {
        ("/lanh-dao/canh-bao", "Theo dõi")
    };
    web::page("Hồ sơ của số liệu", &page).back(back, label).wide().answer()
}
