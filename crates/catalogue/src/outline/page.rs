//! The pages of the form as fields of a page, and back as JSON; they are added, renamed, put in order, taken out. Pure.

use serde_json::{Map, Value, json};

use super::Typed;

/// What a page of an editor shows of a page of the form; none if there is no such page.
pub(crate) fn asked(schema: &Value, code: &str) -> Option<Typed> {
    let page = all(schema).iter().find(|page| page["code"] == code)?;
    let text = |key: &str| page[key].as_str().unwrap_or_default().to_owned();
    let shown = page.get("shown-if").map_or_else(String::new, Value::to_string);
    let out =
        [("code", code.to_owned()), ("title", text("title")), ("intro", text("intro")), ("shown_if", shown)];
    Some(out.map(|(key, text)| (key.to_owned(), text)).into())
}

/// Puts a page into the form, in the place of `old` or as the last. What cannot be taken is said by field.
pub(crate) fn put(
    schema: &mut Value,
    old: Option<&str>,
    typed: &Typed,
) -> Result<String, (&'static str, &'static str)> {
    let of = |name: &str| typed.iter().find(|(key, _)| key == name).map_or("", |(_, text)| text.trim());
    let code = old.unwrap_or_else(|| of("code")).to_owned();
    let mut pages = all(schema).to_vec();
    let at = pages.iter().position(|page| page["code"] == code.as_str());
    if code.is_empty() || (old.is_none() && at.is_some()) {
        return Err((
            "code",
            "Đặt mã trang chưa có trong tờ khai, chữ thường không dấu và gạch nối, ví dụ nguoi-khai.",
        ));
    }
    if of("title").is_empty() {
        return Err(("title", "Ghi tên trang như người khai đọc."));
    }
    let mut page = Map::new();
    page.insert("code".to_owned(), code.as_str().into());
    page.insert("title".to_owned(), of("title").into());
    if !of("intro").is_empty() {
        page.insert("intro".to_owned(), of("intro").into());
    }
    if !of("shown_if").is_empty() {
        let condition = serde_json::from_str(of("shown_if"));
        page.insert("shown-if".to_owned(), condition.map_err(|_| ("shown_if", "Ghi điều kiện dạng JSON."))?);
        owed_when_shown(schema, &code);
    }
    match at.and_then(|at| pages.get_mut(at)) {
        Some(there) => *there = page.into(),
        None => pages.push(page.into()),
    }
    schema["x-pages"] = pages.into();
    Ok(code)
}

/// The form with a page one place further up or down.
pub(crate) fn shifted(schema: &mut Value, code: &str, up: bool) -> bool {
    let mut pages = all(schema).to_vec();
    let Some(at) = pages.iter().position(|page| page["code"] == code) else { return false };
    let other = if up { at.checked_sub(1) } else { Some(at + 1).filter(|next| *next < pages.len()) };
    let Some(other) = other else { return false };
    pages.swap(at, other);
    schema["x-pages"] = pages.into();
    true
}

/// The form without a page; only one that has no questions is taken out.
pub(crate) fn taken_out(schema: &mut Value, code: &str) -> bool {
    let mut pages = all(schema).to_vec();
    let before = pages.len();
    pages.retain(|page| page["code"] != code);
    if is_used(schema, code) || pages.len() == before {
        return false;
    }
    schema["x-pages"] = pages.into();
    true
}

/// The form without its empty pages, which are no fault while it is being edited.
pub(crate) fn without_empty(schema: &Value) -> Value {
    let mut out = schema.clone();
    let used: Vec<Value> = all(schema)
        .iter()
        .filter(|page| is_used(schema, page["code"].as_str().unwrap_or_default()))
        .cloned()
        .collect();
    out["x-pages"] = used.into();
    out
}

fn all(schema: &Value) -> &[Value] {
    schema["x-pages"].as_array().map_or(&[], Vec::as_slice)
}

fn is_used(schema: &Value, code: &str) -> bool {
    schema["properties"].as_object().into_iter().flatten().any(|(_, it)| it["x-page"] == code)
}

/// What is hidden sometimes is owed when it is shown, and not by the schema.
fn owed_when_shown(schema: &mut Value, code: &str) {
    let mut list = schema["required"].as_array().cloned().unwrap_or_default();
    let Some(questions) = schema["properties"].as_object_mut() else { return };
    for (name, question) in questions.iter_mut().filter(|(_, it)| it["x-page"] == code) {
        let before = list.len();
        list.retain(|it| it != name);
        if list.len() < before {
            question["x-required"] = json!(true);
        }
    }
    schema["required"] = list.into();
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::form::Form;
    use crate::package::BUILTIN;

    fn births() -> Value {
        let texts = BUILTIN.iter().find(|(code, _)| *code == "1.001193").expect("births").1;
        serde_json::from_str(texts.form).expect("JSON")
    }

    fn typed(pairs: &[(&str, &str)]) -> Typed {
        pairs.iter().map(|(key, text)| ((*key).to_owned(), (*text).to_owned())).collect()
    }

    #[test]
    fn every_page_of_the_house_is_shown_and_written_back() {
        for (code, texts) in BUILTIN {
            let schema: Value = serde_json::from_str(texts.form).expect("JSON");
            for (page, _) in super::super::question::pages(&schema) {
                let mut same = schema.clone();
                let shown = asked(&schema, &page).expect("a page");
                assert_eq!(put(&mut same, Some(&page), &shown), Ok(page.clone()), "{code}");
                assert_eq!(same, schema, "{code} {page}");
            }
        }
    }

    #[test]
    fn a_page_is_added_put_in_order_hidden_and_taken_out() {
        let mut schema = births();
        let first = super::super::question::pages(&schema)[0].0.clone();
        assert_eq!(
            put(&mut schema, None, &typed(&[("code", &first), ("title", "X")])).map_err(|it| it.0),
            Err("code")
        );
        assert_eq!(put(&mut schema, None, &typed(&[("code", "moi")])).map_err(|it| it.0), Err("title"));
        let new = typed(&[("code", "moi"), ("title", "Trang mới"), ("intro", "Lời dẫn")]);
        assert_eq!(put(&mut schema, None, &new), Ok("moi".to_owned()));
        assert!(Form::read(schema.clone()).is_err(), "an empty page is none to publish");
        assert_eq!(without_empty(&schema), births());
        assert!(!shifted(&mut schema, "moi", false), "it is the last");
        assert!(shifted(&mut schema, "moi", true) && shifted(&mut schema, "moi", false));
        assert!(!taken_out(&mut schema, &first), "it has questions");
        assert!(taken_out(&mut schema, "moi") && !taken_out(&mut schema, "moi"));
        assert_eq!(schema, births());
        // A page that is hidden sometimes: its questions are owed when it is shown.
        let second = super::super::question::pages(&schema)[1].0.clone();
        let mut shown = asked(&schema, &second).expect("a page");
        shown.retain(|(key, _)| key != "shown_if");
        shown.push(("shown_if".to_owned(), r#"{"case":["bo-roi"]}"#.to_owned()));
        put(&mut schema, Some(&second), &shown).expect("a page");
        let form = Form::read(schema).unwrap_or_else(|why| panic!("{why}"));
        let (before, page) = (Form::read(births()).expect("a form"), form.page(&second).expect("there"));
        assert!(page.shown_if.is_some());
        let owed = |page: &crate::form::Page| page.fields.iter().filter(|it| it.required).count();
        assert_eq!(owed(page), owed(before.page(&second).expect("there")));
    }
}
