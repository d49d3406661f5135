//! Machines that receive without a network follow their body: they get no numbers any more, and what they still hold comes in at
//! the heir.

use base::Ctx;
use db::Tx;

use crate::error::Error;
use crate::events::{self, counter_stream};
use crate::store;

/// Passes the machines of bodies that ended; how many.
///
/// # Errors
/// [`Error::Denied`] for people: the effect of a reorganisation does this.
pub(crate) fn rehome_counters(tx: &mut Tx, ctx: &Ctx, homes: &organisation::Rehomings) -> Result<i64, Error> {
    ctx.authorise_system()?;
    let mut moved = 0;
    for (id, root, name) in store::follow::counters(tx)? {
        let Some(home) = homes.get(&root).filter(|it| it.heir_root != root) else { continue };
        let body = organisation::name_of(tx, root)?;
        ledger::open(tx, &[counter_stream(id)])?;
        let name = format!("{name} ({body})");
        store::follow::move_counter(tx, id, home.heir_root, &name, ctx.now)?;
        let reason = format!("Sắp xếp đơn vị: {body} đã kết thúc");
        let event = events::CounterRetired { reason };
        ledger::append(tx, ctx, &counter_stream(id), Some(home.heir_root), ctx.now, &event)?;
        moved += 1;
    }
    Ok(moved)
}
