//! Looking at a page: its elements, texts, links and forms. Reads the well-formed markup our own templates write; that
//! the markup is valid is checked in the browser tests.

use std::collections::BTreeMap;

/// A page.
#[derive(Clone, Debug, Default)]
pub struct Html {
    /// The elements in the order in which they open.
    pub elements: Vec<Element>,
    /// The texts in their order, each with the elements around it, outermost first, as indices.
    pub texts: Vec<(String, Vec<usize>)>,
}

/// One element.
#[derive(Clone, Debug, Default)]
pub struct Element {
    /// The tag in lower case.
    pub tag: String,
    /// The attributes; one without a value has an empty one.
    pub attributes: BTreeMap<String, String>,
    /// All text inside, white space folded.
    pub text: String,
    /// The elements around it, outermost first, as indices.
    pub parents: Vec<usize>,
}

/// A form as a person could send it.
#[derive(Clone, Debug)]
pub struct Form {
    /// Where it goes; empty means the page itself.
    pub action: String,
    /// `get` or `post`.
    pub method: String,
    /// True when it carries files.
    pub multipart: bool,
    /// What it sends when nothing is typed: hidden fields, defaults, chosen options. Without its buttons.
    pub fields: Vec<(String, String)>,
    /// Its buttons that send it, with the name and value each adds (both may be empty).
    pub buttons: Vec<(String, String)>,
    /// The names of every field a person can fill.
    pub names: Vec<String>,
}

const VOID: [&str; 13] =
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"];

impl Html {
    /// Reads a page.
    #[must_use]
    pub fn parse(text: &str) -> Self {
        let mut html = Self::default();
        let mut open: Vec<usize> = Vec::new();
        let mut rest = text;
        while let Some(at) = rest.find('<') {
            html.say(&open, &rest[..at]);
            rest = &rest[at..];
            if let Some(comment) = rest.strip_prefix("<!--") {
                rest = comment.split_once("-->").map_or("", |(_, after)| after);
            } else if let Some(closing) = rest.strip_prefix("</") {
                let (tag, after) = closing.split_once('>').unwrap_or((closing, ""));
                let tag = tag.trim().to_lowercase();
                if let Some(depth) = open.iter().rposition(|&index| html.elements[index].tag == tag) {
                    open.truncate(depth);
                }
                rest = after;
            } else if rest[1..].starts_with(|c: char| c.is_ascii_alphabetic()) {
                let (element, closed, after) = opening(rest, &open);
                rest = after;
                let tag = element.tag.clone();
                html.elements.push(element);
                if tag == "script" || tag == "style" {
                    let end = rest.find(&format!("</{tag}")).unwrap_or(rest.len());
                    rest = &rest[end..];
                }
                if !closed && !VOID.contains(&tag.as_str()) {
                    open.push(html.elements.len() - 1);
                }
            } else {
                // `<!doctype html>`, or a lone sign.
                rest = rest.split_once('>').map_or("", |(_, after)| after);
            }
        }
        for element in &mut html.elements {
            // The lines of a textarea are its value.
            element.text = if element.tag == "textarea" {
                element.text.trim().to_owned()
            } else {
                element.text.split_whitespace().collect::<Vec<_>>().join(" ")
            };
        }
        html
    }

    fn say(&mut self, open: &[usize], text: &str) {
        let text = decode(text);
        if !text.trim().is_empty() {
            self.texts.push((text.split_whitespace().collect::<Vec<_>>().join(" "), open.to_vec()));
        }
        for &index in open {
            self.elements[index].text.push_str(&text);
            self.elements[index].text.push(' ');
        }
    }

    /// Every element that fits `selector`: a tag, `.class`, `#id`, or a tag with one of the two (`p.fault`).
    pub fn all<'a>(&'a self, selector: &'a str) -> impl Iterator<Item = &'a Element> {
        self.elements.iter().filter(move |element| element.fits(selector))
    }

    /// The first element that fits `selector`.
    #[must_use]
    pub fn first(&self, selector: &str) -> Option<&Element> {
        self.elements.iter().find(|element| element.fits(selector))
    }

    /// The whole text of the page.
    #[must_use]
    pub fn text(&self) -> String {
        self.first("body").map(|body| body.text.clone()).unwrap_or_default()
    }

    /// The language in which something stands that has these elements around it, by the nearest `lang`; empty if none says.
    #[must_use]
    pub fn language(&self, around: &[usize]) -> &str {
        around.iter().rev().find_map(|&at| self.elements[at].attribute("lang")).unwrap_or_default()
    }

    /// Where its links lead.
    pub fn links(&self) -> impl Iterator<Item = &str> {
        self.all("a").filter_map(|link| link.attribute("href"))
    }

