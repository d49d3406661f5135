//! The counter: an officer takes a dossier down for a person, on one page, and prints the receipt.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use base::code::ProcedureCode;
use base::id::UnitId;
use base::{Ctx, Fault as _};
use catalogue::{ProcedureVersion, Situation};
use jiff::civil::Date;
use serde_json::Value;
use web::{Answer, App, Choice, Failure, Form, Path, Posted, Who};

use super::answers::{Asked, asked, edited, posted as pairs};
use super::people::{self, Slot};
use super::{apply_whom, scanned};
use crate::actions;
use crate::error::Error;
use crate::model::{Acting, Channel, Identified, Paper};
use crate::submission::{self, Input};
use crate::{permissions, queries, rules};

#[derive(Template)]
#[template(path = "counter_choose.html")]
struct Choose {
    procedures: Vec<(String, String)>,
}

#[derive(Template)]
#[template(path = "counter.html")]
struct Counter<'a> {
    version: &'a ProcedureVersion,
    form: &'a Form,
    cases: Vec<Choice>,
    bodies: Vec<Choice>,
    groups: Vec<(&'a str, Vec<Asked<'a>>)>,
    papers: Vec<Choice>,
    /// What is printed from the answers and signed, by name.
    printed: Vec<&'a str>,
    /// The code of the right by which the person files.
    acting: &'a str,
    whom: Vec<Choice>,
    slots: Vec<Slot>,
    sexes: Vec<Choice>,
    ways: Vec<Choice>,
    /// The other body that is competent, by identifier and name, when the officer is to see so before receiving.
    away: Option<(String, String)>,
    return_at: Vec<Choice>,
    /// Whose card was read just now.
    card_read: Option<String>,
}

/// What the page is made of.
pub(super) struct Ground {
    pub(super) version: std::sync::Arc<ProcedureVersion>,
    /// The bodies whose dossiers are taken in here.
    pub(super) bodies: Vec<organisation::Unit>,
    /// Every body that decides it.
    deciding: Vec<organisation::Unit>,
    /// The bodies among them that the officer's own one-stop unit receives for.
    pub(super) own: Vec<UnitId>,
}

/// Asks which procedure.
pub(crate) async fn choose(State(app): State<App>, Who(ctx): Who) -> Answer {
    ctx.authorise(&permissions::RECEIVE)?;
    let today = ctx.now.date();
    let procedures = app.db.read(move |rx| taken_here(rx, today)).await?;
    web::page("Nhập tại quầy", &Choose { procedures }).narrow().answer()
}

/// Code and name of the procedures that are taken at a counter.
fn taken_here(rx: &mut db::Read, today: Date) -> Result<Vec<(String, String)>, Error> {
    let mut out = Vec::new();
    for one in catalogue::search(rx, "", today)? {
        let version = catalogue::version(rx, &one.key)?.ok_or(Error::NoProcedure)?;
        if version.channels.contains(&Channel::Counter) {
            out.push((one.key.code.to_string(), one.short_name));
        }
    }
    Ok(out)
}

/// Asks everything on one page.
pub(crate) async fn show(State(app): State<App>, Who(ctx): Who, Path(code): Path<ProcedureCode>) -> Answer {
    ctx.authorise(&permissions::RECEIVE)?;
    let ground = ground(&app, &ctx, code).await?;
    answer(&ground, &Form::empty(&ctx).with("applicant.acting", Acting::Own.code()))
}

/// Takes the dossier down and leads to the receipt. Choosing another case shows the page again with its questions.
pub(crate) async fn file(State(app): State<App>, Path(code): Path<ProcedureCode>, posted: Posted) -> Answer {
    let Posted { ctx, form } = posted;
    ctx.authorise(&permissions::RECEIVE)?;
    let ground = ground(&app, &ctx, code).await?;
    if let Some(form) = edited(&form, &ctx, &ground.version.form.pages) {
        return answer(&ground, &form);
    }
    if let Some(again) = asks_only(&ctx, &ground, &form) {
        return again;
    }
    if let Some(unit) = unconfirmed(&ground, &form) {
        return answer_with(&ground, &form, Some(unit));
    }
    match take_down(&app, &ctx, &ground, &form).await {
        Ok(id) => Ok(web::see_other(&format!("/can-bo/ho-so/{id}/giay-tiep-nhan"))),
        Err(failure) if failure.code() == Error::StaleProcedure.code() => moved_on(&ground, &form),
        Err(failure) => answer(&ground, &form.refused(failure)?),
    }
}

