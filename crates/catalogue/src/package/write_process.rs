//! Writing `process.toml`.

use serde_json::{Value, json};

use crate::package::toml_write::{Toml, quoted};
use crate::package::write::condition;
use crate::process::{Assignment, Edge, OtherTerm, Process, Step, StepTerm, Target};

pub(super) fn process(it: &Process) -> String {
    let mut out = Toml::default();
    out.text("decision", &it.decision);
    out.text("start", &it.start);
    it.steps.iter().for_each(|one| step(&mut out, one));
    for end in &it.ends {
        out.table("[[end]]");
        out.text("code", &end.code);
        out.text("name", &end.name);
        out.text("outcome", end.outcome.code());
    }
    it.edges.iter().for_each(|one| edge(&mut out, one));
    out.finish()
}

fn step(out: &mut Toml, it: &Step) {
    out.table("[[step]]");
    let texts = [("code", it.code.as_str()), ("name", &it.name), ("citizen", &it.citizen)];
    texts.into_iter().for_each(|(key, text)| out.text(key, text));
    let codes = [("stage", it.stage.code()), ("role", it.role.code()), ("unit", it.unit.code())];
    codes.into_iter().for_each(|(key, code)| out.text(key, code));
    if it.assignment != Assignment::Queue {
        out.text("assignment", it.assignment.code());
    }
    let (key, value) = term(&it.term);
    out.plain(key, value);
    if !it.terms.is_empty() {
        let terms: Vec<String> = it.terms.iter().map(other).collect();
        out.plain("terms", format!("[{}]", terms.join(", ")));
    }
    if let Some(body) = &it.body {
        let duty = body.duty.as_ref().map_or(Value::Null, |duty| json!(duty));
        out.value("body", &json!({ "duty": duty, "name": body.name }));
    }
    if let Some(awaits) = it.awaits {
        out.text("awaits", awaits.code());
    }
    out.opt_text("held", it.held.as_ref());
}

/// A share in per cent, or a term.
fn term(it: &StepTerm) -> (&'static str, String) {
    match it {
        StepTerm::Share(mille) if mille % 10 == 0 => ("share", (mille / 10).to_string()),
        StepTerm::Share(mille) => ("share", format!("{}.{}", mille / 10, mille % 10)),
        StepTerm::Own(text) => ("term", quoted(text)),
    }
}

fn other(it: &OtherTerm) -> String {
    let (key, value) = term(&it.term);
    format!("{{ when = {}, {key} = {value} }}", super::toml_write::inline(&Value::from(it.when.clone())))
}

fn edge(out: &mut Toml, it: &Edge) {
    out.table("[[edge]]");
    out.text("action", &it.action);
    out.text("act", it.act.code());
    out.text("label", &it.label);
    out.text("from", &it.from);
    match &it.to {
        Target::Step(code) | Target::End(code) => out.text("to", code),
        Target::Fork { branches, join } => {
            out.texts("to", branches);
            out.text("join", join);
        }
    }
    condition(out, "guard", it.guard.as_ref());
    if let Some(drafted) = it.drafted {
        out.text("drafted", drafted.code());
    }
    out.flag("back", it.back, false);
    out.opt_text("result", it.result.as_ref());
}
