//! What a machine took down becomes a complete submission of the moment it was received, and goes to the act.

use base::code::{DossierNumber, ProcedureCode};
use base::id::UnitId;
use base::{Ctx, FieldError, Instant};
use catalogue::{ProcedureVersion, Situation};
use db::{Db, Query, Read};
use serde::Serialize;
use serde_json::Value;
use web::Form;

use crate::actions::{self, ReceiveOffline, ReceivedOffline, brought_in};
use crate::error::Error;
use crate::model::{Channel, OfflineCounter, OfflineCounterId, Paper};
use crate::rules::offline::{self, Claim};
use crate::submission::{self, Input};
use crate::{lookup_code, pages, queries, store};

/// One intake, as the machine kept it. Its identifier is the request of the context.
#[derive(Clone, Debug)]
pub struct Typed {
    /// The machine.
    pub counter: OfflineCounterId,
    /// What was printed and typed: what makes a repeat the same.
    pub kept: Kept,
    /// When it is sent, by the machine's clock.
    pub sent: Instant,
    /// Whether it is given another number, as the printed one cannot be had.
    pub anew: bool,
}

/// What stays the same however often it is sent.
#[derive(Clone, Debug, Serialize)]
pub struct Kept {
    /// The procedure.
    pub procedure: ProcedureCode,
    /// The body that was chosen.
    pub competent: UnitId,
    /// The number on the paper.
    pub number: DossierNumber,
    /// When it was received, by the machine's clock.
    pub received: Instant,
    /// The appointment on the paper.
    pub promised: Option<Instant>,
    /// The code on the paper to look it up with.
    pub lookup: String,
    /// The fields of the form, in order.
    pub pairs: Vec<(String, String)>,
}

/// Brings an intake in.
///
/// # Errors
/// [`Error::Invalid`] with the fields of the form; those of [`actions::receive_offline`].
pub async fn receive(db: &Db, ctx: &Ctx, typed: Typed) -> Result<ReceivedOffline, Error> {
    let (asker, ctx) = (ctx.clone(), ctx.clone());
    let look = move |rx: &mut Read| look(rx, &asker, typed);
    db.look_then_write(look, move |tx, ready| match ready {
        Ready::Complete(input) => actions::receive_offline(tx, &ctx, input),
        Ready::Answered(first) => Ok(first.clone()),
    })
    .await
}

/// What was found ready in the snapshot.
enum Ready {
    Complete(Box<ReceiveOffline>),
    /// It came in before; what it rests on may have moved since.
    Answered(ReceivedOffline),
}

fn look(rx: &mut Read, ctx: &Ctx, typed: Typed) -> Result<Ready, Error> {
    let counter = queries::offline_counter(rx, ctx, typed.counter)?;
    let digest = ledger::digest(&typed.kept)?;
    if let Some(first) = brought_in(rx, ctx, counter.id, &digest)? {
        return Ok(Ready::Answered(first));
    }
    let Kept { number, promised, lookup, .. } = &typed.kept;
    let ranges = store::offline::ranges(rx, counter.id, counter.registered_at.date())?;
    let reserved = ranges.iter().find(|range| range.holds(number)).map(|range| range.reserved_at);
    let (received, clock_behind) = offline::received_at(&Claim {
        received: typed.kept.received,
        sent: typed.sent,
        now: ctx.now,
        reserved_at: reserved.unwrap_or(counter.registered_at),
    });
    if !typed.anew {
        offline::range_of(&ranges, number, received)?;
    }
    let submission = prepare(rx, ctx, &ctx.as_of(received), &counter, &typed.kept, digest.clone())?;
    Ok(Ready::Complete(Box::new(ReceiveOffline {
        counter: counter.id,
        submission,
        printed: number.clone(),
        anew: typed.anew,
        lookup: Some(lookup.clone()).filter(|it| lookup_code::is_one(it)),
        promised: *promised,
        received,
        clock_behind,
        digest,
    })))
}

fn prepare(
    rx: &mut Read,
    ctx: &Ctx,
    then: &Ctx,
    counter: &OfflineCounter,
    kept: &Kept,
    digest: String,
) -> Result<submission::Submission, Error> {
    let version = queries::offered(rx, &kept.procedure, Channel::Counter, then.now.date())?;
    let form = kept.pairs.iter().fold(Form::empty(then), |form, (name, value)| form.with(name, value));
    let case = pages::chosen_case(&version, &form).to_owned();
    let situation = Situation { case: &case, channel: Channel::Counter };
    let (answers, errors) = version.form.answers(&kept.pairs, &situation);
    if !errors.is_empty() {
        return Err(Error::Invalid(errors));
    }
    let input = Input {
        draft: None,
        filed_by: None,
        procedure: version.code.clone(),
        version: None,
        applicant: pages::applicant(&form),
        competent: competent(rx, &version, &answers, kept.competent, then)?,
        answers,
        papers: form.all("paper").map(Paper::on_paper).collect(),
        case,
    };
    let submission = submission::prepare(rx, then, Channel::Counter, input, digest)?;
    if submission.root == counter.root || queries::is_heir(rx, ctx, counter.root, submission.root)? {
        return Ok(submission);
    }
    let message =
        "Hồ sơ này không thuộc cơ quan nơi máy được đăng ký. Mời xem lại nơi giải quyết trong tờ khai.";
    Err(Error::Invalid(vec![FieldError::new("competent", message)]))
}

/// The body that decides: the one the place in the answers leads to, else the one that was chosen.
fn competent(
    q: &mut impl Query,
    version: &ProcedureVersion,
    answers: &Value,
    chosen: UnitId,
    then: &Ctx,
) -> Result<UnitId, Error> {
    let by_place = queries::body_by_place(q, version, answers, then.now.date())?;
    Ok(by_place.map_or(chosen, |unit| unit.id))
}