/// The page again, where a button was pressed that reads a card or changes what is asked, and files nothing.
fn asks_only(ctx: &Ctx, ground: &Ground, form: &Form) -> Option<Answer> {
    match form.value("act") {
        act @ ("card" | "card-owner") => {
            let (form, read) = scanned::put(ctx, form, act == "card-owner");
            Some(page(ground, &form, read, None).answer())
        }
        "case" | "people" => Some(answer(ground, form)),
        _ if people::only_asks(form) => {
            Some(answer(ground, &scanned::with_people(ctx, form, &people::applicant(form))))
        }
        _ => None,
    }
}

/// A new version came into force while the officer was typing: what was typed is shown under it, to be looked through.
fn moved_on(ground: &Ground, form: &Form) -> Answer {
    let words = "Thủ tục vừa có phiên bản mới; nội dung đã nhập được giữ. Mời kiểm tra lại theo phiên bản mới rồi tiếp nhận.";
    let form = form.clone().with_errors([base::FieldError::new("version", words)]);
    page(ground, &form, None, None).status(StatusCode::CONFLICT).answer()
}

pub(super) async fn ground(app: &App, ctx: &Ctx, code: ProcedureCode) -> Result<Ground, Failure> {
    let ctx = ctx.clone();
    let ground = app
        .db
        .read(move |rx| {
            let authority = ctx.authorise(&permissions::RECEIVE)?;
            let today = ctx.now.date();
            let version = queries::offered(rx, &code, Channel::Counter, today)?;
            let deciding = queries::competent_bodies(rx, &version, today)?;
            let is_own =
                |unit: &organisation::Unit| authority.at_root(&submission::receiving_body(unit)).is_ok();
            let own: Vec<_> = deciding.iter().filter(|unit| is_own(unit)).map(|unit| unit.id).collect();
            let mut bodies = Vec::new();
            for unit in &deciding {
                if queries::received_by(rx, &ctx, &version, unit, Channel::Counter).is_ok() {
                    bodies.push(unit.clone());
                }
            }
            // One's own come first.
            bodies.sort_by_key(|unit| !own.contains(&unit.id));
            Ok::<_, Error>(Ground { version, bodies, deciding, own })
        })
        .await?;
    Ok(ground)
}

async fn take_down(
    app: &App,
    ctx: &Ctx,
    ground: &Ground,
    form: &Form,
) -> Result<base::id::DossierId, Failure> {
    let version = &ground.version;
    let case = chosen_case(version, form).to_owned();
    let situation = Situation { case: &case, channel: Channel::Counter };
    let (answers, errors) = version.form.answers(&pairs(form), &situation);
    let competent = competent(ground, form, &answers).map(|unit| unit.id).ok_or_else(|| {
        Error::Invalid(vec![base::FieldError::new("competent", "Chọn cơ quan giải quyết.")])
    })?;
    let input = Input {
        draft: None,
        filed_by: None,
        procedure: version.code.clone(),
        version: form.value("version").parse().ok(),
        applicant: people::applicant(form),
        answers,
        papers: form.all("paper").map(Paper::on_paper).collect(),
        competent,
        case,
    };
    let read = move |_: &mut db::Read, _| {
        if errors.is_empty() { Ok(input) } else { Err(Error::Invalid(errors)) }
    };
    Ok(submission::send(&app.db, ctx, &actions::FILE_AT_COUNTER, pairs(form), read).await?.id)
}

/// The body that decides: the one the place in the answers leads to, else the one that was chosen, else the officer's only one.
fn competent<'a>(ground: &'a Ground, form: &Form, answers: &Value) -> Option<&'a organisation::Unit> {
    let place = queries::place(&ground.version, answers);
    let by_place = place.and_then(|place| rules::body_of_place(place, &ground.deciding));
    let chosen = || ground.deciding.iter().find(|unit| form.value("competent").parse() == Ok(unit.id));
    let only = || ground.own.first().filter(|_| ground.own.len() == 1);
    let only = || only().and_then(|own| ground.deciding.iter().find(|unit| unit.id == *own));
    by_place.or_else(chosen).or_else(only)
}

