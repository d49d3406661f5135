//! An edition tried on a dossier: received in a case, on a channel, at a moment, when is it due, who does what, what is owed.

use askama::Template;
use axum::extract::State;
use base::code::ProcedureCode;
use jiff::civil::DateTime;
use serde::Deserialize;
use web::{Answer, App, Choice, Form, Path, Query, Who, page};

use super::{edition_at, sound};
use crate::error::Error;
use crate::model::{ProcedureVersion, Situation};
use crate::pages::view::{Chosen, FeeLine, Papers, cases, channels};
use crate::process::{Step, StepTerm};

/// When it is received.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    luc: String,
}

#[derive(Template)]
#[template(path = "edit/trial.html")]
struct View<'a> {
    form: &'a Form,
    cases: Vec<Choice>,
    channels: Vec<Choice>,
    lasts: String,
    cited: String,
    due: String,
    lines: Vec<(String, String)>,
    steps: Vec<StepLine>,
    fees: Vec<FeeLine>,
    papers: Vec<String>,
}

/// A step in words.
struct StepLine {
    name: String,
    who: String,
    time: String,
    leads: String,
}

/// Shows it.
pub(super) async fn show(
    State(app): State<App>,
    Who(ctx): Who,
    Path(code): Path<ProcedureCode>,
    Query(chosen): Query<Chosen>,
    Query(asked): Query<Asked>,
) -> Answer {
    let version = sound(&app, &ctx, code).await?;
    let situation = chosen.situation(&version).ok_or(Error::NoProcedure)?;
    let now = ctx.now.local();
    let at = asked.luc.parse::<DateTime>().unwrap_or(now);
    let form = Form::empty(&ctx)
        .with("truong-hop", situation.case)
        .with("kenh", situation.channel)
        .with("luc", at.strftime("%Y-%m-%dT%H:%M"));
    let view = view(&form, &version, &situation, at);
    page(format!("Thử: {}", version.short_name), &view)
        .form(&form)
        .back(edition_at(&version.code), "Bản soạn")
        .answer()
}

fn view<'a>(form: &'a Form, version: &ProcedureVersion, situation: &Situation<'_>, at: DateTime) -> View<'a> {
    let term = version.ordinary_term(situation);
    let parsed = term.and_then(|term| term.text.parse::<worktime::Term>().ok());
    let cutoff =
        version.cutoff.as_ref().map(|it| worktime::Cutoff { at: it.at, source: it.citation.clone() });
    let due = parsed.and_then(|term| worktime::due(worktime::hanh_chinh(), at, term, cutoff.as_ref()).ok());
    let papers = Papers::of(version, situation);
    let paper = |tag: &'static str| move |it: crate::pages::view::Paper| format!("{}{tag}", it.name);
    let papers =
        papers.owed.into_iter().map(paper("")).chain(papers.maybe.into_iter().map(paper(" (nếu có)")));
    View {
        form,
        cases: cases(version),
        channels: channels(version),
        lasts: term.map(|term| term.text.clone()).unwrap_or_default(),
        cited: term.map(|term| term.citation.clone()).unwrap_or_default(),
        due: due.as_ref().map_or_else(
            || "Không tính được: thời điểm nằm ngoài lịch làm việc đã có.".to_owned(),
            |due| base::words::moment(due.due),
        ),
        lines: due.map_or_else(Vec::new, |due| due.derivation.iter().map(worktime::words::cells).collect()),
        steps: version.process.steps.iter().map(|step| line(version, step)).collect(),
        fees: version.fees(situation).map(|fee| FeeLine::of(fee, situation, &[])).collect(),
        papers: papers.collect(),
    }
}

fn line(version: &ProcedureVersion, step: &Step) -> StepLine {
    let labels: Vec<&str> = version.process.from(&step.code).map(|edge| edge.label.as_str()).collect();
    StepLine {
        name: step.name.clone(),
        who: format!("{}, {}", step.role.label(), step.unit.label()),
        time: match &step.term {
            StepTerm::Share(mille) if mille % 10 == 0 => format!("{}% thời hạn", mille / 10),
            StepTerm::Share(mille) => format!("{},{}% thời hạn", mille / 10, mille % 10),
            StepTerm::Own(text) => text.clone(),
        },
        leads: labels.join("; "),
    }
}
