//! The fields of an e-form as a page shows them, whatever procedure they belong to.

use base::{Ctx, Locale};
use catalogue::Situation;
use catalogue::form::{Field, Page, Widget};
use serde_json::Value;
use web::{Choice, Form};

use crate::model::{Acting, TypedApplicant};

/// A field with what its template needs.
pub(crate) struct Asked<'a> {
    pub(crate) name: String,
    pub(crate) label: &'a str,
    pub(crate) hint: String,
    pub(crate) widget: Widget,
    pub(crate) options: Vec<Choice>,
    pub(crate) unit: &'a str,
    pub(crate) complete: &'a str,
    pub(crate) optional: bool,
    /// The rows on the page, for a field that has them: the questions of each.
    pub(crate) rows: Vec<Row<'a>>,
    /// What one row is: `người`.
    pub(crate) row: &'a str,
}

/// One row of a field.
pub(crate) struct Row<'a> {
    /// Its number, from 1.
    pub(crate) n: usize,
    /// The name of its hidden box.
    pub(crate) mark: String,
    pub(crate) asked: Vec<Asked<'a>>,
}

/// The fields of a page that apply with these answers, with as many rows as `form` has.
pub(crate) fn asked<'a>(
    page: &'a Page,
    answers: &'a Value,
    situation: &'a Situation<'a>,
    form: &Form,
) -> Vec<Asked<'a>> {
    let posted = posted(form);
    page.shown_fields(answers, situation).map(|field| whole(field, &posted, form.locale())).collect()
}

/// Every field of a page, whatever is answered.
pub(crate) fn every<'a>(page: &'a Page, form: &Form) -> Vec<Asked<'a>> {
    let posted = posted(form);
    page.fields.iter().map(|field| whole(field, &posted, form.locale())).collect()
}

/// A field with its rows.
fn whole<'a>(field: &'a Field, posted: &[(String, String)], locale: Locale) -> Asked<'a> {
    let count = field.rows_on_page(posted).max(1);
    let row = |n| Row {
        n,
        mark: field.row_mark(n),
        asked: field
            .rows
            .iter()
            .map(|question| one(question, field.row_name(n, &question.name), locale))
            .collect(),
    };
    let rows = if field.rows.is_empty() { Vec::new() } else { (1..=count).map(row).collect() };
    Asked { rows, ..one(field, field.name.clone(), locale) }
}

/// The form of a page after one of the buttons under its rows was pressed; none if none was.
pub(crate) fn edited(form: &Form, ctx: &Ctx, pages: &[Page]) -> Option<Form> {
    let edit = Some(form.value(EDIT)).filter(|edit| !edit.is_empty())?;
    let posted = posted(form);
    let edited = pages.iter().find_map(|page| page.edit_rows(&posted, edit))?;
    let typed = edited.into_iter().filter(|(name, _)| name != EDIT);
    Some(typed.fold(Form::empty(ctx).spoken(form.locale()), |form, (name, value)| form.with(name, value)))
}

/// The name of the buttons that add a row or take one out.
const EDIT: &str = "hang";

fn one(field: &Field, name: String, locale: Locale) -> Asked<'_> {
    let options = match field.widget {
        Widget::YesNo => {
            vec![Choice::new("true", locale.t("Có", "Yes")), Choice::new("false", locale.t("Không", "No"))]
        }
        _ => field
            .options
            .iter()
            .map(|option| {
                Choice::new(&option.value, &option.label)
                    .hint(option.hint.as_deref().unwrap_or(""))
                    .vietnamese()
            })
            .collect(),
    };
    Asked {
        name,
        label: &field.label,
        hint: field.hint.clone().unwrap_or_default(),
        widget: field.widget,
        options,
        unit: field.unit.as_deref().unwrap_or(""),
        complete: complete(field),
        optional: !field.required,
        rows: Vec::new(),
        row: &field.row,
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