/// The other body that is competent for what was typed, until the officer has seen so.
fn unconfirmed<'a>(ground: &'a Ground, form: &Form) -> Option<&'a organisation::Unit> {
    let case = chosen_case(&ground.version, form);
    let situation = Situation { case, channel: Channel::Counter };
    let (answers, _) = ground.version.form.answers(&pairs(form), &situation);
    let unit = competent(ground, form, &answers)?;
    let away = !ground.own.contains(&unit.id) && ground.bodies.iter().any(|it| it.id == unit.id);
    (away && form.value("away").parse() != Ok(unit.id)).then_some(unit)
}

pub(crate) fn chosen_case<'a>(version: &'a ProcedureVersion, form: &'a Form) -> &'a str {
    let first = version.cases.first().map_or("", |case| case.code.as_str());
    version.case(form.value("case")).map_or(first, |case| case.code.as_str())
}

fn answer(ground: &Ground, form: &Form) -> Answer {
    answer_with(ground, form, None)
}

fn answer_with(ground: &Ground, form: &Form, away: Option<&organisation::Unit>) -> Answer {
    page(ground, form, None, away).answer()
}

fn page(
    ground: &Ground,
    form: &Form,
    card_read: Option<String>,
    away: Option<&organisation::Unit>,
) -> web::Page {
    let version = &*ground.version;
    let case = chosen_case(version, form);
    let situation = Situation { case, channel: Channel::Counter };
    let (known, _) = version.form.answers(&pairs(form), &situation);
    let groups = version.form.shown_pages(&known, &situation);
    let groups: Vec<(_, Vec<Asked<'_>>)> =
        groups.map(|page| (page.title.as_str(), asked(page, &known, &situation, form))).collect();
    let typed = people::applicant(form);
    let acting = typed.acting().unwrap_or(Acting::Own);
    let mandate = rules::mandate(version, &situation, &known, acting);
    let (printed, papers): (Vec<_>, Vec<_>) =
        version.components(&known, &situation).chain(mandate).partition(|c| c.is_the_form(Channel::Counter));
    let printed = printed.into_iter().map(|component| component.name.as_str()).collect();
    let papers = papers
        .into_iter()
        .map(|c| Choice::new(&c.code, &c.name).hint(if c.required { "Bắt buộc" } else { "" }))
        .collect();
    let cases = version.cases.iter().map(|c| Choice::new(&c.code, &c.name)).collect();
    let shown = if form.value("case").is_empty() { Some(form.clone().with("case", case)) } else { None };
    let form = shown.as_ref().unwrap_or(form);
    let bodies =
        ground.bodies.iter().map(|unit| Choice::new(unit.id.to_string(), unit.name.as_str())).collect();
    // What the officer has seen stays there while something else is put right.
    let seen = || form.value("away").parse().ok().filter(|id| !ground.own.contains(id));
    let away = away.or_else(|| seen().and_then(|id| ground.bodies.iter().find(|unit| unit.id == id)));
    let page = Counter {
        version,
        form,
        cases,
        bodies,
        groups,
        papers,
        printed,
        acting: acting.code(),
        whom: apply_whom::choices(version, base::Locale::Vi),
        slots: people::slots(version, acting, &typed.people, base::Locale::Vi),
        sexes: people::sexes(base::Locale::Vi),
        ways: ways(),
        card_read,
        away: away.map(|unit| (unit.id.to_string(), unit.name.to_string())),
        return_at: vec![
            Choice::new("receiving", "Tại nơi tiếp nhận này"),
            Choice::new("competent", "Tại cơ quan có thẩm quyền"),
        ],
    };
    web::page(format!("Nhập hồ sơ: {}", version.short_name), &page)
        .back("/quay", "Chọn thủ tục khác")
        .form(form)
}

/// How an officer may have identified somebody at the counter.
pub(super) fn ways() -> Vec<Choice> {
    let at_counter = Identified::ALL.iter().filter(|way| **way != Identified::Account);
    at_counter.map(|way| Choice::new(way.code(), way.label())).collect()
}
