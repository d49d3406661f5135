//! The units within an administrator's reach, as a tree.

use askama::Template;
use axum::extract::State;
use web::{Answer, App, Who, page};

use crate::actions::list_units;
use crate::tree::Branch;

#[derive(Template)]
#[template(path = "units.html")]
struct Units {
    tree: Vec<Branch>,
}

pub(super) async fn show(State(app): State<App>, Who(ctx): Who) -> Answer {
    let today = ctx.now.date();
    let tree = app.db.read(move |rx| list_units(rx, &ctx, today)).await?;
    page("Đơn vị", &Units { tree }).answer()
}
