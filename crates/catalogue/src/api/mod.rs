//! The operations of this context, for programs: what is published, no more than the pages show.

mod described;
mod one;
mod search;
mod shape;

/// The operations of this context.
pub(crate) fn api() -> web::Api {
    web::Api::new()
        .routes(web::Callers::Anyone, utoipa_axum::routes!(search::search_procedures))
        .routes(web::Callers::Anyone, utoipa_axum::routes!(one::get_procedure))
}
