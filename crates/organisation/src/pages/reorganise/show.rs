//! One plan: its operations with what is wrong with them, who accepts it, what can be done now, what happened, how far the rest is.

use askama::Template;
use axum::extract::State;
use base::{Ctx, words};
use web::{Answer, App, Choice, Form, Page, Path, Who, page};

use super::told;
use crate::actions::{Seen, see_reorganisation};
use crate::model::{Acceptance, ReorganisationId, Stage};

#[derive(Template)]
#[template(path = "reorganise/show.html")]
struct View<'a> {
    form: &'a Form,
    seen: &'a Seen,
    stage: (&'static str, &'static str),
    decided_on: String,
    first_day: String,
    /// Whether it can still be changed; whether it is being written; whether it waits for answers.
    open: bool,
    draft: bool,
    proposed: bool,
    answers: Vec<Answered>,
    lines: Vec<Line>,
    summary: String,
    /// Each unit that ends, with who takes over.
    ended: Vec<(String, String)>,
    answer_for: Vec<Choice>,
    accepted: usize,
    history: Vec<(String, String)>,
    runs: Vec<Run>,
    refused: bool,
    sound: bool,
}

/// What one receiving body said, in words.
struct Answered {
    body: String,
    said: bool,
    refusal: String,
    by: String,
}

/// One operation in words.
struct Line {
    number: usize,
    label: &'static str,
    text: String,
    faults: Vec<String>,
    notes: Vec<String>,
}

/// One effect in words.
struct Run {
    what: &'static str,
    tag: &'static str,
    state: &'static str,
    rows: i64,
}

/// `GET /quan-tri/sap-xep/{id}`
pub(in crate::pages) async fn show(
    State(app): State<App>,
    Who(ctx): Who,
    Path(id): Path<ReorganisationId>,
) -> Answer {
    let form = Form::empty(&ctx);
    view(&app, &ctx, id, &form).await?.answer()
}

/// The page, with what was typed where an act was refused.
pub(super) async fn view(
    app: &App,
    ctx: &Ctx,
    id: ReorganisationId,
    form: &Form,
) -> Result<Page, web::Failure> {
    let asker = ctx.clone();
    let seen = app.db.read(move |rx| see_reorganisation(rx, &asker, id)).await?;
    let faults = match &seen.outcome {
        Some(Err(faults)) => faults.as_slice(),
        _ => &[],
    };
    let outcome = seen.outcome.as_ref().and_then(|it| it.as_ref().ok());
    let notes = outcome.map_or(&[][..], |it| it.notes.as_slice());
    let of = |all: &[crate::model::Remark], at: usize| {
        all.iter().filter(|it| it.operation == at).map(|it| it.message.clone()).collect()
    };
    let operations = &seen.it.operations;
    let line = |(at, it): (usize, &crate::model::Operation)| Line {
        number: at + 1,
        label: it.label(),
        text: told::operation(it, &seen.world, operations),
        faults: of(faults, at),
        notes: of(notes, at),
    };
    let name = |id| {
        let begun = outcome.and_then(|it| it.begun.iter().find(|unit| unit.id == id));
        begun.map_or_else(|| seen.world.name(id), |unit| unit.name.to_string())
    };
    let choice = |body: &base::id::UnitId| {
        let asked = seen.acceptances.iter().find(|it| it.body == *body);
        Choice::new(body.to_string(), asked.map_or("", |it| it.name.as_str()))
    };
    let is_refused = |it: &Acceptance| it.said.as_ref().is_some_and(|said| !said.refusal.is_empty());
    let stage = seen.it.stage;
    let view = View {
        form,
        stage: (super::list::tag(stage), stage.label()),
        decided_on: words::date(seen.it.decided_on),
        first_day: words::date(seen.it.first_day),
        open: matches!(stage, Stage::Draft | Stage::Proposed | Stage::Approved),
        draft: stage == Stage::Draft,
        proposed: stage == Stage::Proposed,
        answers: seen.acceptances.iter().map(answered).collect(),
        lines: operations.iter().enumerate().map(line).collect(),
        summary: outcome.map_or_else(String::new, |it| {
            let (ended, begun, changed) = (it.ended.len(), it.begun.len(), it.changed.len());
            format!("{ended} đơn vị kết thúc, {begun} cơ quan thành lập, {changed} đơn vị đổi tên, mã hoặc nơi trực thuộc.")
        }),
        ended: outcome.map_or_else(Vec::new, |it| {
            let heirs = |line: &crate::rules::reorganising::Ending| {
                line.heirs.iter().map(|id| name(*id)).collect::<Vec<_>>().join("; ")
            };
            it.ended.iter().map(|line| (line.unit.name.to_string(), heirs(line))).collect()
        }),
        answer_for: seen.answerable.iter().map(choice).collect(),
        accepted: seen.acceptances.iter().filter(|it| it.accepts()).count(),
        history: told::history(&seen.history, &seen.acceptances),
        runs: seen.runs.iter().map(run).collect(),
        refused: seen.acceptances.iter().any(is_refused),
        sound: outcome.is_some(),
        seen: &seen,
    };
    Ok(page(format!("Sắp xếp đơn vị theo {}", seen.it.decision), &view)
        .form(form)
        .back("/quan-tri/sap-xep", "Sắp xếp đơn vị"))
}

fn answered(it: &Acceptance) -> Answered {
    let by = |said: &crate::model::Said| format!("{}, {}", said.name, words::moment(said.at.local()));
    Answered {
        body: it.name.clone(),
        said: it.said.is_some(),
        refusal: it.said.as_ref().map_or_else(String::new, |said| said.refusal.clone()),
        by: it.said.as_ref().map_or_else(String::new, by),
    }
}

/// What the effects of the contexts above do, as people call it.
pub(super) fn effect(name: &str) -> &'static str {
    match name {
        "dossier.rehome" => "Hồ sơ, kết quả, bàn giao",
        "payment.rehome" => "Biên lai, ca thu, tài khoản",
        _ => "Việc khác",
    }
}

fn run(it: &ledger::EffectRun) -> Run {
    let (tag, state) = match it.state.as_str() {
        "done" => ("ok", "Đã xong"),
        "failed" => ("late", "Bị dừng, xin báo quản trị hệ thống"),
        _ => ("hold", "Đang thực hiện"),
    };
    Run { what: effect(&it.effect), tag, state, rows: it.rows }
}
