//! A Code 128 bar code for a page to hold (ISO/IEC 15417): what the scanners of counters read.

use barcoders::generators::svg::SVG;
use barcoders::sym::code128::Code128;

/// The height of the bars, in units of the narrowest one.
const HEIGHT: u32 = 40;
/// The character set B of Code 128: letters, digits and signs, as `barcoders` asks for it.
const SET_B: char = '\u{0181}';

/// The code of `text` as SVG without the XML head; empty for a text that no code can hold.
#[must_use]
pub fn barcode(text: &str) -> String {
    let Ok(code) = Code128::new(format!("{SET_B}{text}")) else { return String::new() };
    let svg = SVG::new(HEIGHT).generate(code.encode());
    let svg = svg.unwrap_or_default();
    svg.find("<svg").map_or_else(String::new, |start| svg[start..].to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_has_its_bars_and_what_is_no_text_has_none() {
        let code = barcode("H44.101-261118-0001");
        assert!(code.starts_with("<svg") && code.contains("viewBox"), "{code}");
        // Start, 19 characters, check: 11 modules each; stop: 13.
        assert!(code.contains(&format!("0 0 {} ", 21 * 11 + 13)), "{code}");
        assert_eq!(barcode("đ"), "");
    }
}
