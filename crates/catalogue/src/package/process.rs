//! Reading `process.toml`.

use base::Role;

use crate::form::Form;
use crate::model::{ProcedureResult, Situation, Term};
use crate::package::PROCESS;
use crate::package::components::{Known, condition};
use crate::package::error::PackageError;
use crate::package::procedure::Draft;
use crate::package::reader::{Errors, Table, slug};
use crate::package::toml_text::parse;
use crate::process::{
    Act, Assignment, Assumed, Awaits, Drafted, Edge, End, OtherBody, OtherTerm, Outcome, Place, Process,
    Stage, Step, StepTerm, Target, UnitSelector,
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
    let ends: Vec<Option<End>> = end_tables.iter().map(end).collect();
    let known =
        Known { cases: draft.map_or(&[], |draft| &draft.cases), form: form.filter(|_| draft.is_some()) };
    let conditions = draft.is_some().then_some(&known);
    let steps: Vec<Option<Step>> = step_tables.iter().map(|table| step(table, conditions)).collect();
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
    let flaws = process.flaws();
    let sound = flaws.is_empty();
    for flaw in flaws {
        let (table, key) = match flaw.place {
            Place::Top(key) => (Some(top), key),
            Place::Step(i, key) => (step_tables.get(i), key),
            Place::Edge(i, key) => (edge_tables.get(i), key),
            Place::End(i, key) => (end_tables.get(i), key),
        };
        table.unwrap_or(top).fail(key, flaw.message);
    }
    if let Some(draft) = draft.filter(|_| sound) {
        check_terms(top, &step_tables, &process, draft);
        check_linked(top, &process, draft);
    }
    Some(process)
}

/// The steps on the longest way take no more than the term, in every case and channel, with every term that may apply.
fn check_terms(top: &Table<'_, '_>, steps: &[Table<'_, '_>], process: &Process, draft: &Draft) {
    let mut said: Vec<(usize, Vec<String>)> = Vec::new();
    for (case, channel) in
        draft.cases.iter().flat_map(|case| draft.channels.iter().map(move |it| (case, *it)))
    {
        let situation = Situation { case: &case.code, channel };
        for (i, term) in draft.terms.iter().enumerate() {
            let Ok(whole) = term.text.parse() else { continue };
            let Some(assumed) = assumed(&draft.terms, term, situation) else { continue };
            let Some(found) = process.too_long_for(whole, &assumed) else { continue };
            let new = (i, found.way.clone());
            if said.contains(&new) {
                continue;
            }
            said.push(new);
            let message = format!(
                "tổng thời gian các bước trên đường dài nhất ({}) là {}, vượt thời hạn giải quyết {whole} của trường hợp “{}”, kênh {channel}{}; xin rút ngắn một bước hoặc sửa [[term]] trong procedure.toml",
                found.way.join(" → "),
                found.sum,
                case.code,
                if term.when.is_some() { " (thời hạn có điều kiện `when`)" } else { "" },
            );
            let table = steps.get(found.longest).unwrap_or(top);
            let key = ["term", "share"].into_iter().find(|key| table.has(key)).unwrap_or("code");
            table.fail(key, message);
        }
    }
}

/// What is known of a dossier that has this term; none if no dossier of the situation has it.
fn assumed<'a>(terms: &'a [Term], term: &'a Term, situation: Situation<'a>) -> Option<Assumed<'a>> {
    let fits = |one: &Term| {
        (one.cases.is_empty() || one.cases.iter().any(|case| case == situation.case))
            && (one.channels.is_empty() || one.channels.contains(&situation.channel))
    };
    let rank = |one: &Term| (one.cases.is_empty(), one.channels.is_empty());
    if !fits(term) {
        return None;
    }
    let others = terms.iter().filter(|one| fits(one) && *one != term);
    let holds = match &term.when {
        Some(when) => vec![(when, true)],
        // The ordinary term is that which names most, and then no other condition holds.
        None if others.clone().any(|one| one.when.is_none() && rank(one) < rank(term)) => return None,
        None => others.filter_map(|one| one.when.as_ref()).map(|when| (when, false)).collect(),
    };
    Some(Assumed { situation, holds })
}

/// A linked procedure begins with the step that waits for its parts; one edge leads on when all were granted, one hands
/// over what is there, and both come to the return of the result. No other procedure has such a step.
fn check_linked(top: &Table<'_, '_>, process: &Process, draft: &Draft) {
    let waits: Vec<_> = process.steps.iter().filter(|step| step.stage == Stage::Linked).collect();
    if draft.linked.is_empty() {
        if !waits.is_empty() {
            top.fail("step", "bước loại linked chỉ dùng cho thủ tục có [[linked]] trong procedure.toml");
        }
        return;
    }
    let [step] = waits.as_slice() else {
        top.fail("step", "thủ tục liên thông cần đúng một bước có stage = \"linked\" chờ các phần");
        return;
    };
    if process.start != step.code {
        top.fail("start", format!("thủ tục liên thông bắt đầu ở bước chờ các phần “{}”", step.code));
    }
    let returns = |edge: &&Edge| {
        let to = |code: &str| process.step(code).is_some_and(|step| step.stage == Stage::Return);
        edge.result.is_some() && edge.enters().into_iter().all(to)
    };
    for (act, when) in
        [(Act::Issue, "mọi phần đã có kết quả"), (Act::Reject, "chỉ trả được những phần đã có")]
    {
        let edges = process.from(&step.code).filter(|edge| edge.act == act).filter(returns).count();
        if edges != 1 {
            let message = format!(
                "từ bước “{}” cần đúng một thao tác act = \"{}\" có `result`, dẫn đến bước trả kết quả, dùng khi {when}",
                step.code,
                act.code()
            );
            top.fail("edge", message);
        }
    }
}

/// The codes of a list, for an error.
fn codes(all: impl Iterator<Item = &'static str>) -> String {
    all.collect::<Vec<_>>().join(", ")
}

fn step(table: &Table<'_, '_>, known: Option<&Known<'_>>) -> Option<Step> {
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
    let terms: Vec<Option<OtherTerm>> =
        table.tables("terms", 20).iter().map(|other| other_term(other, known)).collect();
    let body = table.opt_table("body").map(|body| {
        let out =
            OtherBody { duty: body.has("duty").then(|| slug(&body, "duty")), name: body.text("name", 200) };
        body.done();
        out
    });
    let awaits = table.opt_code("awaits", &codes(Awaits::ALL.iter().map(|one| one.code())), Awaits::parse);
    let held = table.opt_text("held", 300);
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
        terms: terms.into_iter().collect::<Option<_>>()?,
        body,
        awaits,
        held,
    })
}

/// A term that stands instead of the ordinary one, under a condition.
fn other_term(table: &Table<'_, '_>, known: Option<&Known<'_>>) -> Option<OtherTerm> {
    if !table.has("when") {
        table.fail("when", "thời hạn thay thế phải nói khi nào: thiếu `when`");
    }
    let when = known.map_or_else(|| table.condition("when"), |known| condition(table, "when", known));
    let term = step_term(table);
    table.done();
    Some(OtherTerm { when: when?, term: term? })
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
    let drafted =
        table.opt_code("drafted", &codes(Drafted::ALL.iter().map(|one| one.code())), Drafted::parse);
    table.done();
    Some(Edge { action, act: act?, label, from, to: to?, guard, drafted, back, result })
}
