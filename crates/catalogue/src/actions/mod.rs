//! The acts of this context.

mod begin_edition;
mod describe;
mod discard_edition;
mod import;
mod publish_edition;
mod save_edition;
mod see_edition;
mod see_procedure;
mod see_procedures;
mod see_settings;
mod set_fees;
mod try_edition;

pub use begin_edition::{BeginEdition, begin_edition};
pub use describe::{Progress, describe};
pub use discard_edition::discard_edition;
pub use import::{Change, Import, import};
pub use publish_edition::{PublishEdition, publish_edition};
pub use save_edition::{Seen, save_edition};
pub(crate) use see_edition::{EditionSeen, see_edition};
pub(crate) use see_procedure::{ProcedureSeen, see_procedure};
pub(crate) use see_procedures::{ProcedureLine, see_procedures};
pub(crate) use see_settings::{fees_to_hand_over, versions_to_hand_over};
pub use set_fees::set_fees;

pub(crate) use crate::store::procedure::Stored;
pub(crate) use try_edition::{Tried, try_edition};
