//! One dossier before an officer: the facts, the papers beside the answers, and the next action only.

use askama::Template;
use axum::extract::State;
use base::Ctx;
use base::id::DossierId;
use catalogue::process::Act as StepAct;
use http::StatusCode;
use web::{Answer, App, Choice as Option_, Failure, Form, Path, Who};

use super::act::STALE;
use super::may::May;
use super::parts::{PartLine, of_staff, to_decide, whole};
use super::track::{Stop, Why, way, why};
use super::track_next::silent;
use crate::error::Error;
use crate::model::{OtherNumber, State as DossierState};
use crate::queries::{self, Seen};
use crate::rules::duties::in_words;
use crate::rules::step::Choice;
use crate::{disclosed, permissions, words};

/// How many lines of the history stand unfolded: the last ones.
const KEPT: usize = 3;

#[derive(Template)]
#[template(path = "officer.html")]
struct Officer<'a> {
    seen: &'a Seen,
    form: &'a Form,
    why: Option<Why>,
    way: Vec<Stop>,
    groups: Vec<(String, Vec<(String, String)>)>,
    people: Vec<(&'static str, Vec<(&'static str, String)>)>,
    /// That a hand-over should have been acknowledged by now.
    handover_late: Option<&'static str>,
    /// What looks wrong about the people.
    doubts: Vec<String>,
    /// The numbers under which other systems keep it.
    numbers: &'a [OtherNumber],
    /// Whether this officer may note one.
    may_number: bool,
    /// What happened, the last first.
    said: &'a [words::Said],
    /// What officers noted for each other, the last first.
    notes: Vec<&'a words::Said>,
    /// Whether this officer may add to it.
    may_note: bool,
    /// What the last to act left in writing for whoever is next.
    message: Option<&'a words::Said>,
    /// How much of it stands unfolded.
    kept: usize,
    acts: Acts<'a>,
    may: May,
    /// The bodies that are late with their answer, by name.
    silent: Vec<String>,
    stale: bool,
    /// The step of this officer that data already held make unnecessary: what is held.
    held: Option<&'a str>,
    /// What it was filed again after.
    refiled: Option<&'a (queries::Refiled, queries::RefiledNames)>,
    /// Where its fees are collected; empty for whoever does not, and where nothing is open.
    collect: String,
    /// The parts of a linked dossier.
    parts: Vec<PartLine>,
    /// The page of the linked dossier that this is a part of, where this officer may open it; empty for every other.
    whole: String,
    /// What the body that leads has to decide about the parts.
    decide: Option<&'static str>,
}

impl Officer<'_> {
    /// Whether it was declared in an older system: then its papers say what.
    fn declared_before(&self) -> bool {
        self.seen.formerly.is_some() && self.groups.iter().all(|(_, lines)| lines.is_empty())
    }
}

/// What the officer may do now.
pub(crate) struct Acts<'a> {
    receive: bool,
    choices: Vec<Act<'a>>,
    /// What the officer did on it before, and the duty of the step now, where one person joins duties.
    joins: Option<(String, &'static str)>,
    people: &'a [Option_],
    assign: bool,
    elsewhere: bool,
    awaits: bool,
}

impl Acts<'_> {
    fn nothing(&self) -> bool {
        !self.receive && self.choices.is_empty() && !self.assign
    }

    /// Why there is nothing to do.
    fn why_nothing(&self) -> &'static str {
        match (self.awaits, self.elsewhere) {
            (true, _) => "Hồ sơ chờ người nộp bổ sung.",
            (_, true) => "Hồ sơ đang ở đơn vị hoặc người khác; ông, bà chưa phải làm gì.",
            _ => "Không còn việc nào phải làm với hồ sơ này.",
        }
    }
}

/// One action offered, with what its form shows.
pub(crate) struct Act<'a> {
    choice: &'a Choice,
    people: &'a [Option_],
    /// What stands before the ids of its fields.
    at: String,
    /// Whether this form was sent and refused.
    sent: bool,
    /// Whether it may wait: the parts of a linked dossier go on, and what is there need not be handed over yet.
    early: bool,
    /// Where the result is found, for whoever hands it over.
    found: String,
}

impl Act<'_> {
    /// What the box for words is called.
    fn note_label(&self) -> &'static str {
        match (self.choice.offer.needs_reason, self.choice.hands_over) {
            (true, _) => "Lý do",
            (false, true) => "Ghi chú",
            (false, false) => "Ghi chú cho người nhận việc",
        }
    }

    /// What was typed in this form.
    fn typed<'f>(&self, form: &'f Form, name: &str) -> &'f str {
        if self.sent { form.value(name) } else { "" }
    }

    /// What is wrong in this form.
    fn wrong<'f>(&self, form: &'f Form, name: &str) -> Option<&'f str> {
        form.error(name).filter(|_| self.sent)
    }
}

