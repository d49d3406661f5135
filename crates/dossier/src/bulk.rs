//! One dossier looked at for an act that was ordered for many: whether it may be done, and if not, why. The preview of an order and the
//! act itself ask the same.

use base::{Authority, Ctx, Denied, Fault as _, Permission, Post};
use db::Query;

use crate::error::Error;
use crate::model::{BulkAct, Dossier};
use crate::offers::{choices, not_theirs, step_to_assign};
use crate::permissions::{self, post_at, post_for};
use crate::queries::{Way, way_of};
use crate::rules;

/// What somebody needs to order this.
pub(crate) const fn permission(act: &BulkAct) -> &'static Permission {
    match act {
        BulkAct::Assign { .. } => &permissions::ASSIGN,
        BulkAct::Step { .. } => &permissions::HANDLE,
        BulkAct::Remind { .. } => &permissions::KEEP_RESULT,
    }
}

/// Who looks, for what.
#[derive(Debug)]
pub(crate) struct Looking<'a> {
    pub(crate) authority: Authority,
    act: &'a BulkAct,
    /// The positions today of whoever is named.
    posts: Vec<Post>,
}

impl<'a> Looking<'a> {
    /// Begins to look.
    ///
    /// # Errors
    /// [`Error::Denied`] for whoever may not order this.
    pub(crate) fn new(q: &mut impl Query, ctx: &Ctx, act: &'a BulkAct) -> Result<Self, Error> {
        let authority = ctx.authorise(permission(act))?;
        let named = match act {
            BulkAct::Assign { to } => Some(*to),
            BulkAct::Step { person, .. } => *person,
            BulkAct::Remind { .. } => None,
        };
        let posts = match named {
            Some(person) => organisation::posts_of(q, person, ctx.now.date())?,
            None => Vec::new(),
        };
        Ok(Self { authority, act, posts })
    }

    /// Whether it may be done with this dossier now.
    ///
    /// # Errors
    /// Why not.
    pub(crate) fn look(&self, q: &mut impl Query, dossier: &Dossier) -> Result<(), Error> {
        match self.act {
            BulkAct::Assign { .. } => self.step(dossier).map(drop),
            BulkAct::Step { way, person, .. } => {
                post_at(&self.authority, dossier)?;
                let version = catalogue::version(q, &dossier.procedure)?.ok_or(Error::NoProcedure)?;
                let offered = choices(&version, dossier, &self.authority)?;
                let mut ways = offered.iter().filter_map(|it| way_of(&version, dossier, it));
                let way = ways.find(|it| it.key == *way).ok_or(Error::NotOffered)?;
                let holds =
                    |(unit, role)| self.posts.iter().any(|post| post.unit == unit && post.role == role);
                match way.person_in {
                    Some(position) if person.is_some() && !holds(position) => Err(not_theirs()),
                    _ => Ok(()),
                }
            }
            BulkAct::Remind { .. } => {
                post_for(&self.authority, dossier)?;
                rules::next(dossier.state, rules::Act::KeepResult)?;
                Ok(rules::not_recalled(dossier)?)
            }
        }
    }

    /// Which open step is given to whom.
    ///
    /// # Errors
    /// Why none can be.
    pub(crate) fn step(&self, dossier: &Dossier) -> Result<usize, Error> {
        post_at(&self.authority, dossier)?;
        rules::next(dossier.state, rules::Act::Assign)?;
        let step = step_to_assign(&self.authority, dossier, &self.posts)?;
        let held = dossier.open_steps().get(step).and_then(|step| step.assignee);
        match self.act {
            BulkAct::Assign { to } if held == Some(*to) => Err(Error::InChargeBefore),
            _ => Ok(step),
        }
    }
}

/// The action of a way.
pub(crate) fn action(way: &str) -> String {
    Way::read(way).map_or_else(String::new, |(action, _)| action)
}

/// Whether it was refused because this person does not see the dossier: then nothing of it is said.
pub(crate) const fn is_unseen(error: &Error) -> bool {
    matches!(error, Error::Denied(Denied::NotFound) | Error::NotFound)
}

/// Why, in a sentence; none for what is no refusal but a fault of ours.
pub(crate) fn reason(error: &Error) -> Option<String> {
    use base::Kind;
    if matches!(error, Error::Db(_) | Error::Ledger(_))
        || !matches!(
            error.kind(),
            Kind::Conflict
                | Kind::Stale
                | Kind::Invalid
                | Kind::NotFound
                | Kind::Forbidden
                | Kind::Unauthenticated
        )
    {
        return None;
    }
    let wrong: Vec<_> = error.fields().into_iter().map(|field| field.message).collect();
    Some(if wrong.is_empty() { error.sentence() } else { wrong.join(" ") })
}
