//! The list of procedures as an administrator sees it.

use askama::Template;
use axum::extract::State;
use serde::Deserialize;
use web::{Answer, App, Query, Who, page};

use crate::actions::{ProcedureLine, see_procedures};

/// What is looked for.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    tim: String,
}

#[derive(Template)]
#[template(path = "edit/procedures.html")]
struct View {
    wanted: String,
    lines: Vec<ProcedureLine>,
}

/// Shows it.
pub(super) async fn show(State(app): State<App>, Who(ctx): Who, Query(asked): Query<Asked>) -> Answer {
    let wanted = asked.tim.clone();
    let lines = app.db.read(move |rx| see_procedures(rx, &ctx, &asked.tim)).await?;
    page("Thủ tục của hệ thống", &View { wanted, lines }).answer()
}
