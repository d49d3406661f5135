//! Addresses within this site. Nothing that was typed or sent may lead a person elsewhere.

/// `path` if it leads to a page of this site: starts with one slash, without control characters or backslashes.
/// What is asked of every `tiep` (where to go on) before a redirect.
#[must_use]
pub fn local_path(path: &str) -> Option<&str> {
    let local = path.starts_with('/') && !path.starts_with("//") && path.len() <= 2000;
    let plain = path.bytes().all(|byte| byte > b' ' && byte != 0x7f && byte != b'\\');
    (local && plain).then_some(path)
}

/// `text` made fit to be a value in a query: everything but letters, digits and `-._~/` as `%XX`.
#[must_use]
pub fn query_value(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => {
                out.push(char::from(byte))
            }
            _ => out.push_str(&format!("%{byte:02X}")),
        }
    }
    out
}

/// The path and query of an absolute address (a Referer), if it is fit to go back to.
pub(crate) fn path_of(address: &str) -> Option<&str> {
    let (_, rest) = address.split_once("://")?;
    local_path(rest.get(rest.find('/')?..)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_addresses_of_this_site_pass() {
        for good in ["/", "/thu-tuc/1.013225", "/tra-cuu?so=H44-1&trang=2"] {
            assert_eq!(local_path(good), Some(good));
        }
        for bad in [
            "",
            "thu-tuc",
            "//evil.example",
            "/\\evil.example",
            "https://evil.example",
            "/a\r\nb",
            "/a b",
            "/\u{7f}",
        ] {
            assert_eq!(local_path(bad), None, "{bad:?}");
        }
    }

    #[test]
    fn a_referer_yields_its_path_only() {
        assert_eq!(path_of("https://dvc.example/nop-ho-so?x=1"), Some("/nop-ho-so?x=1"));
        assert_eq!(path_of("https://dvc.example//evil.example"), None);
        assert_eq!(path_of("garbage"), None);
    }

    #[test]
    fn a_query_value_is_escaped() {
        assert_eq!(query_value("/tra-cuu?so=đ&x"), "/tra-cuu%3Fso%3D%C4%91%26x");
    }
}
