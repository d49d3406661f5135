//! An edition tried on a dossier: filled in, received at a body at a moment; what is handed in, what is owed, when is it due, who does what.

use std::collections::BTreeSet;

use askama::Template;
use axum::extract::State;
use base::code::ProcedureCode;
use base::{Ctx, words};
use jiff::civil::DateTime;
use serde_json::Value;
use web::{Answer, App, Choice, Form, Path, Posted, Who, page};

use super::asked::{self, CASE, CHANNEL, PageShown};
use super::edition_at;
use crate::actions::{Tried, try_edition};
use crate::form::Scope;
use crate::model::{Charge, Component, ProcedureVersion, Situation};
use crate::outline::composed::said;
use crate::outline::known::Known;
use crate::pages::view::{cases, channels};
use crate::process::{Step, StepTerm};

#[derive(Template)]
#[template(path = "edit/trial.html")]
struct View<'a> {
    form: &'a Form,
    here: String,
    cases: Vec<Choice>,
    channels: Vec<Choice>,
    bodies: Vec<Choice>,
    pages: Vec<PageShown>,
    /// What a person would be told before sending.
    wrong: Vec<String>,
    lasts: String,
    cited: String,
    due: String,
    lines: Vec<(String, String)>,
    steps: Vec<StepLine>,
    fees: Vec<FeeLine>,
    papers: Vec<PaperLine>,
    /// Papers that other answers would ask for, and when.
    spared: Vec<(String, String)>,
}

/// A step in words.
struct StepLine {
    name: String,
    who: String,
    time: String,
    leads: String,
}

/// What is owed, and how it was counted.
struct FeeLine {
    name: String,
    amount: String,
    how: Vec<String>,
}

/// A paper to hand in.
struct PaperLine {
    name: String,
    tags: String,
}

/// The address of the trial of an edition.
pub(super) fn trial_at(code: &ProcedureCode) -> String {
    format!("{}/thu", edition_at(code))
}

/// Shows it with answers made up.
pub(super) async fn show(State(app): State<App>, Who(ctx): Who, Path(code): Path<ProcedureCode>) -> Answer {
    let form = Form::empty(&ctx);
    view(&app, &ctx, &code, form).await
}

/// Shows what follows from what was answered. Nothing is written.
pub(super) async fn send(
    State(app): State<App>,
    Path(code): Path<ProcedureCode>,
    Posted { ctx, form }: Posted,
) -> Answer {
    let form = if form.value("viec") == "mau" {
        let kept = form.pairs().filter(|(name, _)| [CASE, CHANNEL, "luc", "co_quan"].contains(name));
        let kept = kept.map(|(name, text)| (name.to_owned(), text.to_owned())).collect();
        form.clone().again(kept)
    } else {
        form
    };
    view(&app, &ctx, &code, form).await
}

async fn view(app: &App, ctx: &Ctx, code: &ProcedureCode, form: Form) -> Answer {
    let (asker, wanted, body) = (ctx.clone(), code.clone(), form.value("co_quan").parse().ok());
    let tried = app.db.read(move |rx| try_edition(rx, &asker, &wanted, body)).await?;
    let version = &tried.version;
    let known = known(version);
    let situation = asked::situation(&form, &known, &version.channels);
    let at = form.value("luc").parse::<DateTime>().unwrap_or_else(|_| ctx.now.local());
    let answers = asked::answers(&version.form, &form, &situation, ctx.now.date());
    let form = asked::filled(form, &version.form, &answers, &situation)
        .replaced("luc", at.strftime("%Y-%m-%dT%H:%M"))
        .replaced("co_quan", tried.body.map_or_else(String::new, |body| body.to_string()));
    let shown = shown(&form, &tried, &known, &situation, &answers, at);
    page(format!("Thử: {}", version.short_name), &shown)
        .form(&form)
        .wide()
        .back(edition_at(code), "Bản soạn")
        .answer()
}

/// What conditions of a version can look at.
fn known(version: &ProcedureVersion) -> Known {
    let schema = &version.form.schema;
    let cases = version.cases.iter().map(|case| (case.code.clone(), case.name.clone())).collect();
    Known { cases, ..Known::of_form(schema) }
}

