//! The REST operations of this context.

mod me;
mod session;

use web::Api;

/// All of them.
pub(crate) fn api() -> Api {
    Api::new()
        .routes(utoipa_axum::routes!(session::sign_in, session::sign_out))
        .routes(utoipa_axum::routes!(me::me))
}
