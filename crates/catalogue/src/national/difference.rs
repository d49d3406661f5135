//! What changed between two versions of a description: a pure comparison of two JSON values. Lists are compared from
//! both ends, so that something put in between shows as one thing added.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// One thing that changed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Difference {
    /// Where: `channels[0].fees[1].amount`. Numbers of list items are those of the newer version, of the older one for
    /// what was taken out.
    pub path: String,
    /// What stood there; none if it was put in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub before: Option<Value>,
    /// What stands there; none if it was taken out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub after: Option<Value>,
}

/// Everything that changed from `before` to `after`; empty exactly if they are equal.
#[must_use]
pub fn difference(before: &Value, after: &Value) -> Vec<Difference> {
    let mut out = Vec::new();
    value(String::new(), before, after, &mut out);
    out
}

fn value(path: String, before: &Value, after: &Value, out: &mut Vec<Difference>) {
    match (before, after) {
        _ if before == after => {}
        (Value::Object(before), Value::Object(after)) => object(&path, before, after, out),
        (Value::Array(before), Value::Array(after)) => list(&path, before, after, out),
        _ => out.push(Difference { path, before: Some(before.clone()), after: Some(after.clone()) }),
    }
}

fn object(path: &str, before: &Map<String, Value>, after: &Map<String, Value>, out: &mut Vec<Difference>) {
    let inside = |key: &str| if path.is_empty() { key.to_owned() } else { format!("{path}.{key}") };
    for (key, old) in before {
        match after.get(key) {
            Some(new) => value(inside(key), old, new, out),
            None => out.push(Difference { path: inside(key), before: Some(old.clone()), after: None }),
        }
    }
    for (key, new) in after.iter().filter(|(key, _)| !before.contains_key(*key)) {
        out.push(Difference { path: inside(key), before: None, after: Some(new.clone()) });
    }
}

fn list(path: &str, before: &[Value], after: &[Value], out: &mut Vec<Difference>) {
    let start = before.iter().zip(after).take_while(|(old, new)| old == new).count();
    let (old, new) = (&before[start..], &after[start..]);
    let end = old.iter().rev().zip(new.iter().rev()).take_while(|(old, new)| old == new).count();
    let (old, new) = (&old[..old.len() - end], &new[..new.len() - end]);
    let both = old.len().min(new.len());
    for (n, (old, new)) in old.iter().zip(new).enumerate() {
        value(format!("{path}[{}]", start + n), old, new, out);
    }
    for (n, gone) in old.iter().enumerate().skip(both) {
        out.push(Difference {
            path: format!("{path}[{}]", start + n),
            before: Some(gone.clone()),
            after: None,
        });
    }
    for (n, come) in new.iter().enumerate().skip(both) {
        out.push(Difference {
            path: format!("{path}[{}]", start + n),
            before: None,
            after: Some(come.clone()),
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use serde_json::json;

    #[test]
    fn what_changed_is_said_where_it_changed() {
        let before =
            json!({"name": "Một", "steps": ["a", "b"], "channels": [{"fees": [{"amount": 5}]}], "old": 1});
        let after = json!({"name": "Một", "steps": ["a", "x", "b"], "channels": [{"fees": [{"amount": 6}]}], "new": null});
        let said: Vec<String> = difference(&before, &after).iter().map(|one| one.path.clone()).collect();
        assert_eq!(said, ["steps[1]", "channels[0].fees[0].amount", "old", "new"]);
        let came = &difference(&before, &after)[0];
        assert_eq!((&came.before, &came.after), (&None, &Some(json!("x"))));
    }

    fn json_value() -> impl Strategy<Value = Value> {
        let leaf = prop_oneof![
            Just(Value::Null),
            any::<bool>().prop_map(Value::from),
            (0..3_i64).prop_map(Value::from),
            "[ab]{0,2}".prop_map(Value::from)
        ];
        leaf.prop_recursive(3, 24, 4, |inner| {
            prop_oneof![
                prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
                prop::collection::btree_map("[a-c]", inner, 0..4)
                    .prop_map(|all| Value::Object(all.into_iter().collect())),
            ]
        })
    }

    proptest! {
        #[test]
        fn nothing_changed_exactly_if_both_are_equal(before in json_value(), after in json_value()) {
            prop_assert_eq!(difference(&before, &after).is_empty(), before == after);
            prop_assert!(difference(&before, &before).is_empty());
        }

        #[test]
        fn backwards_it_is_the_same_the_other_way_round(before in json_value(), after in json_value()) {
            let mut there: Vec<_> = difference(&before, &after).into_iter().map(|it| (it.path, it.before, it.after)).collect();
            let mut back: Vec<_> = difference(&after, &before).into_iter().map(|it| (it.path, it.after, it.before)).collect();
            let key = |it: &(String, Option<Value>, Option<Value>)| format!("{it:?}");
            there.sort_by_key(key);
            back.sort_by_key(key);
            prop_assert_eq!(there, back);
        }
    }
}