/// Everything the page is made of.
pub(crate) struct Loaded {
    seen: Seen,
    calendar: std::sync::Arc<worktime::Calendar>,
    /// Who can be put in charge, for each choice; the last are those for the present step.
    people: Vec<Vec<Option_>>,
    names: words::Names,
    refiled: Option<(queries::Refiled, queries::RefiledNames)>,
    numbers: Vec<OtherNumber>,
}

/// Shows the dossier.
pub(crate) async fn show(State(app): State<App>, Who(ctx): Who, Path(id): Path<DossierId>) -> Answer {
    let loaded = load(&app, &ctx, id).await?;
    render(&loaded, &ctx, &Form::empty(&ctx), false)
}

/// Shows it again after a refusal: errors beside the fields, or what changed meanwhile (409); what was typed stays.
pub(crate) async fn again(app: &App, ctx: &Ctx, id: DossierId, form: Form, failure: Failure) -> Answer {
    if failure.code() == STALE {
        return stale(app, ctx, id, &form).await;
    }
    let form = form.refused(failure)?;
    render(&load(app, ctx, id).await?, ctx, &form, false)
}

/// Shows it with what changed after a form was opened (409).
pub(crate) async fn stale(app: &App, ctx: &Ctx, id: DossierId, form: &Form) -> Answer {
    render(&load(app, ctx, id).await?, ctx, form, true)
}

async fn load(app: &App, ctx: &Ctx, id: DossierId) -> Result<Loaded, Failure> {
    let asker = ctx.clone();
    let loaded = app
        .db
        .read(move |rx| {
            let ctx = &asker;
            let seen = queries::as_staff(rx, ctx, id)?;
            let calendar = organisation::calendar(rx, seen.dossier.competent, ctx.now.date())?;
            let people = people(rx, ctx, &seen)?;
            let names = words::Names::of(rx, &seen.history)?;
            let refiled = queries::refiled_after(rx, ctx, id)?;
            let numbers = queries::other_numbers(rx, ctx, id)?;
            Ok::<_, Error>(Loaded { seen, calendar, people, names, refiled, numbers })
        })
        .await?;
    disclosed::noted(app, ctx, &loaded.seen).await?;
    Ok(loaded)
}

/// The people who can be put in charge: of the step that a choice names somebody for, and last of the steps now open.
fn people(rx: &mut db::Read, ctx: &Ctx, seen: &Seen) -> Result<Vec<Vec<Option_>>, Error> {
    let process = &seen.version.process;
    let mut holders = |unit, role| -> Result<Vec<Option_>, Error> {
        let found = organisation::holders(rx, unit, role, ctx.now.date())?;
        Ok(found.into_iter().map(|one| Option_::new(one.id.to_string(), one.name.as_str())).collect())
    };
    let open = seen.dossier.open_steps();
    let mut out = Vec::new();
    for choice in &seen.choices {
        let named = choice.offer.names_person_for.first().and_then(|code| process.step(code));
        let here = open.iter().find(|step| step.code == choice.offer.step);
        out.push(match (named, here) {
            (Some(named), Some(here)) => holders(here.unit, named.role)?,
            _ => Vec::new(),
        });
    }
    let mut now = Vec::new();
    for step in open {
        now.extend(holders(step.unit, step.role)?);
    }
    out.push(now);
    Ok(out)
}

fn render(loaded: &Loaded, ctx: &Ctx, form: &Form, stale: bool) -> Answer {
    let seen = &loaded.seen;
    let dossier = &seen.dossier;
    let title = dossier.number.as_ref().map_or_else(|| dossier.procedure_name.clone(), ToString::to_string);
    let mut said = words::said(seen, &loaded.names);
    said.reverse();
    // Nobody is next where it went back to the citizen or was stopped.
    let over = matches!(dossier.state, DossierState::Withdrawn | DossierState::Stopped);
    let page = Officer {
        seen,
        form,
        why: why(dossier, &loaded.calendar, ctx.now, base::Locale::Vi),
        way: way(seen, base::Locale::Vi),
        groups: groups(seen),
        handover_late: handover_late(dossier, ctx.now),
        people: super::people::groups(&dossier.applicant),
        doubts: crate::rules::doubts(&dossier.applicant, ctx.now.date())
            .into_iter()
            .map(|doubt| doubt.vietnamese)
            .collect(),
        message: words::message(&said).filter(|_| !over),
        numbers: &loaded.numbers,
        may_number: ctx
            .authorise(&permissions::NUMBER)
            .is_ok_and(|authority| permissions::post_for(&authority, dossier).is_ok()),
        said: &said,
        notes: said.iter().filter(|line| line.what == words::NOTE).collect(),
        may_note: ctx
            .authorise(&permissions::READ)
            .is_ok_and(|authority| permissions::post_at(&authority, dossier).is_ok()),
        kept: KEPT,
        acts: acts(loaded, ctx, form),
        may: May::of(ctx, dossier),
        silent: silent(seen, ctx.now),
        stale,
        held: super::skip_step::skippable(seen)
            .filter(|_| super::may::skip(ctx, dossier).is_ok())
            .map(|(_, _, held)| held),
        refiled: loaded.refiled.as_ref(),
        collect: collect(seen, ctx),
        parts: of_staff(seen, ctx),
        whole: whole(seen, ctx),
        decide: to_decide(seen),
    };
    let status = if stale { StatusCode::CONFLICT } else { StatusCode::OK };
    let page = web::page(title, &page).back("/can-bo", "Bàn làm việc").form(form);
    if stale { page.status(status).answer() } else { page.answer() }
}

