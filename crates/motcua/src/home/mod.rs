//! The home page. It spans contexts (what can be done, where a dossier stands, what life brings), so it stands here.

use askama::Template;
use axum::extract::State;
use base::Actor;
use catalogue::Listed;
use web::{Answer, App, Form, Module, Pages, Who, page};

/// How many procedures are shown before somebody searches.
const SHOWN: usize = 8;

#[derive(Template)]
#[template(path = "home.html")]
struct Home {
    form: Form,
    citizen: bool,
    /// Where staff work: address and name of each entry of their navigation; empty for everybody else.
    staff: Vec<(&'static str, &'static str)>,
    events: Vec<(String, usize)>,
    procedures: Vec<Listed>,
}

/// What this hands to the list of contexts.
pub(crate) fn module() -> Module {
    Module { name: "motcua", pages: Pages::new().get("/", show), ..Module::default() }
}

async fn show(State(app): State<App>, Who(ctx): Who) -> Answer {
    let today = ctx.now.date();
    let (mut procedures, events) = app
        .db
        .read(move |rx| {
            let events = catalogue::choices(rx, today)?.life_events;
            Ok::<_, catalogue::Error>((catalogue::search(rx, "", today)?, events))
        })
        .await?;
    procedures.truncate(SHOWN);
    let form = Form::empty(&ctx).spoken(ctx.locale);
    let staff = match &ctx.actor {
        Actor::Staff(_) => {
            app.site.ways(&ctx.actor).map(|way| (way.path, form.t(way.label, way.english))).collect()
        }
        _ => Vec::new(),
    };
    let view = Home { form, citizen: matches!(ctx.actor, Actor::Citizen(_)), staff, events, procedures };
    page(view.form.t("Dịch vụ công và Một cửa", "Public services"), &view).form(&view.form).answer()
}