fn shown<'a>(
    form: &'a Form,
    tried: &Tried,
    known: &Known,
    situation: &Situation<'_>,
    answers: &Value,
    at: DateTime,
) -> View<'a> {
    let version = &tried.version;
    let term = version.term(answers, situation);
    let parsed = term.and_then(|term| term.text.parse::<worktime::Term>().ok());
    let cutoff =
        version.cutoff.as_ref().map(|it| worktime::Cutoff { at: it.at, source: it.citation.clone() });
    let due = parsed.and_then(|term| worktime::due(&tried.calendar, at, term, cutoff.as_ref()).ok());
    let wrong = version.form.check(answers, Scope::Whole, situation, at.date());
    let label = |name: &str| version.form.field(name).map_or_else(|| name.to_owned(), |it| it.label.clone());
    let begin = version.process.begin();
    let mut way = version.process.ahead(&begin, *situation, answers);
    way.extend(begin.active());
    let spared = version.components.iter().filter(|it| !it.applies(answers, situation));
    View {
        form,
        here: trial_at(&version.code),
        cases: cases(version),
        channels: channels(version, base::Locale::Vi),
        bodies: tried.bodies.iter().map(|it| Choice::new(it.id.to_string(), it.name.as_str())).collect(),
        pages: asked::pages(&version.form, answers, situation, known),
        wrong: wrong.iter().map(|it| format!("{}: {}", label(&it.field), it.message)).collect(),
        lasts: term.map(|term| term.text.clone()).unwrap_or_default(),
        cited: term.map(|term| term.citation.clone()).unwrap_or_default(),
        due: due.as_ref().map_or_else(
            || "Không tính được: thời điểm nằm ngoài lịch làm việc đã có.".to_owned(),
            |due| words::moment(due.due),
        ),
        lines: due.map_or_else(Vec::new, |due| due.derivation.iter().map(worktime::words::cells).collect()),
        steps: steps(version, &way, situation, answers),
        fees: version.charges(answers, situation, &tried.local).iter().map(fee).collect(),
        papers: version.components(answers, situation).map(|it| paper(it, situation)).collect(),
        spared: spared
            .map(|it| (it.name.clone(), it.when.as_ref().map_or_else(String::new, |when| said(when, known))))
            .collect(),
    }
}

fn steps(
    version: &ProcedureVersion,
    way: &BTreeSet<&str>,
    situation: &Situation<'_>,
    answers: &Value,
) -> Vec<StepLine> {
    let open = |step: &Step| {
        let edges = version.process.from(&step.code);
        let edges =
            edges.filter(|edge| edge.guard.as_ref().is_none_or(|guard| guard.holds(answers, situation)));
        edges.map(|edge| edge.label.clone()).collect::<Vec<_>>().join("; ")
    };
    let line = |step: &Step| StepLine {
        name: step.name.clone(),
        who: format!("{}, {}", step.role.label(), step.unit.label()),
        time: match step.term_for(answers, situation) {
            StepTerm::Share(mille) if mille % 10 == 0 => format!("{}% thời hạn", mille / 10),
            StepTerm::Share(mille) => format!("{},{}% thời hạn", mille / 10, mille % 10),
            StepTerm::Own(text) => text.clone(),
        },
        leads: open(step),
    };
    version.process.steps.iter().filter(|step| way.contains(step.code.as_str())).map(line).collect()
}

fn fee(charge: &Charge) -> FeeLine {
    let mut how = charge.how.clone();
    how.extend(charge.note.clone());
    how.push(charge.citation.clone());
    let amount = match charge.amount {
        Some(amount) if amount.0 == 0 => "Không thu".to_owned(),
        Some(amount) => amount.to_string(),
        None => "Theo quy định".to_owned(),
    };
    FeeLine { name: charge.name.clone(), amount, how }
}

fn paper(component: &Component, situation: &Situation<'_>) -> PaperLine {
    let tags = [
        (component.is_the_form(situation.channel), "tờ khai này"),
        (component.shown_only, "chỉ xuất trình"),
        (component.may_be_held(), "không phải nộp nếu Nhà nước đã có"),
        (!component.required, "không bắt buộc"),
    ];
    let tags = tags.iter().filter(|(holds, _)| *holds).map(|(_, words)| *words);
    PaperLine { name: component.name.clone(), tags: tags.collect::<Vec<_>>().join(", ") }
}
