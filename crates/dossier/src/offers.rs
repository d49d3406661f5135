//! What the process offers one person on one dossier now, by the positions they hold in the unit that has the step.

use base::Authority;
use catalogue::process::UnitSelector;
use catalogue::{ProcedureVersion, Situation};

use crate::error::Error;
use crate::model::Dossier;
use crate::rules;
use crate::rules::step::{Choice, Standing};

/// The actions this person may take on the dossier now; refuses who is not in charge.
pub(crate) fn choices(
    version: &ProcedureVersion,
    dossier: &Dossier,
    authority: &Authority,
) -> Result<Vec<Choice>, Error> {
    let assignee = dossier.step.as_ref().and_then(|step| step.assignee);
    if assignee.is_some_and(|person| person != authority.staff().staff) {
        return Err(Error::NotInCharge);
    }
    Ok(standing(version, dossier, authority)
        .map_or_else(Vec::new, |(at, posts)| rules::step::choices(&at, &posts)))
}

/// Positions, each as a role and what its unit is to the dossier.
pub(crate) type Posts = Vec<(base::Role, UnitSelector)>;

/// Where the dossier stands and what the person's positions are to it: those in the unit that has the step.
pub(crate) fn standing<'a>(
    version: &'a ProcedureVersion,
    dossier: &'a Dossier,
    authority: &Authority,
) -> Option<(Standing<'a>, Posts)> {
    let now = dossier.step.as_ref()?;
    let selector = version.process.step(&now.code)?.unit;
    let posts = authority
        .posts()
        .iter()
        .filter(|post| post.unit == now.unit)
        .map(|post| (post.role, selector))
        .collect();
    let situation = Situation { case: &dossier.case, channel: dossier.channel };
    Some((Standing { version, position: &now.position, situation, answers: &dossier.answers }, posts))
}
