//! Several dossiers passed on at once: chosen in a queue, one action for all that offer it, each a step of its own in the
//! ledger. What could not be done is said dossier by dossier, and nothing of the others is undone.

use askama::Template;
use axum::extract::State;
use base::id::DossierId;
use base::{Ctx, Fault as _, FieldError, Kind};
use serde::Deserialize;
use web::{Answer, App, Choice, Failure, Form, Posted, Query, Who};

use crate::actions::{self, Details, TakeStep};
use crate::error::Error;
use crate::queries::{self, Chosen, MOST_TOGETHER, Way};

/// The queue they were chosen in, and which.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Ask {
    hang: String,
    chon: Vec<String>,
}

#[derive(Template)]
#[template(path = "together.html")]
struct Page<'a> {
    form: &'a Form,
    queue: &'a str,
    dossiers: &'a [Chosen],
    ways: Vec<Offered<'a>>,
    /// What was done on some of them before.
    done: usize,
    /// What could not be done, and why.
    refused: &'a [(Chosen, String)],
}

impl Page<'_> {
    /// On how many of them this person would join several duties.
    fn joins(&self) -> usize {
        self.dossiers.iter().filter(|it| it.joins).count()
    }
}

/// A way as it is offered.
struct Offered<'a> {
    way: &'a Way,
    people: Vec<Choice>,
    /// The field in which the person is named.
    person: String,
}

/// Shows those that were chosen, with the actions they share.
pub(crate) async fn show(State(app): State<App>, Who(ctx): Who, Query(ask): Query<Ask>) -> Answer {
    let ids: Vec<DossierId> = ask.chon.iter().filter_map(|id| id.parse().ok()).collect();
    page(&app, &ctx, ids, (&ask.hang, &Form::empty(&ctx)), (0, &[])).await
}

/// Takes the action on each that offers it; leads back to the queue when all went well. Sent again it repeats the first
/// answers, though the dossiers offer it no more.
pub(crate) async fn send(State(app): State<App>, posted: Posted) -> Answer {
    let Posted { ctx, form } = posted;
    let chosen: Vec<(DossierId, i64)> = form.all("chon").filter_map(read).take(MOST_TOGETHER).collect();
    let ids: Vec<DossierId> = chosen.iter().map(|(id, _)| *id).collect();
    let queue = form.value("hang").to_owned();
    let wrong = |field: &str, message: &str| form.clone().with_errors([FieldError::new(field, message)]);
    let Some((action, names)) = Way::read(form.value("way")) else {
        let form = wrong("way", "Chọn việc cần làm với các hồ sơ này.");
        return page(&app, &ctx, ids, (&queue, &form), (0, &[])).await;
    };
    let person = names.as_ref().and_then(|field| form.value(field).parse().ok());
    if let Some(field) = names.filter(|_| person.is_none()) {
        let form = wrong(&field, "Chọn người thụ lý.");
        return page(&app, &ctx, ids, (&queue, &form), (0, &[])).await;
    }
    let details = Details { note: form.value("note").to_owned(), person, ..Details::default() };
    let key = form.value("way").to_owned();
    let (mut done, mut refused) = (0, Vec::new());
    for (it, revision) in with_lines(&app, &ctx, &chosen).await? {
        let input = TakeStep {
            dossier: it.id,
            revision,
            action: action.clone(),
            step: None,
            details: details.clone(),
        };
        match pass_on(&app, ctx.part(it.id.uuid()), input, it.ways.contains(&key)).await {
            Ok(true) => done += 1,
            Ok(false) => {}
            // Nothing is lost: the form comes back after confirming, and what was done answers as before.
            Err(error) if error.kind() == Kind::Unconfirmed => return Err(error.into()),
            Err(error) => refused.push((it, said(&error))),
        }
    }
    if refused.is_empty() && done > 0 {
        return Ok(web::see_other(&format!("/can-bo?hang={}&xong={done}", web::query_value(&queue))));
    }
    let left = if done == 0 { ids } else { refused.iter().map(|(it, _)| it.id).collect() };
    page(&app, &ctx, left, (&queue, &form), (done, &refused)).await
}

/// The chosen dossiers that this person may see, each with the revision that was shown.
async fn with_lines(
    app: &App,
    ctx: &Ctx,
    chosen: &[(DossierId, i64)],
) -> Result<Vec<(Chosen, i64)>, Failure> {
    let (asker, ids) = (ctx.clone(), chosen.iter().map(|(id, _)| *id).collect::<Vec<_>>());
    let together = app.db.read(move |rx| queries::together(rx, &asker, &ids)).await?;
    let revision = |it: &Chosen| chosen.iter().find(|(id, _)| *id == it.id).map_or(0, |(_, seen)| *seen);
    Ok(together.dossiers.into_iter().map(|it| (revision(&it), it)).map(|(seen, it)| (it, seen)).collect())
}

/// Takes the step, or finds that this very request took it before; false where it is not offered.
async fn pass_on(app: &App, ctx: Ctx, input: TakeStep, offered: bool) -> Result<bool, Error> {
    if offered {
        return app.db.write(move |tx| actions::take_step(tx, &ctx, &input)).await.map(|_| true);
    }
    app.db.read(move |rx| actions::step_taken_before(rx, &ctx, &input)).await
}

/// Why one could not be passed on: the sentence, and what is wrong with what was typed.
fn said(error: &Error) -> String {
    let wrong = error.fields().into_iter().map(|field| field.message);
    std::iter::once(error.sentence()).chain(wrong).collect::<Vec<_>>().join(" ")
}

/// `id:revision`, as the page showed it.
fn read(text: &str) -> Option<(DossierId, i64)> {
    let (id, revision) = text.split_once(':')?;
    Some((id.parse().ok()?, revision.parse().ok()?))
}

async fn page(
    app: &App,
    ctx: &Ctx,
    ids: Vec<DossierId>,
    (queue, form): (&str, &Form),
    (done, refused): (usize, &[(Chosen, String)]),
) -> Answer {
    let asker = ctx.clone();
    let (together, people) = app
        .db
        .read(move |rx| {
            let together = queries::together(rx, &asker, &ids)?;
            let people = together.ways.iter().map(|way| people(rx, &asker, way));
            let people = people.collect::<Result<Vec<_>, Error>>()?;
            Ok::<_, Error>((together, people))
        })
        .await
        .map_err(Failure::from)?;
    let field = |way: &Way| Way::read(&way.key).and_then(|(_, field)| field).unwrap_or_default();
    let ways = together.ways.iter().zip(people);
    let ways = ways.map(|(way, people)| Offered { way, people, person: field(way) }).collect();
    let page = Page { form, queue, dossiers: &together.dossiers, ways, done, refused };
    web::page("Xử lý nhiều hồ sơ", &page)
        .back(format!("/can-bo?hang={}", web::query_value(queue)), "Bàn làm việc")
        .wide()
        .form(form)
        .answer()
}

/// Who can be named for the next step of a way.
pub(super) fn people(rx: &mut db::Read, ctx: &Ctx, way: &Way) -> Result<Vec<Choice>, Error> {
    let Some((unit, role)) = way.person_in else { return Ok(Vec::new()) };
    let found = organisation::holders(rx, unit, role, ctx.now.date())?;
    Ok(found.into_iter().map(|one| Choice::new(one.id.to_string(), one.name.as_str())).collect())
}
