//! The fields of an e-form as a page shows them, whatever procedure they belong to.

use catalogue::Situation;
use catalogue::form::{Field, Page, Widget};
use serde_json::Value;
use web::{Choice, Form};

use crate::model::{Acting, TypedApplicant};

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
        complete: complete(field),
        optional: !field.required,
    }
}

/// What a browser may fill in. HTML allows a whole address in a large box only, so one line of it is asked for here.
fn complete(field: &Field) -> &str {
    match (field.autocomplete.as_deref(), field.widget) {
        (Some("street-address"), Widget::Text) => "address-line1",
        (token, _) => token.unwrap_or(""),
    }
}

/// The boxes of a page filled with what was answered before; a page never answered, with what the
/// applicant has given.
pub(crate) fn filled(form: Form, page: &Page, answers: &Value, applicant: &TypedApplicant) -> Form {
    let fresh = page.fields.iter().all(|field| answers.get(&field.name).is_none());
    let known = |field: &Field| match answers.get(&field.name) {
        Some(answer) => field.posted(answer),
        None if !fresh => Vec::new(),
        None => prefill(field, applicant)
            .map_or_else(Vec::new, |text| field.posted(&Value::String(text.to_owned()))),
    };
    page.fields.iter().flat_map(known).fold(form, |form, (name, value)| form.with(name, value))
}

/// What the applicant has given for a field that says so (`x-prefill`).
fn prefill<'a>(field: &Field, applicant: &'a TypedApplicant) -> Option<&'a str> {
    let owner = applicant.people.first().filter(|_| applicant.acting() != Some(Acting::Own));
    let text = match field.prefill.as_deref()? {
        "citizen.name" => &applicant.name,
        "citizen.number" => &applicant.number,
        "citizen.address" => &applicant.address,
        "citizen.phone" => &applicant.phone,
        "citizen.email" => &applicant.email,
        "citizen.birth_date" => &applicant.born,
        "citizen.sex" => &applicant.sex,
        // Whom it is about: the owner it is filed for.
        "owner.name" => &owner?.name,
        "owner.birth_date" => &owner?.born,
        "owner.sex" => &owner?.sex,
        "owner.number" => &owner?.number,
        _ => return None,
    };
    Some(text.as_str()).filter(|text| !text.is_empty())
}

/// What was posted, as the form model reads it.
pub(crate) fn posted(form: &Form) -> Vec<(String, String)> {
    form.pairs().map(|(name, value)| (name.to_owned(), value.to_owned())).collect()
}
