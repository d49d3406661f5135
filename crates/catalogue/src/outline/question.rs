//! A question of the form as fields of a page, and back as JSON. What the page does not ask for is kept as JSON. Pure.

use serde_json::{Map, Value, json};

use super::Typed;
use super::entry::REST;

/// What a new question can be: code, words, and the JSON it begins with.
pub(crate) const KINDS: &[(&str, &str, &str)] = &[
    ("text", "Một dòng chữ", r#"{"type":"string","maxLength":200}"#),
    ("textarea", "Nhiều dòng chữ", r#"{"type":"string","maxLength":2000,"x-widget":"textarea"}"#),
    ("whole", "Số nguyên", r#"{"type":"integer","minimum":0,"maximum":1000000}"#),
    ("number", "Số có phần lẻ", r#"{"type":"number","minimum":0,"maximum":1000000}"#),
    (
        "date",
        "Ngày",
        r#"{"type":"string","format":"date","x-not-before":"1900-01-01","x-not-after":"2100-12-31"}"#,
    ),
    ("yes-no", "Có hoặc không", r#"{"type":"boolean"}"#),
    ("consent", "Ô đánh dấu cam đoan", r#"{"type":"boolean","const":true,"x-widget":"checkbox"}"#),
    ("one", "Chọn một", r#"{"type":"string"}"#),
    ("some", "Chọn nhiều", r#"{"type":"array","uniqueItems":true,"maxItems":50}"#),
    ("tel", "Số điện thoại", r#"{"type":"string","maxLength":20,"x-widget":"tel"}"#),
    ("email", "Thư điện tử", r#"{"type":"string","format":"email","maxLength":200}"#),
];

/// The pages of a form: code and title.
pub(crate) fn pages(schema: &Value) -> Vec<(String, String)> {
    let text = |value: &Value, key: &str| value[key].as_str().unwrap_or_default().to_owned();
    let all = schema["x-pages"].as_array().into_iter().flatten();
    all.map(|page| (text(page, "code"), text(page, "title"))).collect()
}

/// What the page shows of a question; none if there is no such question.
pub(crate) fn asked(schema: &Value, name: &str) -> Option<Typed> {
    let mut table = schema["properties"].get(name)?.as_object()?.clone();
    let mut take = |key: &str| table.shift_remove(key);
    let text = |value: Option<Value>| value.and_then(|it| it.as_str().map(str::to_owned)).unwrap_or_default();
    let title = text(take("title"));
    let description = text(take("description"));
    let page = text(take("x-page"));
    let shown_if = take("x-shown-if").map_or_else(String::new, |it| it.to_string());
    let owed = take("x-required").and_then(|it| it.as_bool()).unwrap_or(false);
    let listed = schema["required"].as_array().is_some_and(|list| list.iter().any(|it| it == name));
    let options = match (take("oneOf"), table.get_mut("items").and_then(Value::as_object_mut)) {
        (Some(options), _) => lines(&options),
        (None, Some(items)) => items.shift_remove("oneOf").as_ref().map_or_else(String::new, lines),
        (None, None) => String::new(),
    };
    if table.get("items").is_some_and(|items| {
        items.as_object().is_some_and(|it| it.is_empty() || *items == json!({"type": "string"}))
    }) {
        table.shift_remove("items");
    }
    let mut out = vec![
        ("name".to_owned(), name.to_owned()),
        ("title".to_owned(), title),
        ("description".to_owned(), description),
        ("page".to_owned(), page),
        ("shown_if".to_owned(), shown_if),
        ("options".to_owned(), options),
        (REST.to_owned(), serde_json::to_string_pretty(&Value::Object(table)).unwrap_or_default()),
    ];
    if owed || listed {
        out.push(("required".to_owned(), "co".to_owned()));
    }
    Some(out)
}

/// Puts a question into the form, in the place of `old` or after the last of its page. What cannot be read at all is said by field.
pub(crate) fn put(
    schema: &mut Value,
    old: Option<&str>,
    typed: &Typed,
) -> Result<String, (&'static str, String)> {
    let of = |name: &str| typed.iter().find(|(key, _)| key == name).map_or("", |(_, text)| text.trim());
    let name = old.unwrap_or_else(|| of("name")).to_owned();
    let properties = schema["properties"].as_object().cloned().unwrap_or_default();
    if name.is_empty() || (old.is_none() && properties.contains_key(&name)) {
        return Err((
            "name",
            "Đặt tên trường chưa có trong tờ khai, chữ thường không dấu và gạch dưới, ví dụ ho_ten."
                .to_owned(),
        ));
    }
    let question = question(schema, typed, old.is_none())?;
    // What is hidden sometimes is not required by the schema; what was written so stays so.
    let was = properties.get(&name).is_some_and(|it| it.get("x-required").is_some());
    let hidden = was || question.contains_key("x-shown-if") || page_hides(schema, of("page"));
    let required = !of("required").is_empty();
    let mut all = Map::new();
    let last =
        properties.iter().rev().find(|(_, value)| value["x-page"] == of("page")).map(|(key, _)| key.clone());
    for (key, value) in properties {
        let after = old.is_none() && Some(&key) == last.as_ref();
        let mine = key == name;
        all.insert(key, if mine { Value::Object(question.clone()) } else { value });
        if after {
            all.insert(name.clone(), Value::Object(question.clone()));
        }
    }
    if !all.contains_key(&name) {
        all.insert(name.clone(), Value::Object(question));
    }
    if required && hidden {
        all[&name]["x-required"] = true.into();
    }
    schema["properties"] = Value::Object(all);
    list_required(schema, &name, required && !hidden);
    Ok(name)
}

/// The form without a question.
pub(crate) fn taken_out(schema: &mut Value, name: &str) -> bool {
    list_required(schema, name, false);
    schema["properties"].as_object_mut().is_some_and(|all| all.shift_remove(name).is_some())
}

/// The form with a question one place further up or down among those of its page.
pub(crate) fn shifted(schema: &mut Value, name: &str, up: bool) -> bool {
    let Some(all) = schema["properties"].as_object().cloned() else { return false };
    let mut list: Vec<(String, Value)> = all.into_iter().collect();
    let Some(at) = list.iter().position(|(key, _)| key == name) else { return false };
    let page = list[at].1["x-page"].clone();
    let same = |(_, (_, value)): &(usize, &(String, Value))| value["x-page"] == page;
    let other = if up {
        list.iter().enumerate().take(at).rfind(same).map(|(i, _)| i)
    } else {
        list.iter().enumerate().skip(at + 1).find(same).map(|(i, _)| i)
    };
    let Some(other) = other else { return false };
    list.swap(at, other);
    schema["properties"] = Value::Object(list.into_iter().collect());
    true
}

/// The JSON of a question.
fn question(schema: &Value, typed: &Typed, new: bool) -> Result<Map<String, Value>, (&'static str, String)> {
    let of = |name: &str| typed.iter().find(|(key, _)| key == name).map_or("", |(_, text)| text.trim());
    let begin = KINDS.iter().find(|(code, ..)| *code == of("kind")).map(|(.., json)| *json);
    let rest = match (of(REST), begin) {
        ("", Some(json)) if new => json,
        ("", None) if new => return Err(("kind", "Chọn loại câu hỏi.".to_owned())),
        (rest, _) => rest,
    };
    let rest: Map<String, Value> = serde_json::from_str(rest).map_err(|error| {
        (REST, format!("Sai cú pháp JSON ở dòng {}, cột {}.", error.line(), error.column()))
    })?;
    let mut out = Map::new();
    out.insert("title".to_owned(), of("title").into());
    if !of("description").is_empty() {
        out.insert("description".to_owned(), of("description").into());
    }
    let many = rest.get("type").and_then(Value::as_str) == Some("array") && !rest.contains_key("x-row");
    out.extend(rest.into_iter().filter(|(key, _)| !(many && key == "items")));
    if !of("options").is_empty() {
        let options = options(of("options"))?;
        if many {
            out.insert("items".to_owned(), json!({ "type": "string", "oneOf": options }));
        } else {
            out.insert("oneOf".to_owned(), options);
        }
    }
    let page = if of("page").is_empty() { pages(schema).first().map(|(code, _)| code.clone()) } else { None };
    out.insert("x-page".to_owned(), page.unwrap_or_else(|| of("page").to_owned()).into());
    if !of("shown_if").is_empty() {
        let condition: Value = serde_json::from_str(of("shown_if")).map_err(|_| {
            (
                "shown_if",
                "Ghi điều kiện dạng JSON, ví dụ {\"field\": \"ban_sao_co\", \"is\": [true]}.".to_owned(),
            )
        })?;
        out.insert("x-shown-if".to_owned(), condition);
    }
    Ok(out)
}

fn page_hides(schema: &Value, code: &str) -> bool {
    let pages = schema["x-pages"].as_array().into_iter().flatten();
    pages.into_iter().any(|page| page["code"] == code && page.get("shown-if").is_some())
}

fn list_required(schema: &mut Value, name: &str, required: bool) {
    let mut list = schema["required"].as_array().cloned().unwrap_or_default();
    let there = list.iter().any(|it| it == name);
    if required && !there {
        list.push(name.into());
    } else if !required {
        list.retain(|it| it != name);
    }
    schema["required"] = list.into();
}

/// `ma = Nhãn | lời chỉ dẫn`, one a line.
fn lines(options: &Value) -> String {
    let line = |option: &Value| {
        let part = |key: &str| option[key].as_str().unwrap_or_default().to_owned();
        let hint =
            option.get("description").map_or_else(String::new, |_| format!(" | {}", part("description")));
        format!("{} = {}{hint}", part("const"), part("title"))
    };
    options.as_array().into_iter().flatten().map(line).collect::<Vec<_>>().join("\n")
}

fn options(text: &str) -> Result<Value, (&'static str, String)> {
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    let option = |line: &str| {
        let (code, label) = line.split_once('=').ok_or_else(|| {
            ("options", format!("Dòng “{line}”: ghi mã, dấu bằng, rồi nhãn, ví dụ nam = Nam."))
        })?;
        let (label, hint) =
            label.split_once('|').map_or((label, None), |(label, hint)| (label, Some(hint.trim())));
        let mut out = json!({ "const": code.trim(), "title": label.trim() });
        if let Some(hint) = hint {
            out["description"] = hint.into();
        }
        Ok(out)
    };
    lines.map(option).collect::<Result<Vec<_>, _>>().map(Value::from)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::form::Form;
    use crate::package::BUILTIN;

    #[test]
    fn every_question_of_the_house_is_shown_and_written_back() {
        for (code, texts) in BUILTIN {
            let schema: Value = serde_json::from_str(texts.form).expect("JSON");
            let before = Form::read(schema.clone()).expect("a form");
            for name in schema["properties"].as_object().expect("questions").keys() {
                let typed = asked(&schema, name).expect("a question");
                let mut same = schema.clone();
                put(&mut same, Some(name), &typed).unwrap_or_else(|why| panic!("{code} {name}: {why:?}"));
                let after = Form::read(same).unwrap_or_else(|why| panic!("{code} {name}: {why}"));
                assert!(after == before, "{code} {name}");
            }
        }
    }

    #[test]
    fn a_question_of_every_kind_is_added_moved_and_taken_out() {
        let texts = BUILTIN.iter().find(|(code, _)| *code == "1.001193").expect("births").1;
        let whole: Value = serde_json::from_str(texts.form).expect("JSON");
        let page = pages(&whole)[0].0.clone();
        for (kind, ..) in KINDS {
            let mut schema = whole.clone();
            let choice = ["one", "some"].contains(kind);
            let mut typed: Typed = [
                ("name", "cau_moi"),
                ("title", "Câu hỏi mới"),
                ("kind", kind),
                ("page", &page),
                ("required", "co"),
            ]
            .map(|(key, text)| (key.to_owned(), text.to_owned()))
            .into();
            if choice {
                typed.push(("options".to_owned(), "a = Một | lời\n b = Hai\n".to_owned()));
            }
            put(&mut schema, None, &typed).expect("a question");
            let form = Form::read(schema.clone()).unwrap_or_else(|why| panic!("{kind}: {why}"));
            let field = form.field("cau_moi").expect("it is there");
            assert!(field.required && field.options.len() == if choice { 2 } else { 0 }, "{kind}");
            assert_eq!(form.pages[0].fields.last().map(|field| field.name.as_str()), Some("cau_moi"));
            assert!(shifted(&mut schema, "cau_moi", true) && !shifted(&mut schema, "khong_co", true));
            let form = Form::read(schema.clone()).expect("a form");
            assert_ne!(form.pages[0].fields.last().map(|field| field.name.as_str()), Some("cau_moi"));
            assert!(put(&mut schema, None, &typed).is_err(), "a name is given once");
            assert!(taken_out(&mut schema, "cau_moi"));
            assert_eq!(schema, whole);
        }
    }

    #[test]
    fn what_cannot_be_read_is_said_by_field() {
        let texts = BUILTIN.iter().find(|(code, _)| *code == "1.001193").expect("births").1;
        let mut schema: Value = serde_json::from_str(texts.form).expect("JSON");
        let mut say = |pairs: &[(&str, &str)]| {
            let typed: Typed =
                pairs.iter().map(|(key, text)| ((*key).to_owned(), (*text).to_owned())).collect();
            put(&mut schema, None, &typed).expect_err("refused").0
        };
        assert_eq!(say(&[("name", "")]), "name");
        assert_eq!(say(&[("name", "moi"), ("title", "Mới")]), "kind");
        assert_eq!(say(&[("name", "moi"), ("kind", "one"), ("options", "không có dấu bằng")]), "options");
        assert_eq!(say(&[("name", "moi"), ("kind", "text"), ("shown_if", "{ a")]), "shown_if");
        assert_eq!(say(&[("name", "moi"), ("khac", "{ a")]), "khac");
    }
}
