//! The REST operations of this context, one a file: the same figures as the pages.

mod settlement;
mod watched;

use utoipa_axum::routes;
use web::Callers::Holders;

/// The tag under which the operations stand in the description.
const TAG: &str = "Số liệu";

/// All of them.
pub(crate) fn api() -> web::Api {
    web::Api::new()
        .routes(Holders(&dossier::permissions::OVERSEE), routes!(settlement::settlement))
        .routes(Holders(&dossier::permissions::OVERSEE), routes!(watched::watched))
}
