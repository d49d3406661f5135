//! Conditions as lines: what is read is written, in the house and made up.

use proptest::prelude::*;
use serde_json::json;

use super::*;
use crate::outline::known::Question;
use crate::package::{BUILTIN, Written, read};

fn known() -> Known {
    let question = |name: &str, answer, options: &[&str]| Question {
        name: name.to_owned(),
        page: "trang".to_owned(),
        label: name.to_owned(),
        answer,
        options: options.iter().map(|it| ((*it).to_owned(), (*it).to_owned())).collect(),
    };
    Known {
        questions: vec![
            question("loai", Answer::Choice, &["a", "b", "c"]),
            question("co", Answer::YesNo, &[]),
            question("tang", Answer::Number, &[]),
            question("ten", Answer::Text, &[]),
            question("ngay", Answer::Other, &[]),
        ],
        cases: vec![("mot".into(), "Một".into()), ("hai".into(), "Hai".into())],
        ..Known::default()
    }
}

/// Every condition of a package, wherever it stands.
fn conditions(value: &Value, out: &mut Vec<Value>) {
    match value {
        Value::Object(map) => {
            for (key, inner) in map {
                if ["when", "guard", "shown_if", "x-shown-if", "shown-if"].contains(&key.as_str())
                    && inner.is_object()
                {
                    out.push(inner.clone());
                }
                conditions(inner, out);
            }
        }
        Value::Array(list) => list.iter().for_each(|inner| conditions(inner, out)),
        _ => {}
    }
}

#[test]
fn every_condition_of_the_house_is_lines_and_stays_as_it_is() {
    let mut seen = 0;
    for (code, texts) in BUILTIN {
        let texts = Written {
            procedure: texts.procedure.into(),
            process: texts.process.into(),
            form: texts.form.into(),
        };
        let version = read(texts.texts()).expect("a sound package").procedure;
        let known = Known::of(&texts);
        assert_eq!(known.questions.len(), version.form.fields().count(), "{code}");
        assert_eq!(known.cases.len(), version.cases.len(), "{code}");
        let mut all = Vec::new();
        conditions(&serde_json::to_value(&version).expect("JSON"), &mut all);
        for json in all {
            let condition = Condition::read(&json).expect("a condition");
            let composed = Composed::read(&condition).unwrap_or_else(|| panic!("{code}: {json}"));
            assert_eq!(composed.write().as_ref(), Some(&condition), "{code}: {json}");
            // Those within a row look at the row; all others are put into fields and read back.
            if condition.fields().iter().all(|name| known.question(name).is_some()) {
                let typed = composed.shown("when", &known).unwrap_or_else(|| panic!("{code}: {json}"));
                assert_eq!(Composed::typed(&typed, "when", &known), Ok(composed), "{code}: {json}");
                seen += 1;
            }
        }
    }
    assert!(seen > 250, "{seen}");
}

#[test]
fn what_stands_within_another_stays_text() {
    for rich in [
        json!({ "all": [{ "any": [{ "case": ["mot"] }, { "case": ["hai"] }] }, { "field": "ten", "filled": true }] }),
        json!({ "not": { "all": [{ "case": ["mot"] }] } }),
        json!({ "not": { "not": { "case": ["mot"] } } }),
    ] {
        assert_eq!(Composed::read(&Condition::read(&rich).expect("a condition")), None, "{rich}");
    }
    let odd = Condition::read(&json!({ "field": "co", "is": ["true"] })).expect("a condition");
    assert_eq!(Composed::read(&odd).expect("a line").shown("when", &known()), None, "a text is no yes");
}

#[test]
fn what_is_missing_is_said_at_its_line() {
    let say = |pairs: &[(&str, &str)]| {
        let typed: Typed = pairs.iter().map(|(key, text)| ((*key).to_owned(), (*text).to_owned())).collect();
        Composed::typed(&typed, "when", &known()).map_err(|all| all[0].field.to_string())
    };
    assert_eq!(say(&[("when.1.ve", "")]), Ok(Composed::default()));
    assert_eq!(say(&[("when.1.ve", "loai")]), Err("when.1.so".to_owned()));
    assert_eq!(
        say(&[("when.1.ve", "loai"), ("when.1.so", "tu"), ("when.1.la", "3")]),
        Err("when.1.so".to_owned())
    );
    assert_eq!(
        say(&[("when.1.ve", "loai"), ("when.1.so", "la"), ("when.1.la", "x")]),
        Err("when.1.la".to_owned())
    );
    assert_eq!(say(&[("when.1.ve", "@kenh"), ("when.1.so", "co")]), Err("when.1.so".to_owned()));
    assert_eq!(
        say(&[("when.2.ve", "tang"), ("when.2.so", "tu"), ("when.2.la", "ba")]),
        Err("when.2.la".to_owned())
    );
    assert_eq!(
        say(&[("when.1.ve", "ngay"), ("when.1.so", "la"), ("when.1.la", "1")]),
        Err("when.1.so".to_owned())
    );
}

