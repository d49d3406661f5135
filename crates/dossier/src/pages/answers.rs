//! The fields of an e-form as a page shows them, whatever procedure they belong to.

use catalogue::Situation;
use catalogue::form::{Field, Page, Widget};
use serde_json::Value;
use web::{Choice, Form};

/// A field with what its template needs.
pub(crate) struct Asked<'a> {
    pub(crate) name: &'a str,
    pub(crate) label: &'a str,
    pub(crate) hint: String,
    pub(crate) widget: Widget,
    pub(crate) options: Vec<Choice>,
    pub(crate) unit: &'a str,
    pub(crate) complete: &'a str,
    pub(crate) optional: bool,
}

/// The fields of a page that apply with these answers.
pub(crate) fn asked<'a>(page: &'a Page, answers: &'a Value, situation: &'a Situation<'a>) -> Vec<Asked<'a>> {
    page.shown_fields(answers, situation).map(one).collect()
}

fn one(field: &Field) -> Asked<'_> {
    let options = match field.widget {
        Widget::YesNo => vec![Choice::new("true", "Có"), Choice::new("false", "Không")],
        _ => field
            .options
            .iter()
            .map(|option| {
                Choice::new(&option.value, &option.label).hint(option.hint.as_deref().unwrap_or(""))
            })
            .collect(),
    };
    Asked {
        name: &field.name,
        label: &field.label,
        hint: field.hint.clone().unwrap_or_default(),
        widget: field.widget,
        options,
        unit: field.unit.as_deref().unwrap_or(""),
        complete: field.autocomplete.as_deref().unwrap_or(""),
        optional: !field.required,
    }
}

/// The boxes of a page filled with what was answered before.
pub(crate) fn filled(form: Form, page: &Page, answers: &Value) -> Form {
    let pairs =
        page.fields.iter().filter_map(|field| answers.get(&field.name).map(|answer| field.posted(answer)));
    pairs.flatten().fold(form, |form, (name, value)| form.with(name, value))
}

/// What was posted, as the form model reads it.
pub(crate) fn posted(form: &Form) -> Vec<(String, String)> {
    form.pairs().map(|(name, value)| (name.to_owned(), value.to_owned())).collect()
}
