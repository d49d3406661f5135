//! Renew a draft: another version of the procedure came into force while somebody was writing. The draft goes on under it with
//! everything that it still asks for.

use base::Ctx;
use base::id::DossierId;
use catalogue::form::Scope;
use catalogue::{ProcedureVersion, Situation};
use db::Tx;
use jiff::civil::Date;
use serde_json::Value;

use super::draft::locked;
use crate::error::Error;
use crate::model::{Channel, Draft};
use crate::{queries, rules, store};

/// Takes the draft over to the version in force: answers to questions that are gone and files of components that are gone are left
/// out; pages count as done as far as they are still right.
///
/// # Errors
/// [`Error::NotFound`] for somebody else's draft; [`Error::NoProcedure`] and [`Error::NotThisWay`] where it is not taken online any
/// more; [`Error::StaleProcedure`] where the case is gone: it must be chosen anew.
pub fn renew_draft(tx: &mut Tx, ctx: &Ctx, draft: DossierId) -> Result<(), Error> {
    let citizen = ctx.authorise_citizen()?;
    let mut draft = locked(tx, ctx, draft, citizen.account)?;
    let today = ctx.now.date();
    let version = queries::offered(tx, &draft.procedure.code, Channel::Online, today)?;
    version.case(&draft.case).ok_or(Error::StaleProcedure)?;
    let gone = draft.papers.iter().filter(|paper| rules::component(&version, &paper.component).is_none());
    for (component, hash) in gone.filter_map(|it| Some((&it.component, it.file_hash.as_ref()?))) {
        store::draft::detach(tx, draft.id, component, hash)?;
    }
    taken_over(&mut draft, &version, today);
    draft.saved_at = ctx.now;
    store::draft::save(tx, &draft)
}

/// The draft as the version asks for it.
fn taken_over(draft: &mut Draft, version: &ProcedureVersion, today: Date) {
    let situation = Situation { case: &draft.case, channel: Channel::Online };
    let mut answers = draft.answers.as_object().cloned().unwrap_or_default();
    answers.retain(|name, _| version.form.field(name).is_some());
    let answers = version.form.tidy(Value::Object(answers), &situation);
    let right = |code: &str| version.form.check(&answers, Scope::Page(code), &situation, today).is_empty();
    let of_old = |code: &String| version.form.page(code).is_none_or(|page| right(&page.code));
    draft.done.retain(of_old);
    draft.procedure = version.key();
    draft.answers = answers;
}
