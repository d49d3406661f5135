//! Whether opening a dossier is a disclosure to be noted: it is, to staff who do not handle it, once a day.

use base::{Post, Role, Staff};

use crate::model::{Dossier, State};

/// Whether it must be noted that this person opens the dossier. Not when it is theirs to handle now, and not when the
/// ledger shows them at it earlier the same day: what they saw then is noted.
#[must_use]
pub fn is_disclosure(dossier: &Dossier, staff: &Staff, there_today: bool) -> bool {
    !there_today && !handles(dossier, staff)
}

/// Whether the dossier is in this person's hands: in their charge, or with nobody in charge at a step of a position
/// they hold; before reception, of whoever receives for the body that keeps it.
fn handles(dossier: &Dossier, staff: &Staff) -> bool {
    if dossier.state == State::Submitted {
        let receives = |post: &Post| post.role == Role::Reception && post.root == dossier.root;
        return staff.posts.iter().any(receives);
    }
    dossier.open_steps().iter().any(|step| match step.assignee {
        Some(person) => person == staff.staff,
        None => staff.posts.iter().any(|post| post.unit == step.unit && post.role == step.role),
    })
}
