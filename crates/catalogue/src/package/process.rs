//! Reading `process.toml`.

use base::Role;

use crate::form::Form;
use crate::model::ProcedureResult;
use crate::package::PROCESS;
use crate::package::components::{Known, condition};
use crate::package::error::PackageError;
use crate::package::procedure::Draft;
use crate::package::reader::{Errors, Table, slug};
use crate::package::toml_text::parse;
use crate::process::{
    Act, Assignment, Edge, End, Outcome, Place, Process, Stage, Step, StepTerm, Target, UnitSelector,
};

pub(crate) fn read(
    text: &str,
    form: Option<&Form>,
    draft: Option<&Draft>,
    out: &mut Vec<PackageError>,
) -> Option<Process> {
    let errors = Errors::new(PROCESS, text);
    let (parsed, whole) = parse(&errors, text);
    let process = if whole { process(&Table::top(&errors, &parsed), form, draft) } else { None };
    out.extend(errors.into_list());
    process
}

fn process(top: &Table<'_, '_>, form: Option<&Form>, draft: Option<&Draft>) -> Option<Process> {
    let decision = top.text("decision", 300);
    let start = top.text("start", 60);
    let step_tables = top.tables("step", 100);
    let end_tables = top.tables("end", 20);
    let edge_tables = top.tables("edge", 400);
    let steps: Vec<Option<Step>> = step_tables.iter().map(step).collect();
    let ends: Vec<Option<End>> = end_tables.iter().map(end).collect();
    let known =
        Known { cases: draft.map_or(&[], |draft| &draft.cases), form: form.filter(|_| draft.is_some()) };
    let end_codes: Vec<&str> = ends.iter().flatten().map(|end| end.code.as_str()).collect();
    let results = draft.map(|draft| draft.results.as_slice());
    let edges: Vec<Option<Edge>> =
        edge_tables.iter().map(|table| edge(table, &end_codes, &known, results, draft.is_some())).collect();
    top.done();
    if steps.is_empty() {
        top.fail("step", "quy trình cần ít nhất một bước [[step]]");
    }
    let (steps, ends, edges): (Option<Vec<_>>, Option<Vec<_>>, Option<Vec<_>>) =
        (steps.into_iter().collect(), ends.into_iter().collect(), edges.into_iter().collect());
    let process = Process { decision, start, steps: steps?, edges: edges?, ends: ends? };
    for flaw in process.flaws() {
        let (table, key) = match flaw.place {
            Place::Top(key) => (Some(top), key),
            Place::Step(i, key) => (step_tables.get(i), key),
            Place::Edge(i, key) => (edge_tables.get(i), key),
            Place::End(i, key) => (end_tables.get(i), key),
        };
        table.unwrap_or(top).fail(key, flaw.message);
    }
    if let Some(draft) = draft {
        check_terms(top, &process, draft);
    }
    Some(process)
}

/// The steps on the longest way take no more than the term of any case and channel.
fn check_terms(top: &Table<'_, '_>, process: &Process, draft: &Draft) {
    for term in &draft.terms {
        let Ok(whole) = term.text.parse() else { continue };
        if let Some(message) = process.too_long_for(whole) {
            let cases = if term.cases.is_empty() {
                "mọi trường hợp".to_owned()
            } else {
                term.cases.join(", ")
            };
            top.fail("step", format!("{message} ({cases})"));
        }
    }
}

/// The codes of a list, for an error.
fn codes(all: impl Iterator<Item = &'static str>) -> String {
    all.collect::<Vec<_>>().join(", ")
}

fn step(table: &Table<'_, '_>) -> Option<Step> {
    let code = slug(table, "code");
    let name = table.text("name", 200);
    let citizen = table.text("citizen", 300);
    let stage = table.code("stage", &codes(Stage::ALL.iter().map(|one| one.code())), Stage::parse);
    let role = table.code("role", &codes(Role::ALL.iter().map(|one| one.code())), Role::parse);
    let unit =
        table.code("unit", &codes(UnitSelector::ALL.iter().map(|one| one.code())), UnitSelector::parse);
    let assignment =
        table.opt_code("assignment", &codes(Assignment::ALL.iter().map(|one| one.code())), Assignment::parse);
    let term = step_term(table);
    table.done();
    Some(Step {
        code,
        name,
        citizen,
        stage: stage?,
        role: role?,
        unit: unit?,
        assignment: assignment.unwrap_or(Assignment::Queue),
        term: term?,
    })
}

fn step_term(table: &Table<'_, '_>) -> Option<StepTerm> {
    match (table.has("share"), table.has("term")) {
        (true, false) => table.opt_tenths("share", 1000).map(StepTerm::Share),
        (false, true) => {
            let text = table.text("term", 60);
            if let Err(error) = text.parse::<worktime::Term>() {
                table.fail("term", format!("thời hạn không hợp lệ: {error}"));
                return None;
            }
            Some(StepTerm::Own(text))
        }
        _ => {
            table.fail(
                "share",
                "mỗi bước cần `share` (phần trăm của thời hạn) hoặc `term` (thời hạn riêng), một trong hai",
            );
            None
        }
    }
}

fn end(table: &Table<'_, '_>) -> Option<End> {
    let (code, name) = (slug(table, "code"), table.text("name", 200));
    let outcome = table.code("outcome", &codes(Outcome::ALL.iter().map(|one| one.code())), Outcome::parse);
    table.done();
    Some(End { code, name, outcome: outcome? })
}

fn edge(
    table: &Table<'_, '_>,
    ends: &[&str],
    known: &Known<'_>,
    results: Option<&[ProcedureResult]>,
    whole: bool,
) -> Option<Edge> {
    let action = slug(table, "action");
    let act = table.code("act", &codes(Act::ALL.iter().map(|one| one.code())), Act::parse);
    let (label, from) = (table.text("label", 100), table.text("from", 60));
    let mut targets = table.one_or_many("to");
    let join = table.opt_text("join", 60);
    let to = match (targets.len(), join) {
        (0, _) => None,
        (1, None) => targets
            .pop()
            .map(|code| if ends.contains(&code.as_str()) { Target::End(code) } else { Target::Step(code) }),
        (1, Some(_)) => {
            table.fail("join", "`join` chỉ dùng khi `to` là danh sách nhiều nhánh");
            None
        }
        (_, None) => {
            table.fail("to", "nhiều nhánh thì phải có `join`: bước các nhánh gặp nhau");
            None
        }
        (_, Some(join)) => Some(Target::Fork { branches: targets, join }),
    };
    let guard = if whole { condition(table, "guard", known) } else { table.condition("guard") };
    let result = table.opt_text("result", 60);
    if let (Some(code), Some(results)) = (&result, results)
        && results.iter().all(|one| one.code != *code)
    {
        table.fail("result", format!("không có kết quả “{code}” trong [[result]] của procedure.toml"));
    }
    let back = table.flag("back", false);
    table.done();
    Some(Edge { action, act: act?, label, from, to: to?, guard, back, result })
}