    /// Its forms.
    #[must_use]
    pub fn forms(&self) -> Vec<Form> {
        let forms = self.elements.iter().enumerate().filter(|(_, element)| element.tag == "form");
        forms.map(|(index, element)| self.form(index, element)).collect()
    }

    /// The form that goes to `action`.
    ///
    /// # Panics
    /// When there is none, naming those that are there.
    #[must_use]
    #[track_caller]
    pub fn form_to(&self, action: &str) -> Form {
        let forms = self.forms();
        let there: Vec<_> = forms.iter().map(|form| form.action.clone()).collect();
        let found = forms.into_iter().find(|form| form.action == action);
        found.unwrap_or_else(|| panic!("no form goes to {action:?}; the forms of the page go to {there:?}"))
    }

    fn form(&self, index: usize, element: &Element) -> Form {
        let id = element.attribute("id");
        let mut form = Form {
            action: element.attribute("action").unwrap_or_default().to_owned(),
            method: element.attribute("method").unwrap_or("get").to_lowercase(),
            multipart: element.attribute("enctype") == Some("multipart/form-data"),
            fields: Vec::new(),
            buttons: Vec::new(),
            names: Vec::new(),
        };
        for (at, control) in self.elements.iter().enumerate() {
            let named = control.attribute("form");
            let inside = control.parents.contains(&index) && named.is_none();
            if !(inside || named.is_some() && named == id) || control.attribute("disabled").is_some() {
                continue;
            }
            self.control(&mut form, at, control);
        }
        form
    }

    fn control(&self, form: &mut Form, at: usize, control: &Element) {
        let name = control.attribute("name").unwrap_or_default().to_owned();
        let value = control.attribute("value").map(str::to_owned);
        let kind = control.attribute("type").unwrap_or_default();
        match (control.tag.as_str(), kind) {
            ("button", "" | "submit") | ("input", "submit") => {
                form.buttons.push((name, value.unwrap_or_default()));
                return;
            }
            _ if name.is_empty() => return,
            ("input", "checkbox" | "radio") => {
                if control.attribute("checked").is_some() {
                    form.fields.push((name.clone(), value.unwrap_or_else(|| "on".to_owned())));
                }
            }
            ("input", "file") | ("button", _) => {}
            ("input", _) => form.fields.push((name.clone(), value.unwrap_or_default())),
            ("textarea", _) => form.fields.push((name.clone(), control.text.clone())),
            ("select", _) => {
                let options: Vec<_> =
                    self.elements.iter().filter(|o| o.tag == "option" && o.parents.contains(&at)).collect();
                let chosen =
                    options.iter().find(|option| option.attribute("selected").is_some()).or(options.first());
                let value = chosen.map(|option| option.attribute("value").unwrap_or(&option.text).to_owned());
                form.fields.push((name.clone(), value.unwrap_or_default()));
            }
            _ => return,
        }
        if kind != "hidden" && !form.names.contains(&name) {
            form.names.push(name);
        }
    }
}

impl Element {
    /// The value of an attribute.
    #[must_use]
    pub fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.get(name).map(String::as_str)
    }

    /// True when it fits a selector of [`Html::all`].
    #[must_use]
    pub fn fits(&self, selector: &str) -> bool {
        let at = selector.find(['.', '#']).unwrap_or(selector.len());
        let (tag, mark) = selector.split_at(at);
        let marked = match (mark.get(..1), mark.get(1..)) {
            (Some("."), Some(class)) => {
                self.attribute("class").is_some_and(|all| all.split_whitespace().any(|one| one == class))
            }
            (Some("#"), Some(id)) => self.attribute("id") == Some(id),
            _ => true,
        };
        marked && (tag.is_empty() || tag == self.tag)
    }
}

impl Form {
    /// The same form with a field filled in.
    #[must_use]
    pub fn with(mut self, name: &str, value: &str) -> Self {
        self.fields.retain(|(known, _)| known != name);
        self.fields.push((name.to_owned(), value.to_owned()));
        self
    }

    /// The value a field would send.
    #[must_use]
    pub fn value(&self, name: &str) -> Option<&str> {
        self.fields.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }
}

