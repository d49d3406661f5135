//! `/mau`: every component in every state, on a site with demo data. What the photographs and the checks of
//! accessibility look at first.

use axum::Router;
use axum::routing::get;

use crate::app::App;
use crate::failure::Failure;

/// Serves the gallery.
pub(crate) fn router() -> Router<App> {
    Router::new().route("/mau", get(async || Failure::not_found()))
}
