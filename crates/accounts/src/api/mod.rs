//! The REST operations of this context.

mod me;
mod session;

use web::{Api, Callers};

/// The tag under which the operations stand in the description.
const TAG: &str = "Tài khoản";

/// All of them.
pub(crate) fn api() -> Api {
    Api::new()
        .routes(Callers::Anyone, utoipa_axum::routes!(session::sign_in, session::sign_out))
        .routes(Callers::SignedIn, utoipa_axum::routes!(me::me))
}
