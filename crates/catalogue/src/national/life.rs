//! The life events of a description: read from its field and its name, since the national database has none.

use std::sync::LazyLock;

use serde::Deserialize;

#[derive(Deserialize)]
struct Table {
    event: Vec<Event>,
}

#[derive(Deserialize)]
struct Event {
    name: String,
    #[serde(default)]
    fields: Vec<String>,
    #[serde(default)]
    words: Vec<String>,
}

static EVENTS: LazyLock<Vec<Event>> = LazyLock::new(|| {
    toml::from_str::<Table>(include_str!("../../data/life_events.toml"))
        .map(|table| table.event)
        .unwrap_or_default()
});

/// The life events of a procedure of this field and this name, both folded.
#[must_use]
pub fn life_events(field: &str, name: &str) -> Vec<&'static str> {
    let belongs = |event: &&Event| {
        event.fields.iter().any(|one| one == field)
            || event.words.iter().any(|one| name.contains(one.as_str()))
    };
    EVENTS.iter().filter(belongs).map(|event| event.name.as_str()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_read_and_everything_in_it_is_folded() {
        assert!(EVENTS.len() > 10);
        for event in EVENTS.iter() {
            for text in event.fields.iter().chain(&event.words) {
                assert_eq!(*text, base::fold(text), "{}", event.name);
            }
        }
    }

    #[test]
    fn a_name_or_a_field_leads_to_its_events() {
        assert_eq!(life_events("ho tich", "dang ky khai sinh"), ["Có con nhỏ"]);
        assert_eq!(life_events("dat dai", "cap doi giay chung nhan"), ["Đất đai và nhà ở"]);
        assert_eq!(life_events("hang khong", "cap giay phep bay"), Vec::<&str>::new());
    }
}
