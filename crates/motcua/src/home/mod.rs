//! The home page. It spans contexts (what can be done, where a dossier stands, what life brings), so it stands here.

use std::collections::BTreeMap;

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
    let mut procedures = app.db.read(move |rx| catalogue::search(rx, "", today)).await?;
    let events = count_events(&procedures);
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

/// The life events with the number of procedures of each, by name.
fn count_events(procedures: &[Listed]) -> Vec<(String, usize)> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for event in procedures.iter().flat_map(|procedure| &procedure.life_events) {
        *counts.entry(event).or_default() += 1;
    }
    counts.into_iter().map(|(name, count)| (name.to_owned(), count)).collect()
}
