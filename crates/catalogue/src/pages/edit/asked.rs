//! The questions of a form as people will see them, with answers to try it.

use jiff::civil::Date;
use serde_json::Value;
use web::{Choice, Form};

use crate::form::{Field, Page, Widget};
use crate::model::{Channel, Condition, Situation};
use crate::outline::Typed;
use crate::outline::composed::said;
use crate::outline::known::Known;

/// What the names of answers begin with, so that none is a field of the editor.
const OURS: &str = "xem.";

/// A page of the form.
#[derive(Default)]
pub(super) struct PageShown {
    pub(super) code: String,
    pub(super) title: String,
    pub(super) intro: String,
    pub(super) when: String,
    /// Those that are asked with these answers; all of them where none are given.
    pub(super) questions: Vec<Shown>,
    /// Those that are not: what is asked, and when.
    pub(super) hidden: Vec<(String, String)>,
}

impl PageShown {
    /// A page that cannot be read yet, or has no question: its questions by what they ask.
    pub(super) fn bare(code: String, title: String, known: &Known) -> Self {
        let here = known.questions.iter().filter(|it| it.page == code);
        let questions = here.map(|it| Shown {
            field: it.name.clone(),
            label: it.label.clone(),
            kind: "bare",
            ..Shown::default()
        });
        Self { questions: questions.collect(), code, title, ..Self::default() }
    }
}

/// A question as people see it.
#[derive(Default)]
pub(super) struct Shown {
    /// In the form.
    pub(super) field: String,
    /// On the page.
    pub(super) name: String,
    pub(super) label: String,
    pub(super) hint: String,
    pub(super) kind: &'static str,
    pub(super) unit: String,
    pub(super) optional: bool,
    pub(super) when: String,
    pub(super) options: Vec<Choice>,
    /// The questions of its first row.
    pub(super) inner: Vec<Shown>,
}

/// The names under which case and channel are chosen.
pub(super) const CASE: &str = "xem.@truong-hop";
pub(super) const CHANNEL: &str = "xem.@kenh";

/// The case and channel that a form was sent with, else the first of those there are.
pub(super) fn situation<'a>(sent: &Form, known: &'a Known, channels: &[Channel]) -> Situation<'a> {
    let channel = Channel::parse(sent.value(CHANNEL)).filter(|it| channels.contains(it));
    let case = known.cases.iter().find(|(code, _)| code == sent.value(CASE)).or_else(|| known.cases.first());
    Situation {
        case: case.map_or("", |(code, _)| code),
        channel: channel.or_else(|| channels.first().copied()).unwrap_or(Channel::Online),
    }
}

/// The pages as they are asked with these answers.
pub(super) fn pages(
    form: &crate::form::Form,
    answers: &Value,
    situation: &Situation<'_>,
    known: &Known,
) -> Vec<PageShown> {
    form.pages.iter().map(|it| page(it, Some((answers, situation)), known)).collect()
}

/// A page, with every question or those that are asked with these answers.
pub(super) fn page(page: &Page, with: Option<(&Value, &Situation<'_>)>, known: &Known) -> PageShown {
    let asked = |field: &&Field| {
        with.is_none_or(|(answers, situation)| {
            page.is_shown(answers, situation) && field.is_shown(answers, situation)
        })
    };
    let (shown, hidden): (Vec<&Field>, Vec<&Field>) = page.fields.iter().partition(asked);
    let when = words(page.shown_if.as_ref(), known);
    PageShown {
        code: page.code.clone(),
        title: page.title.clone(),
        intro: page.intro.clone().unwrap_or_default(),
        questions: shown.into_iter().map(|field| question(field, field.name.clone(), known)).collect(),
        hidden: hidden
            .into_iter()
            .map(|field| {
                (
                    field.label.clone(),
                    if field.shown_if.is_some() {
                        words(field.shown_if.as_ref(), known)
                    } else {
                        when.clone()
                    },
                )
            })
            .collect(),
        when,
    }
}

/// The answers that a form was sent with; the sample where it has none.
pub(super) fn answers(
    form: &crate::form::Form,
    sent: &Form,
    situation: &Situation<'_>,
    today: Date,
) -> Value {
    let given: Typed = sent
        .pairs()
        .filter_map(|(name, text)| Some((name.strip_prefix(OURS)?.to_owned(), text.to_owned())))
        .collect();
    let sample = form.sample(situation, today);
    if given.is_empty() {
        return sample;
    }
    // Pages that were not shown are as in the sample: those before decide what is asked here.
    let mut all = sample;
    for page in &form.pages {
        let here = given.iter().any(|(name, _)| page.fields.iter().any(|field| belongs(field, name)));
        if here {
            let (answers, _) = page.answers(&given, &all, situation);
            page.fields
                .iter()
                .for_each(|field| _ = all.as_object_mut().and_then(|map| map.shift_remove(&field.name)));
            if let Some(map) = all.as_object_mut() {
                map.extend(answers);
            }
        }
    }
    form.tidy(all, situation)
}

/// Whether a name that was sent is one of a field's boxes.
fn belongs(field: &Field, name: &str) -> bool {
    name.strip_prefix(field.name.as_str()).is_some_and(|rest| rest.is_empty() || rest.starts_with('-'))
}

/// The form with its answers in the boxes.
pub(super) fn filled(
    form: Form,
    questions: &crate::form::Form,
    answers: &Value,
    situation: &Situation<'_>,
) -> Form {
    let others = form.pairs().filter(|(name, _)| !name.starts_with(OURS));
    let others: Typed = others.map(|(name, text)| (name.to_owned(), text.to_owned())).collect();
    let form = form.again(others).with(CASE, situation.case).with(CHANNEL, situation.channel.code());
    let answered = questions.fields().filter_map(|field| Some((field, answers.get(&field.name)?)));
    let boxes = answered.flat_map(|(field, answer)| field.posted(answer));
    boxes.fold(form, |form, (name, text)| form.with(format!("{OURS}{name}"), text))
}

fn words(condition: Option<&Condition>, known: &Known) -> String {
    condition.map_or_else(String::new, |it| said(it, known))
}

fn question(field: &Field, name: String, known: &Known) -> Shown {
    let inner = field.rows.iter().map(|inner| question(inner, field.row_name(1, &inner.name), known));
    Shown {
        inner: inner.collect(),
        field: field.name.clone(),
        name: format!("{OURS}{name}"),
        label: field.label.clone(),
        hint: field.hint.clone().unwrap_or_default(),
        kind: match field.widget {
            Widget::Text | Widget::Tel | Widget::Email => "line",
            Widget::Textarea => "text",
            Widget::Number => "number",
            Widget::Date => "date",
            Widget::Radios | Widget::YesNo => "one",
            Widget::Select => "select",
            Widget::Checkboxes => "some",
            Widget::Checkbox => "flag",
            Widget::Rows => "rows",
        },
        unit: field.unit.clone().unwrap_or_default(),
        optional: !field.required,
        when: words(field.shown_if.as_ref(), known),
        options: if field.widget == Widget::YesNo {
            vec![Choice::new("true", "Có"), Choice::new("false", "Không")]
        } else {
            let choices = field.options.iter();
            choices
                .map(|it| Choice::new(&it.value, &it.label).hint(it.hint.clone().unwrap_or_default()))
                .collect()
        },
    }
}
