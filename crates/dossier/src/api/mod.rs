//! The REST operations of dossiers, one a file. Each calls the same action as the page.

mod assign;
mod desk;
mod file_at_counter;
mod papers;
mod receive;
mod refuse;
mod show;
mod submit;
mod take_step;
mod upload;

use utoipa_axum::routes;

/// The tag under which the operations stand in the description.
pub(crate) const TAG: &str = "Hồ sơ";

/// All of them.
pub(crate) fn api() -> web::Api {
    web::Api::new()
        .upload(routes!(upload::upload))
        .routes(routes!(submit::submit))
        .routes(routes!(show::show))
        .routes(routes!(receive::receive))
        .routes(routes!(refuse::refuse))
        .routes(routes!(assign::assign))
        .routes(routes!(take_step::take_step))
        .routes(routes!(file_at_counter::file_at_counter))
        .routes(routes!(desk::desk))
}