/// Reads `<tag a="b" c>`; the element, whether it closes itself, and what follows.
fn opening<'a>(text: &'a str, open: &[usize]) -> (Element, bool, &'a str) {
    let name_end =
        text[1..].find(|c: char| c.is_whitespace() || c == '>' || c == '/').map_or(text.len(), |at| at + 1);
    let mut element =
        Element { tag: text[1..name_end].to_lowercase(), parents: open.to_vec(), ..Element::default() };
    let mut rest = text[name_end..].trim_start();
    loop {
        if let Some(after) = rest.strip_prefix("/>") {
            return (element, true, after);
        }
        if let Some(after) = rest.strip_prefix('>') {
            return (element, false, after);
        }
        let end =
            rest.find(|c: char| c.is_whitespace() || matches!(c, '=' | '>' | '/')).unwrap_or(rest.len());
        if end == 0 {
            let Some(after) = rest.get(1..) else { return (element, false, "") };
            rest = after.trim_start();
            continue;
        }
        let name = rest[..end].to_lowercase();
        rest = rest[end..].trim_start();
        let mut value = String::new();
        if let Some(after) = rest.strip_prefix('=') {
            let after = after.trim_start();
            let quote = after.chars().next().filter(|c| matches!(c, '"' | '\''));
            let (raw, next) = match quote {
                Some(quote) => after[1..].split_once(quote).unwrap_or((&after[1..], "")),
                None => {
                    after.split_at(after.find(|c: char| c.is_whitespace() || c == '>').unwrap_or(after.len()))
                }
            };
            value = decode(raw);
            rest = next.trim_start();
        }
        element.attributes.insert(name, value);
    }
}

/// Turns `&amp;`, `&#39;`, `&#x27;`… into what they stand for.
fn decode(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let entity = rest.split_once(';').filter(|(name, _)| name.len() < 10);
        let meant = entity.and_then(|(name, _)| match &name[1..] {
            "amp" => Some('&'),
            "lt" => Some('<'),
            "gt" => Some('>'),
            "quot" => Some('"'),
            "apos" => Some('\''),
            "nbsp" => Some('\u{a0}'),
            number => {
                let digits = number.strip_prefix('#')?;
                let code = match digits.strip_prefix(['x', 'X']) {
                    Some(hex) => u32::from_str_radix(hex, 16).ok()?,
                    None => digits.parse().ok()?,
                };
                char::from_u32(code)
            }
        });
        match (meant, entity) {
            (Some(meant), Some((_, after))) => {
                out.push(meant);
                rest = after;
            }
            _ => {
                out.push('&');
                rest = &rest[1..];
            }
        }
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = r##"<!doctype html><html lang="vi"><head><title>Hồ sơ</title><script>if (a < b) {}</script></head>
<body><!-- <a href="/no"> --><h1 class="big title">Hồ sơ <em>của tôi</em></h1>
<a href="/thu-tuc?a=1&amp;b=2">Thủ tục</a>
<form id="f" method="POST" action="/nop" enctype="multipart/form-data">
<input type=hidden name=so value='x&#39;y'><input name="ten" value="">
<select name="xa"><option value="1">Một</option><option value="2" selected>Hai</option></select>
<input type="checkbox" name="dongy" value="1"><textarea name="noidung">Xin chào</textarea>
<button name="act" value="gui">Gửi</button></form><button form="f">Khác</button><p id="end">Hết &lt;</p></body></html>"##;

    #[test]
    fn texts_links_and_selectors() {
        let html = Html::parse(PAGE);
        assert_eq!(html.first("h1.title").map(|h1| h1.text.as_str()), Some("Hồ sơ của tôi"));
        assert_eq!(html.first("p#end").map(|p| p.text.as_str()), Some("Hết <"));
        assert_eq!(html.links().collect::<Vec<_>>(), ["/thu-tuc?a=1&b=2"]);
        assert!(html.first(".small").is_none());
        assert!(html.text().starts_with("Hồ sơ của tôi Thủ tục"));
        let inner = html.texts.iter().find(|(text, _)| text == "của tôi").map(|(_, around)| around);
        assert_eq!(inner.map(|around| (around.len(), html.language(around))), Some((4, "vi")));
    }

    #[test]
    fn a_form_sends_what_a_browser_would() {
        let form = Html::parse(PAGE).form_to("/nop");
        assert_eq!((form.method.as_str(), form.multipart), ("post", true));
        assert_eq!(form.value("so"), Some("x'y"));
        assert_eq!(form.value("xa"), Some("2"));
        assert_eq!(form.value("dongy"), None);
        assert_eq!(form.value("noidung"), Some("Xin chào"));
        assert_eq!(form.names, ["ten", "xa", "dongy", "noidung"]);
        assert_eq!(form.buttons, [("act".to_owned(), "gui".to_owned()), (String::new(), String::new())]);
        assert_eq!(form.with("ten", "An").value("ten"), Some("An"));
    }

    #[test]
    #[should_panic(expected = "no form goes to \"/gone\"; the forms of the page go to [\"/nop\"]")]
    fn a_missing_form_is_said_with_those_that_are_there() {
        drop(Html::parse(PAGE).form_to("/gone"));
    }
}