#[test]
fn a_condition_is_said_in_words() {
    for (json, words) in [
        (json!({ "field": "co", "is": [true] }), "“co” là Có"),
        (json!({ "not": { "case": ["mot", "hai"] } }), "trường hợp không là Một hoặc Hai"),
        (
            json!({ "any": [{ "channel": ["online"] }, { "field": "tang", "at_least": 3 }] }),
            "kênh nộp hồ sơ là Trực tuyến; hoặc “tang” từ 3 trở lên",
        ),
        (
            json!({ "all": [{ "field": "ten", "filled": true }, { "field": "ngay", "filled": false }] }),
            "“ten” đã trả lời; và “ngay” chưa trả lời",
        ),
        (json!({ "not": { "not": { "case": ["mot"] } } }), r#"{"not":{"not":{"case":["mot"]}}}"#),
    ] {
        assert_eq!(said(&Condition::read(&json).expect("a condition"), &known()), words);
    }
}

#[test]
fn lines_are_added_and_taken_out() {
    let begin: Typed =
        [("name", "x"), ("when.ghep", "co"), ("when.1.ve", "loai"), ("when.2.ve", "co"), ("when.2.so", "la")]
            .map(|(key, text)| (key.to_owned(), text.to_owned()))
            .into();
    let more = edited(&begin, "dong/when").expect("a button");
    assert_eq!((count(&begin, "when"), count(&more, "when")), (2, 3));
    let less = edited(&more, "bo-dong/when/1").expect("a button");
    assert_eq!(count(&less, "when"), 2);
    assert_eq!(all(&less, "when.1.ve"), ["co"]);
    assert_eq!(all(&less, "when.1.so"), ["la"]);
    assert_eq!(all(&less, "name"), ["x"]);
    assert_eq!(edited(&begin, "xem/when").as_ref(), Some(&begin));
    assert_eq!(edited(&begin, ""), None);
}

fn line() -> impl Strategy<Value = Line> {
    let limit = (-1000i64..1000).prop_map(|n| json!(n as f64 / 4.0));
    let whole = (-1000i64..1000).prop_map(Value::from);
    let some = |all: &'static [&'static str]| {
        proptest::sample::subsequence(all, 1..=all.len())
            .prop_map(|list| list.into_iter().map(Value::from).collect::<Vec<_>>())
    };
    let is = || prop_oneof![Just(Compare::Is), Just(Compare::IsNot)];
    let of = |subject: Subject| move |(compare, values)| Line { subject: subject.clone(), compare, values };
    let field = |name: &str| Subject::Field(name.to_owned());
    let limits = prop_oneof![
        Just(Compare::AtLeast),
        Just(Compare::AtMost),
        Just(Compare::Below),
        Just(Compare::Above)
    ];
    let filled = prop_oneof![Just(Compare::Filled), Just(Compare::Unfilled)];
    let named = prop_oneof![Just("loai"), Just("co"), Just("tang"), Just("ten"), Just("ngay")];
    let yes = proptest::sample::subsequence(vec![true, false], 1..=2)
        .prop_map(|it| it.into_iter().map(Value::from).collect());
    prop_oneof![
        (is(), some(&["mot", "hai"])).prop_map(of(Subject::Case)),
        (is(), some(&["online", "counter", "post"])).prop_map(of(Subject::Channel)),
        (is(), some(&["a", "b", "c"])).prop_map(of(field("loai"))),
        (is(), yes).prop_map(of(field("co"))),
        (is(), prop::collection::vec(whole, 1..4)).prop_map(of(field("tang"))),
        (is(), prop::collection::vec("[a-zđ][a-zđ .,;]{0,8}[a-z]".prop_map(Value::from), 1..4))
            .prop_map(of(field("ten"))),
        (limits, limit.prop_map(|it| vec![it])).prop_map(of(field("tang"))),
        (filled, named).prop_map(move |(compare, name)| Line {
            subject: field(name),
            compare,
            values: Vec::new()
        }),
    ]
}

fn composed() -> impl Strategy<Value = Composed> {
    (prop::collection::vec(line(), 0..6), any::<bool>()).prop_map(|(lines, any)| Composed {
        join: if any && lines.len() > 1 { Join::Any } else { Join::All },
        lines,
    })
}

proptest! {
    #[test]
    fn what_is_written_is_read(it in composed()) {
        let read = it.write().map_or_else(|| Some(Composed::default()), |condition| {
            let json = Value::from(condition.clone());
            assert_eq!(Condition::read(&json).expect("a condition"), condition);
            Composed::read(&condition)
        });
        prop_assert_eq!(read.as_ref(), Some(&it));
    }

    #[test]
    fn what_is_shown_is_typed(it in composed()) {
        let known = known();
        let shown = it.shown("when", &known);
        prop_assert!(shown.is_some(), "{:?}", it);
        prop_assert_eq!(Composed::typed(&shown.unwrap_or_default(), "when", &known), Ok(it));
    }
}
