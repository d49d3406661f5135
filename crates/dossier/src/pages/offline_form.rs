//! The form of a procedure as a machine without a network shows it: every question there is, each with the condition under which it
//! is asked, so that the machine shows and hides what the server would.

use std::collections::BTreeMap;

use askama::Template;
use base::Ctx;
use catalogue::form::{Field, Limits, Page, ValueKind};
use catalogue::{Component, Condition, ProcedureVersion, Situation};
use serde_json::{Map, Value, json};
use web::{Choice, Form};

use super::answers::{Asked, every};
use super::people::{self, Slot};
use super::{apply_whom, counter};
use crate::model::{Acting, Channel, PartyKind, TypedParty};
use crate::rules;

/// The HTML of a form.
pub(crate) struct OfflineForm {
    /// The form.
    pub(crate) html: String,
    /// The fields of the owner, by right and kind: `kin/citizen`; without a kind, the question for it.
    pub(crate) people: BTreeMap<String, String>,
}

#[derive(Template)]
#[template(path = "offline_form.html")]
struct Sheet<'a> {
    form: &'a Form,
    cases: Vec<Choice>,
    whom: Vec<Choice>,
    sexes: Vec<Choice>,
    ways: Vec<Choice>,
    groups: Vec<(&'a str, String, Vec<Question<'a>>)>,
    papers: Vec<Paper<'a>>,
    printed: Vec<&'a str>,
}

#[derive(Template)]
#[template(path = "offline_people.html")]
struct Owner<'a> {
    form: &'a Form,
    slots: Vec<Slot>,
    sexes: Vec<Choice>,
}

/// A question with what the machine must know of it.
struct Question<'a> {
    asked: Asked<'a>,
    when: String,
    kind: &'static str,
    missing: String,
    limits: String,
}

/// A paper that may be handed in.
struct Paper<'a> {
    code: &'a str,
    name: &'a str,
    required: bool,
    when: String,
    /// The right by which somebody must file for it to be owed; empty is any.
    acting: &'static str,
}

/// Makes it.
///
/// # Errors
/// Where the template could not be rendered.
pub(crate) fn offline_form(ctx: &Ctx, version: &ProcedureVersion) -> Result<OfflineForm, askama::Error> {
    let form = Form::empty(ctx).with("applicant.acting", Acting::Own.code());
    let first = version.cases.first().map_or("", |case| case.code.as_str());
    let form = form.with("case", first);
    let (printed, papers): (Vec<_>, Vec<_>) =
        version.components.iter().partition(|it| it.is_the_form(Channel::Counter));
    let page = Sheet {
        cases: version.cases.iter().map(|it| Choice::new(&it.code, &it.name)).collect(),
        whom: apply_whom::choices(version, base::Locale::Vi),
        sexes: people::sexes(base::Locale::Vi),
        ways: counter::ways(),
        groups: version.form.pages.iter().map(|page| group(version, page, &form)).collect(),
        papers: papers.into_iter().map(paper).chain(mandate(version)).collect(),
        printed: printed.into_iter().map(|it| it.name.as_str()).collect(),
        form: &form,
    };
    Ok(OfflineForm { html: page.render()?, people: owners(ctx, version)? })
}

fn group<'a>(
    version: &'a ProcedureVersion,
    page: &'a Page,
    form: &Form,
) -> (&'a str, String, Vec<Question<'a>>) {
    let questions = every(page, form).into_iter().zip(&page.fields).map(|(asked, field)| Question {
        asked,
        when: when(field.shown_if.as_ref()),
        kind: kind(field.kind),
        missing: if field.required { field.missing_message().vietnamese } else { String::new() },
        limits: limits(version, field),
    });
    (page.title.as_str(), when(page.shown_if.as_ref()), questions.collect())
}

fn paper(component: &Component) -> Paper<'_> {
    Paper {
        code: &component.code,
        name: &component.name,
        required: component.required,
        when: when(component.when.as_ref()),
        acting: "",
    }
}

/// The paper of a mandate, where the procedure does not ask for one itself.
fn mandate(version: &ProcedureVersion) -> Option<Paper<'static>> {
    let none = Value::Object(Map::new());
    let situation = Situation { case: "", channel: Channel::Counter };
    let wanted = rules::mandate(version, &situation, &none, Acting::Mandate)?;
    Some(Paper { acting: Acting::Mandate.code(), ..paper(wanted) })
}

fn when(condition: Option<&Condition>) -> String {
    condition.map_or_else(String::new, |it| Value::from(it.clone()).to_string())
}

const fn kind(kind: ValueKind) -> &'static str {
    match kind {
        ValueKind::Text => "text",
        ValueKind::Integer | ValueKind::Number => "number",
        ValueKind::Boolean => "boolean",
        ValueKind::Date => "date",
        ValueKind::Choices => "choices",
        ValueKind::Rows => "rows",
    }
}

/// What an answer must keep to, as far as a machine checks it; the server checks everything again.
fn limits(version: &ProcedureVersion, field: &Field) -> String {
    let pattern = version.form.schema.pointer(&format!("/properties/{}/pattern", field.name));
    let say = field.errors.get("pattern").or_else(|| field.errors.get("format"));
    let Limits { min_length, max_length, minimum, maximum, .. } = field.limits;
    let mut limits = Map::new();
    for (name, value) in [
        ("pattern", pattern.cloned()),
        ("say", say.map(|text| json!(text))),
        ("minLength", min_length.map(|it| json!(it))),
        ("maxLength", max_length.map(|it| json!(it))),
        ("minimum", minimum.map(|it| json!(it))),
        ("maximum", maximum.map(|it| json!(it))),
    ] {
        if let Some(value) = value {
            limits.insert(name.to_owned(), value);
        }
    }
    if limits.is_empty() { String::new() } else { Value::Object(limits).to_string() }
}

/// The fields of one owner, for every right by which somebody files for another.
fn owners(ctx: &Ctx, version: &ProcedureVersion) -> Result<BTreeMap<String, String>, askama::Error> {
    let mut out = BTreeMap::new();
    for acting in Acting::ALL.iter().copied().filter(|it| *it != Acting::Own) {
        let kinds = std::iter::once("").chain(PartyKind::ALL.iter().map(|it| it.code()));
        for kind in kinds {
            let party = TypedParty { kind: kind.to_owned(), ..TypedParty::default() };
            let slots = people::slots(version, acting, &[party], base::Locale::Vi);
            let fits = |slot: &Slot| kind.is_empty() || slot.kinds.iter().any(|it| it.value == kind);
            if slots.iter().all(fits) {
                let form = Form::empty(ctx).with("applicant.people.0.kind", kind);
                let owner = Owner { form: &form, slots, sexes: people::sexes(base::Locale::Vi) };
                out.insert(format!("{}/{kind}", acting.code()), owner.render()?);
            }
        }
    }
    Ok(out)
}
