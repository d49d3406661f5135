//! What a browser says it is, in words a person recognises. Rough on purpose: it tells a phone from the office PC.

/// `Chrome trên Windows` from a `User-Agent`; at most 60 characters, nothing of what was sent.
pub(crate) fn describe(agent: &str) -> String {
    let first = |pairs: &[(&str, &'static str)]| {
        pairs.iter().find(|(mark, _)| agent.contains(mark)).map(|(_, name)| *name)
    };
    let browser = first(&[
        ("Zalo", "Zalo"),
        ("coc_coc", "Cốc Cốc"),
        ("Edg", "Edge"),
        ("OPR", "Opera"),
        ("SamsungBrowser", "Samsung Internet"),
        ("Firefox", "Firefox"),
        ("Chrome", "Chrome"),
        ("Safari", "Safari"),
        ("curl", "curl"),
    ]);
    let system = first(&[
        ("iPhone", "iPhone"),
        ("iPad", "iPad"),
        ("Android", "Android"),
        ("Windows", "Windows"),
        ("Mac OS X", "macOS"),
        ("CrOS", "ChromeOS"),
        ("Linux", "Linux"),
    ]);
    match (browser, system) {
        (Some(browser), Some(system)) => format!("{browser} trên {system}"),
        (Some(only), None) | (None, Some(only)) => only.to_owned(),
        (None, None) => "Thiết bị không rõ".to_owned(),
    }
}

/// What [`describe`] said, in English.
pub(crate) fn in_english(described: &str) -> String {
    match described {
        "Thiết bị không rõ" => "Unknown device".to_owned(),
        known => known.replace(" trên ", " on ").replace("Cốc Cốc", "Coc Coc"),
    }
}

#[cfg(test)]
mod tests {
    use super::{describe, in_english};

    #[test]
    fn the_usual_browsers_are_told_apart() {
        let chrome = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0 Safari/537.36";
        assert_eq!(describe(chrome), "Chrome trên Windows");
        assert_eq!(describe(&format!("{chrome} Edg/131.0")), "Edge trên Windows");
        let iphone = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Version/18.0 Mobile Safari/604.1";
        assert_eq!(describe(iphone), "Safari trên iPhone");
        assert_eq!(describe("<script>"), "Thiết bị không rõ");
        let english = |agent: &str| in_english(&describe(agent));
        assert_eq!(
            (english(chrome).as_str(), english("?").as_str()),
            ("Chrome on Windows", "Unknown device")
        );
    }
}
