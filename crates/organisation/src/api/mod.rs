//! The REST operations of this context, one a file. Each calls the same action as the page.

mod calendar_changes;
mod deputies;
mod staff;
mod units;

use utoipa_axum::routes;
use web::Callers::Holders;

use crate::permissions::{DECIDE_CALENDAR, DEPUTISE, MANAGE};

/// The tag under which the operations stand in the description.
const TAG: &str = "Đơn vị và cán bộ";

/// All of them.
pub(crate) fn api() -> web::Api {
    web::Api::new()
        .routes(Holders(&DEPUTISE), routes!(deputies::list, deputies::name))
        .routes(Holders(&DEPUTISE), routes!(deputies::end))
        .routes(Holders(&MANAGE), routes!(units::list, units::add))
        .routes(Holders(&MANAGE), routes!(units::change))
        .routes(Holders(&DECIDE_CALENDAR), routes!(calendar_changes::list))
        .routes(Holders(&MANAGE), routes!(calendar_changes::propose))
        .routes(Holders(&DECIDE_CALENDAR), routes!(calendar_changes::show))
        .routes(Holders(&DECIDE_CALENDAR), routes!(calendar_changes::decide))
        .routes(Holders(&MANAGE), routes!(staff::list, staff::add))
        .routes(Holders(&MANAGE), routes!(staff::give))
        .routes(Holders(&MANAGE), routes!(staff::end))
}
