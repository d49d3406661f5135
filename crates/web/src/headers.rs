//! The headers every response has, whatever a handler or a library set: what the browser may load, keep and tell.

use axum::response::Response;
use http::{HeaderName, HeaderValue, header};

use crate::app::Site;

/// Nothing but our own files, no inline script or style, no frames, forms only to us.
const POLICY: &str = "default-src 'none'; style-src 'self'; font-src 'self'; img-src 'self' data:; script-src 'self'; \
    connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

const ALWAYS: [(HeaderName, &str); 6] = [
    (header::CONTENT_SECURITY_POLICY, POLICY),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::REFERRER_POLICY, "same-origin"),
    (
        HeaderName::from_static("permissions-policy"),
        "camera=(), microphone=(), geolocation=(), payment=(), usb=()",
    ),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
];

/// Files whose address holds the hash of their content.
pub(crate) const IMMUTABLE: &str = "public, max-age=31536000, immutable";

/// Marks a response that may be kept; everything else is not.
#[derive(Clone, Copy)]
pub(crate) struct Keep;

/// Sets the headers on a response.
pub(crate) fn set(site: &Site, response: &mut Response) {
    let keep = response.extensions().get::<Keep>().is_some();
    let headers = response.headers_mut();
    for (name, value) in ALWAYS {
        headers.insert(name, HeaderValue::from_static(value));
    }
    let cache = if keep { IMMUTABLE } else { "no-store" };
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(cache));
    if site.secure() {
        headers.insert(header::STRICT_TRANSPORT_SECURITY, HeaderValue::from_static("max-age=31536000"));
    }
}
