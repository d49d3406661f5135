//! The types of this context: no SQL, no HTTP.

mod calendar_change;
mod counter;
mod deputy;
mod period;
mod reorganisation;
mod scope;
mod staff;
mod text;
mod unit;

pub(crate) use calendar_change::Layer;
pub use calendar_change::{
    CalendarChange, CalendarChangeId, CalendarChangeState, CalendarChanged, CalendarContent,
};
pub use counter::{Counter, CounterId};
pub use deputy::{Deputising, DeputyId};
pub use period::Period;
pub use reorganisation::{
    Acceptance, NewBody, Operation, Receiver, Rehoming, Remark, Reorganisation, ReorganisationId, Said,
    Share, Stage,
};
pub use scope::Scope;
pub(crate) use staff::Again;
pub use staff::{Holding, PostId, StaffMember};
pub use staff::{Listed, StaffFrom};
pub use text::{AreaCode, CounterName, PersonName, StaffNumber, UnitName, Word};
pub use unit::{Place, Succession, SuccessionKind, Unit, UnitKind};
