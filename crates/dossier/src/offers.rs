//! What the process offers one person on one dossier now, by the positions they hold in the unit that has the step.

use base::{Authority, Denied, Post};
use catalogue::process::{Act, Stage, UnitSelector};
use catalogue::{ProcedureVersion, Situation};

use crate::error::Error;
use crate::model::{Dossier, State, StepNow};
use crate::permissions::leads_in;
use crate::rules;
use crate::rules::step::{Choice, Standing};

/// The actions this person may take on the dossier now; refuses who is not in charge.
pub(crate) fn choices(
    version: &ProcedureVersion,
    dossier: &Dossier,
    authority: &Authority,
) -> Result<Vec<Choice>, Error> {
    if dossier.state == State::AwaitingSupplement {
        return Ok(Vec::new());
    }
    let others = |step: &&StepNow| step.assignee.is_some_and(|person| person != authority.staff().hands());
    let taken: Vec<_> = dossier.open_steps().iter().filter(others).map(|step| step.code.as_str()).collect();
    let mut choices = standing(version, dossier, authority)
        .map_or_else(Vec::new, |(at, posts)| rules::step::choices(&at, &posts));
    choices
        .retain(|choice| !taken.contains(&choice.offer.step.as_str()) && by_parts(version, dossier, choice));
    if choices.is_empty() && !taken.is_empty() { Err(Error::NotInCharge) } else { Ok(choices) }
}

/// Which of the open steps can be given to a person who holds these positions, by somebody who may assign: the first in whose unit the
/// one leads and the other holds its role.
///
/// # Errors
/// [`Denied::Forbidden`] where the one leads no unit with an open step; [`Error::Invalid`] where the other holds no such role.
pub(crate) fn step_to_assign(
    authority: &Authority,
    dossier: &Dossier,
    posts: &[Post],
) -> Result<usize, Error> {
    let over = leads_in(authority, dossier);
    if over.is_empty() {
        return Err(Denied::Forbidden.into());
    }
    let theirs = |step: &StepNow| {
        over.contains(&step.unit) && posts.iter().any(|p| p.unit == step.unit && p.role == step.role)
    };
    dossier.open_steps().iter().position(theirs).ok_or_else(not_theirs)
}

/// Refuses somebody who does not hold the position of a step.
pub(crate) fn not_theirs() -> Error {
    Error::field("person", "Người được chọn không giữ vị trí này tại đơn vị. Xin chọn người khác.")
}

/// Whether the parts of a linked dossier let this be taken by hand: at the step that waits for them, only handing over
/// what is there; with everything granted it goes on by itself.
fn by_parts(version: &ProcedureVersion, dossier: &Dossier, choice: &Choice) -> bool {
    let waits = version.process.step(&choice.offer.step).is_some_and(|step| step.stage == Stage::Linked);
    let partial = choice.offer.act == Act::Reject && rules::linked::may_hand_over(&dossier.beside.parts);
    !waits || partial
}

/// Positions, each as a role and what its unit is to the dossier.
pub(crate) type Posts = Vec<(base::Role, UnitSelector)>;

/// Where the dossier stands and what the person's positions are to it: those in the units that have a step.
pub(crate) fn standing<'a>(
    version: &'a ProcedureVersion,
    dossier: &'a Dossier,
    authority: &Authority,
) -> Option<(Standing<'a>, Posts)> {
    let now = dossier.step.as_ref()?;
    let mut posts = Posts::new();
    for open in &now.steps {
        let selector = version.process.step(&open.code)?.unit;
        let here = authority.posts().iter().filter(|post| post.unit == open.unit);
        posts.extend(here.map(|post| (post.role, selector)));
    }
    let situation = Situation { case: &dossier.case, channel: dossier.channel };
    Some((
        Standing {
            version,
            position: &now.position,
            situation,
            answers: &dossier.answers,
            decided: dossier.decided.as_deref(),
        },
        posts,
    ))
}
