//! What can be done to units and staff, one file each: authorise, open streams, load, rule, store, append.

mod add_counter;
mod appoint;
mod change_unit;
mod close_counter;
mod create_staff;
mod create_unit;
mod decide_calendar;
mod end_deputy;
mod end_post;
mod end_unit;
mod enrol;
mod import;
mod import_file;
mod list_staff;
mod list_units;
mod name_deputy;
mod propose_calendar;
mod rename_counter;
mod reorganise;
mod see_calendar;
mod see_counters;
mod see_deputies;
mod see_person;
mod see_settings;
mod see_unit;
mod set_calendar;

use base::{Authority, Denied};

pub use add_counter::{NewCounter, add_counter};
pub use appoint::{Appointment, appoint};
pub use change_unit::{UnitChange, change_unit};
pub use close_counter::{CloseCounter, close_counter};
pub use create_staff::{NewStaff, create_staff};
pub use create_unit::{NewUnit, create_unit};
pub use decide_calendar::{DecideCalendar, decide_calendar};
pub use end_deputy::{EndDeputy, end_deputy};
pub use end_post::{EndPost, end_post};
pub use end_unit::{UnitEnd, end_unit};
pub(crate) use enrol::{Enrol, ROWS, enrol};
pub use import::{ImportCount, import};
pub(crate) use import::{ImportedOne, import_each};
pub use import_file::ImportProblem;
pub use list_staff::list_staff;
pub use list_units::list_units;
pub(crate) use name_deputy::REASON_LIMIT;
pub use name_deputy::{NameDeputy, name_deputy};
pub(crate) use propose_calendar::{NAME_LIMIT, SOURCE_LIMIT};
pub use propose_calendar::{ProposeCalendar, propose_calendar};
pub use rename_counter::{RenameCounter, rename_counter};
pub use reorganise::{
    AddOperation, AnswerReorganisation, ApproveReorganisation, CancelReorganisation, ChangeReorganisation,
    PlanReorganisation, ProposeReorganisation, TakeOutOperation, add_operation, answer_reorganisation,
    approve_reorganisation, cancel_reorganisation, change_reorganisation, plan_reorganisation,
    propose_reorganisation, take_out_operation,
};
pub(crate) use reorganise::{
    Seen, due_reorganisations, list_reorganisations, see_reorganisation, take_effect, units_to_choose,
};
pub(crate) use see_calendar::{CalendarChangeSeen, CalendarSeen, see_calendar, see_calendar_change};
pub(crate) use see_counters::{CountersSeen, see_counters};
pub(crate) use see_deputies::{Deputies, see_deputies};
pub(crate) use see_person::{PersonSeen, see_person};
pub(crate) use see_settings::{open_counters, own_calendars};
pub(crate) use see_unit::{UnitSeen, see_unit};
pub use set_calendar::{NewCalendar, set_calendar};

use crate::model::Place;

/// Whether an administrator reaches what stands at `place`: the administrator of a province everything in it, that of
/// a body everything of the body. `None` is a job or import of the system, which reaches everything.
fn reach(admin: Option<&Authority>, place: Place) -> Result<(), Denied> {
    let Some(admin) = admin else {
        return Ok(());
    };
    let reached = admin.posts().iter().any(|post| post.root == place.root || post.root == place.top);
    if reached { Ok(()) } else { Err(Denied::NotFound) }
}
