//! A QR code for a page to hold.

use qrcode::QrCode;
use qrcode::render::svg;

/// The code of `text` as SVG without the XML head; empty for a text that no code can hold.
#[must_use]
pub fn qr(text: &str) -> String {
    let Ok(code) = QrCode::new(text) else { return String::new() };
    let svg = code.render::<svg::Color<'_>>().min_dimensions(120, 120).quiet_zone(true).build();
    svg.find("<svg").map_or_else(String::new, |start| svg[start..].to_owned())
}
