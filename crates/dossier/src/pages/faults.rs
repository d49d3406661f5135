//! The errors of bodies in a month: a count for each body, with the dossiers behind it.

use askama::Template;
use axum::extract::State;
use serde::Deserialize;
use web::{Answer, App, Query, Who};

use super::counts::{Month, day};
use crate::queries::{self, BodyFaults};

/// Which month.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Ask {
    thang: String,
}

#[derive(Template)]
#[template(path = "faults.html")]
struct Faults {
    month: Month,
    bodies: Vec<BodyFaults>,
}

/// The table and the dossiers.
pub(crate) async fn show(State(app): State<App>, Who(ctx): Who, Query(ask): Query<Ask>) -> Answer {
    let day = day(&ctx, &ask.thang);
    let month = Month::of(day, ctx.now.date());
    let bodies = app.db.read(move |rx| queries::faults(rx, &ctx, day)).await?;
    let back = format!("/lanh-dao/so-lieu?thang={}", month.code);
    let page = Faults { month, bodies };
    web::page("Lỗi của cơ quan", &page).back(back, "Số liệu giải quyết hồ sơ").wide().answer()
}
