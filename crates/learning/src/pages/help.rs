//! Help: the topic of the page somebody came from, one topic, and the list of them.

use askama::Template;
use axum::extract::State;
use base::{Actor, Ctx};
use serde::Deserialize;
use web::{Answer, App, Failure, Form, Query, Who, local_path};

use crate::model::{Group, Topic, topics};
use crate::queries::help_for;

/// What help is asked with.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    /// The address of the page to explain.
    trang: String,
    /// The name of a topic.
    muc: String,
}

#[derive(Template)]
#[template(path = "help.html")]
struct Shown<'a> {
    form: &'a Form,
    topic: &'static Topic,
    purpose: &'a str,
    steps: &'a [String],
    notes: &'a [String],
    others: Vec<&'static Topic>,
    practice: bool,
}

#[derive(Template)]
#[template(path = "help_list.html")]
struct List<'a> {
    form: &'a Form,
    groups: Vec<(Group, Vec<&'static Topic>)>,
}

/// Explains the topic or the page named; without one, or where it has no topic, the list.
pub(super) async fn show(State(app): State<App>, Who(ctx): Who, Query(asked): Query<Asked>) -> Answer {
    if !asked.muc.is_empty() {
        let topic = topics().iter().find(|topic| topic.name == asked.muc && is_for(topic, &ctx));
        return view(&app, &ctx, topic.ok_or_else(Failure::not_found)?, None);
    }
    let address = local_path(&asked.trang).unwrap_or("");
    let path = address.split('?').next().unwrap_or("");
    match help_for(path).filter(|topic| !path.is_empty() && is_for(topic, &ctx)) {
        Some(topic) => view(&app, &ctx, topic, Some(address)),
        None => all(&ctx),
    }
}

/// Citizens are not shown what only staff do; staff see everything, to explain it to them.
fn is_for(topic: &Topic, ctx: &Ctx) -> bool {
    topic.is_for_citizens() || matches!(ctx.actor, Actor::Staff(_))
}

fn view(app: &App, ctx: &Ctx, topic: &'static Topic, from: Option<&str>) -> Answer {
    let form = Form::empty(ctx).spoken(ctx.locale);
    let english = topic.in_english(ctx.locale);
    let (purpose, steps, notes) = match english {
        Some(english) => (&english.purpose, &english.steps, &english.notes),
        None => (&topic.purpose, &topic.steps, &topic.notes),
    };
    let others = topics().iter().filter(|other| other.group == topic.group && other.name != topic.name);
    let shown = Shown {
        form: &form,
        topic,
        purpose,
        steps,
        notes,
        others: others.collect(),
        practice: app.site.practice,
    };
    let title = format!("{}: {}", form.t("Trợ giúp", "Help"), topic.title(ctx.locale));
    let (back, label) = match from {
        Some(address) => (address, form.t("Trang đang xem", "The page you were on")),
        None => ("/tro-giup", form.t("Trợ giúp", "Help")),
    };
    web::page(title, &shown).form(&form).narrow().back(back, label).answer()
}

fn all(ctx: &Ctx) -> Answer {
    let form = Form::empty(ctx).spoken(ctx.locale);
    let mut groups: Vec<(Group, Vec<&'static Topic>)> = Vec::new();
    for topic in topics().iter().filter(|topic| is_for(topic, ctx)) {
        match groups.iter_mut().find(|(group, _)| *group == topic.group) {
            Some((_, list)) => list.push(topic),
            None => groups.push((topic.group, vec![topic])),
        }
    }
    groups.sort_by_key(|(group, _)| *group);
    web::page(form.t("Trợ giúp", "Help"), &List { form: &form, groups }).form(&form).answer()
}
