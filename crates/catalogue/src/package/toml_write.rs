//! Writing TOML as an administrator would: one key a line, long lists one item a line, conditions as inline tables.

use serde_json::Value;

/// A list longer than this is written one item a line.
const WIDE: usize = 100;

/// A TOML text that grows.
#[derive(Default)]
pub(crate) struct Toml(String);

impl Toml {
    pub(crate) fn finish(self) -> String {
        self.0
    }

    /// A table begins: `[cutoff]`, `[[term]]`.
    pub(crate) fn table(&mut self, head: &str) {
        if !self.0.is_empty() && !self.0.ends_with("\n\n") {
            self.0.push('\n');
        }
        self.0.push_str(&format!("{head}\n"));
    }

    /// A table within the one before: `[fee.rate]`.
    pub(crate) fn within(&mut self, head: &str) {
        self.0.push_str(&format!("{head}\n"));
    }

    /// What is not a text: a number, a day, a time of day.
    pub(crate) fn plain(&mut self, key: &str, value: impl std::fmt::Display) {
        self.0.push_str(&format!("{key} = {value}\n"));
    }

    pub(crate) fn opt_plain(&mut self, key: &str, value: Option<impl std::fmt::Display>) {
        if let Some(value) = value {
            self.plain(key, value);
        }
    }

    pub(crate) fn text(&mut self, key: &str, text: &str) {
        self.plain(key, quoted(text));
    }

    pub(crate) fn opt_text(&mut self, key: &str, text: Option<&String>) {
        if let Some(text) = text {
            self.text(key, text);
        }
    }

    /// A yes or no that differs from what is taken when nothing is said.
    pub(crate) fn flag(&mut self, key: &str, value: bool, unsaid: bool) {
        if value != unsaid {
            self.plain(key, value);
        }
    }

    /// A list of texts; nothing where it is empty.
    pub(crate) fn texts<T: AsRef<str>>(&mut self, key: &str, list: &[T]) {
        if list.is_empty() {
            return;
        }
        let items: Vec<String> = list.iter().map(|one| quoted(one.as_ref())).collect();
        let line = items.join(", ");
        if line.chars().count() <= WIDE {
            self.plain(key, format!("[{line}]"));
        } else {
            let lines: String = items.iter().map(|item| format!("  {item},\n")).collect();
            self.plain(key, format!("[\n{lines}]"));
        }
    }

    /// A condition or values, as inline tables.
    pub(crate) fn value(&mut self, key: &str, value: &Value) {
        self.plain(key, inline(value));
    }
}

/// A basic string: the escapes of JSON are among those of TOML, which also wants DEL escaped.
pub(crate) fn quoted(text: &str) -> String {
    Value::from(text).to_string().replace('\u{7f}', "\\u007F")
}

/// A JSON value as TOML; a null, which TOML does not have, is left out of tables and lists.
pub(crate) fn inline(value: &Value) -> String {
    match value {
        Value::Null => "{}".to_owned(),
        Value::String(text) => quoted(text),
        Value::Array(list) => {
            let items: Vec<String> = list.iter().filter(|one| !one.is_null()).map(inline).collect();
            format!("[{}]", items.join(", "))
        }
        Value::Object(map) if map.is_empty() => "{}".to_owned(),
        Value::Object(map) => {
            let pairs = map.iter().filter(|(_, one)| !one.is_null());
            let pairs: Vec<String> =
                pairs.map(|(key, one)| format!("{} = {}", bare(key), inline(one))).collect();
            format!("{{ {} }}", pairs.join(", "))
        }
        other => other.to_string(),
    }
}

/// A key, in quotes where it must be.
pub(crate) fn bare(key: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '-';
    if !key.is_empty() && key.chars().all(plain) { key.to_owned() } else { quoted(key) }
}
