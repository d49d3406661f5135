//! The machines of one's one-stop unit that receive without a network: their numbers, what they brought in, giving one up.

use askama::Template;
use axum::extract::State;
use base::Ctx;
use web::{Answer, App, Form, Path, Posted, Who};

use crate::actions::{self, RetireOfflineCounter};
use crate::model::OfflineCounterId;
use crate::queries::{self, OfflineCounterSeen};

#[derive(Template)]
#[template(path = "offline.html")]
struct Page<'a> {
    form: &'a Form,
    counters: Vec<OfflineCounterSeen>,
    /// The machine whose form was refused.
    refused: Option<OfflineCounterId>,
}

impl Page<'_> {
    /// Whether the form of this machine stands open.
    fn is_refused(&self, id: &OfflineCounterId) -> bool {
        self.refused.as_ref() == Some(id)
    }
}

/// Shows them.
pub(crate) async fn show(State(app): State<App>, Who(ctx): Who) -> Answer {
    view(&app, &ctx, &Form::empty(&ctx), None).await
}

/// Gives one up.
pub(crate) async fn retire(
    State(app): State<App>,
    Path(counter): Path<OfflineCounterId>,
    Posted { ctx, form }: Posted,
) -> Answer {
    let input = RetireOfflineCounter { counter, reason: form.value("reason").to_owned() };
    let asker = ctx.clone();
    match app.db.write(move |tx| actions::retire_offline_counter(tx, &ctx, &input)).await {
        Ok(_) => Ok(web::see_other("/quay/ngoai-tuyen")),
        Err(error) => view(&app, &asker, &form.refused(error.into())?, Some(counter)).await,
    }
}

async fn view(app: &App, ctx: &Ctx, form: &Form, refused: Option<OfflineCounterId>) -> Answer {
    let asker = ctx.clone();
    let counters = app.db.read(move |rx| queries::offline_counters(rx, &asker)).await?;
    let page = Page { form, counters, refused };
    web::page("Quầy ngoại tuyến", &page).back("/quay", "Nhập tại quầy").form(form).answer()
}
