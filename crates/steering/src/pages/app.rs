//! What a phone needs to keep the brief as an app on its first screen.

use axum::response::IntoResponse as _;
use http::header;
use serde_json::json;
use web::{Answer, Who};

/// The address of the brief.
pub(super) const BRIEF: &str = "/lanh-dao/ban-tin";
/// The address of its manifest.
pub(super) const MANIFEST: &str = "/lanh-dao/ban-tin/ung-dung.webmanifest";

/// The manifest (W3C Web Application Manifest).
pub(super) async fn manifest(Who(ctx): Who) -> Answer {
    ctx.authorise_staff()?;
    let icon = json!({ "src": web::icon(), "sizes": "any", "type": "image/svg+xml", "purpose": "any" });
    let manifest = json!({
        "id": BRIEF, "name": "Bản tin điều hành", "short_name": "Bản tin", "lang": "vi", "start_url": BRIEF, "scope": "/",
        "display": "standalone", "theme_color": "#9e1b22", "background_color": "#fbf9f5", "icons": [icon],
    });
    Ok(([(header::CONTENT_TYPE, "application/manifest+json")], manifest.to_string()).into_response())
}
