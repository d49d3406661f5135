//! The headers every response has, whatever a handler or a library set: what the browser may load, keep and tell.

use axum::response::Response;
use http::{HeaderName, HeaderValue, header};

use crate::app::Site;

/// Nothing but our own files, no inline script or style, in a frame our own papers alone, forms only to us.
const POLICY: &str = "default-src 'none'; style-src 'self'; font-src 'self'; img-src 'self' data:; script-src 'self'; \
    connect-src 'self'; frame-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";
/// The same for a paper that our own page shows in a frame.
const FRAMED: &str = "default-src 'none'; style-src 'self'; img-src 'self' data:; object-src 'self'; frame-ancestors 'self'; base-uri 'none'";

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

/// Marks a paper that a page of ours may show in a frame.
#[derive(Clone, Copy, Debug)]
pub struct Framed;

/// Sets the headers on a response.
pub(crate) fn set(site: &Site, response: &mut Response) {
    let keep = response.extensions().get::<Keep>().is_some();
    let framed = response.extensions().get::<Framed>().is_some();
    let headers = response.headers_mut();
    for (name, value) in ALWAYS {
        headers.insert(name, HeaderValue::from_static(value));
    }
    if framed {
        headers.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(FRAMED));
    }
    let cache = if keep { IMMUTABLE } else { "no-store" };
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(cache));
    if site.secure() {
        headers.insert(header::STRICT_TRANSPORT_SECURITY, HeaderValue::from_static("max-age=31536000"));
    }
}
