//! What waits where an officer stands in for somebody: seen beside one's own work, done in the other's name.

use askama::Template;
use axum::extract::State;
use base::words;
use organisation::DeputyId;
use serde::Deserialize;
use web::{Answer, App, Form, Path, Query, Who};

use super::desk::{dated, next};
use super::shown::ListLine;
use crate::error::Error;
use crate::model::DeskView;
use crate::queries::{self, StandIn};

/// From where on.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Ask {
    sau: String,
}

#[derive(Template)]
#[template(path = "desk_deputy.html")]
struct Page<'a> {
    form: &'a Form,
    it: &'a StandIn,
    until: String,
    view: DeskView,
    lines: Vec<ListLine>,
    next: Option<String>,
}

/// The list, each line marked with whose work it is.
pub(crate) async fn show(
    State(app): State<App>,
    Who(ctx): Who,
    Path(naming): Path<DeputyId>,
    Query(ask): Query<Ask>,
) -> Answer {
    let (asker, after) = (ctx.clone(), crate::cursor::parse(&ask.sau));
    let (it, lines, view, further) = app
        .db
        .read(move |rx| {
            let (it, lines, further) = queries::stand_in(rx, &asker, naming, after)?;
            let mut lines = dated(rx, &asker, lines)?;
            for line in &mut lines {
                line.position = format!("Thay {}", it.name);
            }
            Ok::<_, Error>((it, lines, queries::desk_view(rx, &asker)?, further))
        })
        .await?;
    let form = Form::empty(&ctx);
    let next = next(further, &format!("/can-bo/lam-thay/{naming}?"));
    let page = Page { form: &form, until: words::date(it.until), it: &it, view, lines, next };
    web::page(format!("Làm thay {}", it.name), &page).back("/can-bo", "Bàn làm việc").wide().answer()
}
