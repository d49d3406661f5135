//! Finish: all of it is here. What is here is counted from what is kept, beside what the export had; mistakes and rows left out are kept.

use std::collections::btree_map::Entry;

use base::Ctx;
use db::Tx;

use super::digest;
use crate::error::Error;
use crate::events::{Finished, batch_stream};
use crate::map::Map;
use crate::model::{Batch, BatchState, By, Report};
use crate::rules::{Here, Plan, reconcile};
use crate::store;

/// Counts and closes the batch.
///
/// # Errors
/// [`Error::Denied`] for people; [`Error::State`] unless the batch is running.
pub(crate) fn finish(tx: &mut Tx, ctx: &Ctx, batch: &Batch, plan: &Plan, map: &Map) -> Result<Report, Error> {
    ctx.authorise_system()?;
    ledger::open(tx, &[batch_stream(batch.id)])?;
    let found = store::batch::find(tx, batch.id)?.ok_or(base::Denied::NotFound)?;
    if found.state != BatchState::Running {
        return Err(Error::State("Đợt này không còn đang chuyển. Xin chạy lại lệnh để biết tình trạng."));
    }
    let dossiers = dossier::queries::moved_counts(tx, &batch.key)?;
    let mut here = Here { dossiers, ..Here::default() };
    for one in &here.dossiers {
        if let Entry::Vacant(new) = here.bodies.entry(one.competent) {
            let unit = organisation::unit_at(tx, one.competent, ctx.now.date())?;
            new.insert(unit.map_or_else(String::new, |unit| unit.name.to_string()));
        }
    }
    (here.lines, here.files) = dossier::queries::moved_beside(tx, &batch.key)?;
    here.accounts = store::beside::accounts(tx, batch.id)?.0;
    let report = reconcile(plan, &here, map);
    store::beside::keep(tx, batch.id, &plan.mistakes, &plan.refused)?;
    store::batch::finish(tx, batch.id, ctx.now, &report)?;
    let (there, here, left) = report.sums(By::Status);
    let event = Finished { report: digest(&report)?, there, here, left };
    ledger::append(tx, ctx, &batch_stream(batch.id), None, ctx.now, &event)?;
    Ok(report)
}