/// Where this officer collects what is open; empty where nothing is or somebody else does.
fn collect(seen: &Seen, ctx: &Ctx) -> String {
    let here = ctx.authorise(&payment::COLLECT).is_ok_and(|it| it.at_root(&seen.dossier.root).is_ok());
    let open = seen.owed.iter().any(|it| it.obligation.is_open() || it.obligation.lacks_evidence());
    if here && open { format!("/quay/thu-tien/thu?cho=dossier/{}", seen.dossier.id) } else { String::new() }
}

/// The warning about a hand-over that was not acknowledged by the next working day.
fn handover_late(dossier: &crate::model::Dossier, now: base::Instant) -> Option<&'static str> {
    let late = dossier.beside.handovers.iter().any(|it| it.answer.is_none() && it.due < now);
    late.then_some("Bàn giao chưa được xác nhận trong ngày làm việc tiếp theo.")
}

fn acts<'a>(loaded: &'a Loaded, ctx: &Ctx, form: &Form) -> Acts<'a> {
    let dossier = &loaded.seen.dossier;
    let waiting = dossier.state == DossierState::Submitted;
    let receiver = ctx.authorise(&permissions::RECEIVE).is_ok_and(|a| a.at_root(&dossier.root).is_ok());
    let open = matches!(dossier.state, DossierState::Received | DossierState::Processing);
    let elsewhere = open || dossier.state == DossierState::AwaitingPayment;
    let head =
        ctx.authorise(&permissions::ASSIGN).is_ok_and(|a| !permissions::leads_in(&a, dossier).is_empty());
    let none = loaded.seen.choices.is_empty();
    let people = loaded.people.last().map_or(&[][..], Vec::as_slice);
    Acts {
        receive: waiting && receiver,
        choices: choices(loaded, form),
        joins: joins(&loaded.seen, ctx),
        people,
        assign: open && head && none && !people.is_empty(),
        elsewhere: elsewhere && none,
        awaits: dossier.state == DossierState::AwaitingSupplement,
    }
}

/// The actions offered; the one that was sent keeps the plain ids, which the list of errors leads to.
fn choices<'a>(loaded: &'a Loaded, form: &Form) -> Vec<Act<'a>> {
    let (sent, step) = (form.value("action"), form.value("step"));
    let one = |(i, (choice, people)): (usize, (&'a Choice, &'a Vec<Option_>))| {
        let sent = choice.offer.action == sent && (step.is_empty() || choice.offer.step == step);
        let at = if sent { String::new() } else { format!("v{}-", i + 1) };
        let early = choice.offer.act == StepAct::Reject
            && !loaded.seen.parts.is_empty()
            && to_decide(&loaded.seen).is_none();
        let found = super::shown::fetched_from(&loaded.seen.dossier.beside);
        Act { choice, people, at, sent, early, found }
    };
    let mut acts: Vec<_> = loaded.seen.choices.iter().zip(&loaded.people).enumerate().map(one).collect();
    acts.sort_by_key(|act| detour(act.choice.offer.act));
    acts
}

/// What the officer did before, and the duty of the step now, where that is best done by somebody else.
fn joins(seen: &Seen, ctx: &Ctx) -> Option<(String, &'static str)> {
    let joined = |choice: &Choice| queries::would_join(ctx, &seen.version, &seen.history, &choice.offer.step);
    let (duty, earlier) = seen.choices.iter().find_map(joined)?;
    Some((in_words(&earlier), duty.label()))
}

/// What leads on comes first; asking others, sending back and refusing come after it.
const fn detour(act: StepAct) -> u8 {
    match act {
        StepAct::Consult => 1,
        StepAct::SendBack => 2,
        StepAct::Reject => 3,
        _ => 0,
    }
}

/// The answers by page, as people read them.
pub(super) fn groups(seen: &Seen) -> Vec<(String, Vec<(String, String)>)> {
    let dossier = &seen.dossier;
    let situation = catalogue::Situation { case: &dossier.case, channel: dossier.channel };
    let pages = seen.version.form.shown_pages(&dossier.answers, &situation);
    let lines = |page: &catalogue::form::Page| {
        let lines = page.lines(&dossier.answers, &situation).into_iter();
        lines.map(|(field, text)| (field.label.clone(), text)).collect()
    };
    pages.map(|page| (page.title.clone(), lines(page))).collect()
}
