//! The REST operations of this context.

mod confirmation;
mod me;
mod pin;
mod session;
mod switch;

use web::{Api, Callers};

use crate::permissions::SWITCH;

/// The tag under which the operations stand in the description.
const TAG: &str = "Tài khoản";

/// All of them.
pub(crate) fn api() -> Api {
    Api::new()
        .routes(Callers::Anyone, utoipa_axum::routes!(session::sign_in, session::sign_out))
        .routes(Callers::SignedIn, utoipa_axum::routes!(me::me))
        .routes(Callers::InPerson(&SWITCH), utoipa_axum::routes!(confirmation::confirm_session))
        .routes(Callers::InPerson(&SWITCH), utoipa_axum::routes!(pin::set_pin))
        .routes(Callers::InPerson(&SWITCH), utoipa_axum::routes!(switch::park))
        .routes(Callers::Anyone, utoipa_axum::routes!(switch::parked))
        .routes(Callers::Anyone, utoipa_axum::routes!(switch::come_back))
        .routes(Callers::InPerson(&SWITCH), utoipa_axum::routes!(switch::act_as))
}
