//! What is not translated on an English page: words with a Vietnamese letter that no element calls Vietnamese.

use testkit::Html;

/// What people read or hear of an element beside its text.
const SPOKEN: [&str; 5] = ["title", "placeholder", "aria-label", "alt", "data-failed"];

/// Whether a letter is of Vietnamese and not of English: one with a mark on it, or a mark by itself.
fn is_vietnamese(letter: char) -> bool {
    let latin = ('\u{c0}'..='\u{24f}').contains(&letter) && !matches!(letter, '×' | '÷');
    latin || ('\u{1e00}'..='\u{1eff}').contains(&letter) || ('\u{300}'..='\u{36f}').contains(&letter)
}

/// What is wrong with an English page, each with the words; `site` is the name of the site, which stands in every title.
pub(crate) fn unspoken(html: &Html, site: &str) -> Vec<String> {
    let mut out = Vec::new();
    let strange = |text: &str| text.chars().any(is_vietnamese);
    for (text, around) in &html.texts {
        let within = |tag: &str| around.iter().any(|&at| html.elements[at].tag == tag);
        let said = if within("title") { text.trim_end_matches(site) } else { text.as_str() };
        // What somebody typed is theirs.
        if html.language(around) != "vi" && strange(said) && !within("textarea") {
            out.push(said.to_owned());
        }
    }
    for (at, element) in html.elements.iter().enumerate() {
        let around: Vec<_> = element.parents.iter().copied().chain([at]).collect();
        for name in SPOKEN {
            let words = element.attribute(name).unwrap_or_default();
            if html.language(&around) != "vi" && strange(words) {
                out.push(format!("{name}: {words}"));
            }
        }
        if element.tag == "html" && element.attribute("lang") != Some("en") {
            out.push("the page does not say that it is English".to_owned());
        }
        if element.tag == "main" && element.attribute("lang") == Some("vi") {
            out.push("all of the page is called Vietnamese".to_owned());
        }
        if element.fits("p.error")
            && html.elements.iter().any(|it| it.parents.contains(&at) && is_whole(it, element))
        {
            out.push(format!("an error in Vietnamese: {}", element.text));
        }
    }
    out
}

/// Whether an element says in Vietnamese all that an error says.
fn is_whole(part: &testkit::html::Element, error: &testkit::html::Element) -> bool {
    part.attribute("lang") == Some("vi") && error.text.trim_start_matches("Error:").trim() == part.text
}

#[test]
fn what_is_not_translated_is_found() {
    let page = |head: &str, body: &str| {
        let html = format!(
            r#"<!DOCTYPE html><html lang="en"><head><title>{head} · Cổng</title></head><body>{body}</body></html>"#
        );
        unspoken(&Html::parse(&html), "Cổng")
    };
    assert_eq!(page("Sign in", "<main><p>All is well: 17:00 – 18:00, 2 × 3 m².</p></main>"), [""; 0]);
    assert_eq!(page("Đăng nhập", "<main>Sign in</main>"), ["Đăng nhập · "]);
    assert_eq!(page("Sign in", "<p>See <b>Giấy tờ</b> here</p>"), ["Giấy tờ"]);
    assert_eq!(page("Sign in", r#"<p>See <b lang="vi">Giấy tờ <i>kèm theo</i></b> here</p>"#), [""; 0]);
    assert_eq!(page("Sign in", r#"<div lang="vi"><p lang="en">Sửa</p></div>"#), ["Sửa"]);
    assert_eq!(
        page("Sign in", r#"<p lang="vi">Tệp</p><p>Tệp</p>"#),
        ["Tệp"],
        "what is marked elsewhere marks nothing here"
    );
    assert_eq!(
        page("Sign in", r#"<input placeholder="Ví dụ"><img alt="Ảnh">"#),
        ["placeholder: Ví dụ", "alt: Ảnh"]
    );
    assert_eq!(page("Sign in", r#"<nav aria-label="Chính" title="x"></nav>"#), ["aria-label: Chính"]);
    assert_eq!(
        page("Sign in", r#"<input lang="vi" value="Ví dụ" title="Gợi ý"><textarea>Lý do</textarea>"#),
        [""; 0]
    );
    assert_eq!(page("Sign in", r#"<main lang="vi">Sửa</main>"#), ["all of the page is called Vietnamese"]);
    let error = r#"<p class="error"><span>Error:</span> <span lang="vi">Nhập tên.</span></p>"#;
    assert_eq!(page("Sign in", error), ["an error in Vietnamese: Error: Nhập tên."]);
    let quotes = r#"<p class="error"><span>Error:</span> “<span lang="vi">Tên</span>” is missing.</p>"#;
    assert_eq!(page("Sign in", quotes), [""; 0]);
    assert_eq!(
        unspoken(&Html::parse("<html lang=\"vi\"><body>Hồ sơ</body></html>"), ""),
        ["the page does not say that it is English"]
    );
}
