//! Opening the parts that are due: each a dossier of its own, received at once, since the whole was received.

use std::sync::Arc;

use base::Ctx;
use base::id::DossierId;
use catalogue::process::{Act as StepAct, Position, Stage};
use catalogue::{Linked, PaperOrigin, ProcedureVersion, Situation};
use db::Tx;

use super::receive::take_in;
use crate::error::Error;
use crate::events::{self, stream};
use crate::model::{Beside, Dossier, Paper, Part, PartOf, PartState, State};
use crate::store::dossier::Sent;
use crate::submission::content_digest;
use crate::{rules, store};

/// Opens every part that may begin now. The whole is changed in memory; the caller saves it.
pub(super) fn open_ready(
    tx: &mut Tx,
    ctx: &Ctx,
    version: &ProcedureVersion,
    whole: &mut Dossier,
) -> Result<(), Error> {
    let mut ready = rules::linked::ready(&whole.beside.parts);
    // Numbers are counted for each body; one order of bodies for everybody.
    ready.sort_by_key(|at| whole.beside.parts.get(*at).map(|part| part.competent));
    for at in ready {
        let Some(part) = whole.beside.parts.get(at) else { continue };
        let linked = version.linked.iter().find(|it| it.code == part.code).ok_or(Error::NoProcedure)?;
        let child = open(tx, ctx, whole, linked, part)?;
        let due = child.deadline.as_ref().map(|it| base::Instant::from_local(it.current.due));
        let event = events::PartOpened {
            part: linked.code.clone(),
            dossier: child.id,
            number: child.number.clone().ok_or(Error::NoUnit)?,
            body: child.competent,
            due: due.unwrap_or(ctx.now),
        };
        ledger::append(tx, ctx, &stream(whole.id), Some(child.competent), ctx.now, &event)?;
        if let Some(part) = whole.beside.parts.get_mut(at) {
            part.state = PartState::Open;
            part.dossier = Some(child.id);
            part.number.clone_from(&child.number);
        }
    }
    Ok(())
}

fn open(tx: &mut Tx, ctx: &Ctx, whole: &Dossier, linked: &Linked, part: &Part) -> Result<Dossier, Error> {
    let version = catalogue::version(tx, &part.procedure)?.ok_or(Error::NoProcedure)?;
    let mut child = begun(ctx, whole, linked, part, &version)?;
    child.top = organisation::unit_at(tx, part.competent, ctx.now.date())?.map(|unit| unit.top);
    let sent = Sent {
        applicant: serde_json::to_string(&child.applicant)?,
        answers: serde_json::to_string(&*child.answers)?,
    };
    let papers = papers(tx, whole, linked)?;
    store::dossier::insert(tx, &child, &sent)?;
    store::paper::insert_all(tx, child.id, &papers)?;
    store::part::insert(tx, child.id, whole.id, &part.code, whole.root)?;
    let event = events::Submitted {
        procedure: child.procedure.code.to_string(),
        version: child.procedure.version,
        case: child.case.clone(),
        channel: child.channel,
        account: child.account,
        competent: child.competent,
        content: content_digest(&sent),
        papers,
        acting: child.applicant.acting,
        identified: child.applicant.identified,
        filed_by: None,
    };
    ledger::append(tx, ctx, &stream(child.id), Some(whole.root), ctx.now, &event)?;
    let event = events::BecamePart { whole: whole.id, part: part.code.clone() };
    ledger::append(tx, ctx, &stream(child.id), Some(whole.root), ctx.now, &event)?;
    let unit = organisation::one_stop_of(tx, child.root, ctx.now.date())?.map_or(child.competent, |it| it.id);
    take_in(tx, ctx, unit, &version, &mut child)?;
    pass_on(tx, ctx, &version, &mut child)?;
    Ok(child)
}

/// The dossier of a part as it begins.
fn begun(
    ctx: &Ctx,
    whole: &Dossier,
    linked: &Linked,
    part: &Part,
    version: &ProcedureVersion,
) -> Result<Dossier, Error> {
    let situation = Situation { case: &linked.case, channel: whole.channel };
    let of = PartOf {
        whole: whole.id,
        number: whole.number.clone().ok_or(Error::NoUnit)?,
        name: whole.procedure_name.clone(),
        part: part.code.clone(),
        lead: whole.competent,
        term: linked.term.as_ref().map(|term| term.text.clone()),
    };
    Ok(Dossier {
        id: DossierId::new(&ctx.rng, ctx.now),
        number: None,
        state: State::Submitted,
        revision: 1,
        procedure: part.procedure.clone(),
        procedure_name: version.short_name.clone(),
        case: linked.case.clone(),
        answers: Arc::new(version.form.tidy(linked.fill(&whole.answers), &situation)),
        received_at_unit: None,
        competent: part.competent,
        root: part.root,
        submitted_at: ctx.now,
        answer_due: ctx.now,
        received_at: None,
        deadline: None,
        step: None,
        lookup: None,
        decided: None,
        closed_at: None,
        returned_at: None,
        result: None,
        refusal: None,
        beside: Beside { part_of: Some(of), ..Beside::default() },
        ..whole.clone()
    })
}

/// What the part takes over: results of parts before it, papers handed in with the whole.
fn papers(tx: &mut Tx, whole: &Dossier, linked: &Linked) -> Result<Vec<Paper>, Error> {
    let handed_in = store::paper::of_dossier(tx, whole.id)?;
    let mut out = Vec::new();
    for carried in &linked.papers {
        match &carried.from {
            PaperOrigin::Component(code) => {
                let same = handed_in.iter().filter(|paper| paper.component == *code);
                out.extend(same.map(|paper| Paper { component: carried.component.clone(), ..paper.clone() }));
            }
            PaperOrigin::Result(code) => {
                let part = whole.beside.parts.iter().find(|part| part.code == *code);
                let result = part.and_then(|part| part.result.as_deref());
                out.extend(result.map(|result| Paper::of_result(&carried.component, result)));
            }
        }
    }
    Ok(out)
}

/// What came by network needs nobody at a counter to carry it on: the first step of reception passes it to whoever
/// handles it, where the process has one way for that.
fn pass_on(tx: &mut Tx, ctx: &Ctx, version: &ProcedureVersion, child: &mut Dossier) -> Result<(), Error> {
    let process = &version.process;
    let start = process.step(&process.start).filter(|step| step.stage == Stage::Reception);
    let Some(start) = start else { return Ok(()) };
    let on: Vec<_> = process.from(&start.code).filter(|edge| edge.act == StepAct::Forward).collect();
    let [edge] = on.as_slice() else { return Ok(()) };
    let transition = process.apply(&Position::At { step: start.code.clone() }, &start.code, &edge.action)?;
    super::take_step::pass(tx, ctx, version, child, &transition)
}
