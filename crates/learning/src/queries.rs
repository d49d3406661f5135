//! What the pages of learning show: the topic of a page, exercises with how far somebody got, the clock.

use base::{Ctx, Instant};
use db::Query;

use crate::error::Error;
use crate::events::learner_stream;
use crate::model::{Attempt, Exercise, Topic, exercises, topics};
use crate::rules::{Happened, progress, topic_for};
use crate::store;

/// How many events since the first attempt are looked at: more than all exercises make.
const LOOKED_AT: i64 = 20_000;

/// The topic of the page at this address.
#[must_use]
pub fn help_for(path: &str) -> Option<&'static Topic> {
    topic_for(topics(), path)
}

/// How far the clock of practice stands before the machine's, in seconds; none where this data is no practice.
///
/// # Errors
/// Those of the database.
pub fn shift(q: &mut impl Query) -> Result<Option<i64>, Error> {
    store::clock::shift(q)
}

/// An exercise and what somebody has done of it.
#[derive(Clone, Debug)]
pub(crate) struct Standing {
    /// The exercise.
    pub(crate) exercise: &'static Exercise,
    /// When each step was done, from the first; none before somebody began.
    pub(crate) done: Option<Vec<Instant>>,
}

impl Standing {
    /// Whether every step is done.
    pub(crate) fn is_complete(&self) -> bool {
        self.done.as_ref().is_some_and(|done| done.len() == self.exercise.steps.len())
    }
}

/// Every exercise with what whoever asks has done of it.
///
/// # Errors
/// Those of the database.
pub(crate) fn standings(q: &mut impl Query, ctx: &Ctx) -> Result<Vec<Standing>, Error> {
    let attempts = match learner_stream(&ctx.actor) {
        Some(learner) => store::attempt::of(q, &learner)?,
        None => Vec::new(),
    };
    let happened = happened(q, ctx, &attempts)?;
    let standing = |exercise: &'static Exercise| {
        let attempt = attempts.iter().find(|it| it.exercise == exercise.name);
        let done = attempt.map(|attempt| {
            let since = happened.partition_point(|(position, _)| *position <= attempt.position);
            progress(&exercise.steps, happened[since..].iter().map(|(_, event)| event))
        });
        Standing { exercise, done }
    };
    Ok(exercises().iter().map(standing).collect())
}

/// What whoever asks did since the first of these attempts, each with its place in the order.
fn happened(q: &mut impl Query, ctx: &Ctx, attempts: &[Attempt]) -> Result<Vec<(i64, Happened)>, Error> {
    let Some(first) = attempts.iter().map(|it| it.position).min() else { return Ok(Vec::new()) };
    let me = ledger::actor_text(&ctx.actor);
    let mut out = Vec::new();
    for event in ledger::happened_after(q, first, LOOKED_AT)? {
        let (true, Some(position)) = (event.actor == me, event.position) else { continue };
        let values = event.payload.as_deref().map(serde_json::from_str).transpose()?.unwrap_or_default();
        let stream = event.stream.as_str().to_owned();
        out.push((position, Happened { kind: event.kind, stream, at: event.occurred_at, values }));
    }
    Ok(out)
}
