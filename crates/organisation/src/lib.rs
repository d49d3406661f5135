//! Units over time with what followed them, one-stop units, staff, positions, working calendars, and [`Scope`], the
//! limit of a list.
//!
//! Words: a **unit** (đơn vị) keeps its identifier through renames and changes of code; what it is called and where it
//! stands holds in a period, and every question is asked as of a day. A **body** (cơ quan) is a unit dossiers are
//! kept under; its divisions and its **one-stop unit** (Bộ phận Một cửa; NĐ 118/2025/NĐ-CP) belong to it; a line
//! agency (ngành dọc) is a body of its own that stands under the commune it serves. At the top stands a province or a
//! ministry. A **position** (vị trí) is a role in a unit for a time; one person may hold several.
//!
//! Invariants: two periods of one unit share no day; an electronic identifier belongs to one standing unit; a unit
//! ends only when nothing stands under it; every change is told by an event on the stream of the unit or the person.

mod actions;
mod api;
mod calendar;
mod error;
mod events;
mod jobs;
mod look;
mod model;
mod pages;
mod permissions;
mod rules;
mod serial;
mod settings;
mod store;
#[cfg(test)]
mod tests;
mod tree;

/// Units and staff for demonstrations; read with [`import`].
pub const DEMO: &str = include_str!("../../../demo/organisation.toml");

pub use actions::{
    AddOperation, AnswerReorganisation, Appointment, ApproveReorganisation, CancelReorganisation,
    ChangeReorganisation, CloseCounter, DecideCalendar, EndDeputy, EndPost, ImportCount, ImportProblem,
    NameDeputy, NewCalendar, NewCounter, NewStaff, NewUnit, PlanReorganisation, ProposeCalendar,
    ProposeReorganisation, RenameCounter, TakeOutOperation, UnitChange, UnitEnd, add_counter, add_operation,
    answer_reorganisation, appoint, approve_reorganisation, cancel_reorganisation, change_reorganisation,
    change_unit, close_counter, create_staff, create_unit, decide_calendar, end_deputy, end_post, end_unit,
    import, list_staff, list_units, name_deputy, plan_reorganisation, propose_calendar,
    propose_reorganisation, rename_counter, set_calendar, take_out_operation,
};
pub use calendar::{calendar, calendar_change, calendar_with};
pub use error::Error;
pub use events::{
    Appointed, CalendarDecided, CalendarProposed, CalendarSet, CounterAdded, CounterClosed, CounterRenamed,
    DeputyEnded, DeputyNamed, IMPORTS, Imported, PostEnded, REORGANISED, ReorganisationAnswered,
    ReorganisationApproved, ReorganisationCancelled, ReorganisationHeldUp, ReorganisationPlanned,
    ReorganisationProposed, ReorganisationTookEffect, Reorganised, StaffCreated, UnitChanged, UnitCreated,
    UnitEnded, UnitPlaced, reorganisation_stream, staff_stream, unit_stream,
};
pub use look::{
    Rehomings, all_units, bodies_under, body_of_area, deputising_today, formerly, full_name_of, holders,
    name_of, naming_at_work, one_stop_of, place_of, posts_of, predecessors, reaches, receivers, rehomings,
    scope_of, scopes_of, staff, staff_by_number, standing_for, standing_in, successors, unit_at,
    unit_by_code, unit_for_duty, unit_history, unit_latest, units_of, units_under,
};
pub use model::{
    Acceptance, AreaCode, CalendarChange, CalendarChangeId, CalendarChangeState, CalendarChanged,
    CalendarContent, Counter, CounterId, CounterName, Deputising, DeputyId, Holding, Listed, NewBody,
    Operation, Period, PersonName, Place, PostId, Receiver, Rehoming, Remark, Reorganisation,
    ReorganisationId, Said, Scope, Share, StaffFrom, StaffMember, StaffNumber, Stage, Succession,
    SuccessionKind, Unit, UnitKind, UnitName, Word,
};
pub use permissions::{ACCEPT, DECIDE_CALENDAR, DEPUTISE, MANAGE};
pub use rules::mapping::operations as operations_of_table;
pub use tree::{Branch, tree};

/// What this context hands to the composition root.
#[must_use]
pub fn module() -> web::Module {
    web::Module {
        name: "organisation",
        pages: pages::pages(),
        api: api::api(),
        nav: pages::nav(),
        migrations: store::MIGRATIONS,
        statements: store::STATEMENTS,
        permissions: permissions::ALL,
        jobs: vec![jobs::REORGANISE],
        schedules: vec![jobs::REORGANISE_DAILY],
        settings: settings::settings(),
        ..web::Module::default()
    }
}
