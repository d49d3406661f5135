//! What the forms of these pages offer to choose from, and how they read dates and choices.

use base::{BadText, FieldError, Role};
use jiff::civil::Date;
use web::{Check, Choice, Form};

use crate::tree::Branch;

/// The roles, in the order of screens.
pub(super) fn roles() -> Vec<Choice> {
    Role::ALL.iter().map(|role| Choice::new(role.code(), role.label())).collect()
}

/// Units as a list in which depth shows.
pub(super) fn units(tree: &[Branch]) -> Vec<Choice> {
    let line = |branch: &Branch| {
        let indent = "\u{2003}".repeat(branch.depth);
        Choice::new(branch.unit.id.to_string(), format!("{indent}{}", branch.unit.name))
    };
    tree.iter().map(line).collect()
}

/// A form whose date field is filled in.
pub(super) fn with_date(form: Form, field: &str, date: Date) -> Form {
    form.with(format!("{field}-ngay"), date.day())
        .with(format!("{field}-thang"), date.month())
        .with(format!("{field}-nam"), date.year())
}

/// A text with a rule of its own.
pub(super) fn ruled<T: std::str::FromStr<Err = BadText>>(
    check: &mut Check<'_>,
    form: &Form,
    field: &str,
) -> Option<T> {
    match form.value(field).parse() {
        Ok(value) => Some(value),
        Err(why) => {
            check.refuse(field, why.0);
            None
        }
    }
}

/// A code, a word or an identifier that may be missing; the outer `None` is a refusal.
#[expect(clippy::option_option, reason = "missing and refused are two things")]
pub(super) fn optional<T: std::str::FromStr>(
    check: &mut Check<'_>,
    form: &Form,
    field: &str,
    sentence: &str,
) -> Option<Option<T>> {
    let typed = form.value(field).trim();
    if typed.is_empty() {
        return Some(None);
    }
    let value = typed.parse().ok();
    if value.is_none() {
        check.refuse(field, sentence);
    }
    value.map(Some)
}

/// One of a list, which must be chosen.
pub(super) fn chosen<T: std::str::FromStr>(
    check: &mut Check<'_>,
    form: &Form,
    field: &str,
    sentence: &str,
) -> Option<T> {
    let value = form.value(field).parse().ok();
    if value.is_none() {
        check.refuse(field, sentence);
    }
    value
}

/// A role by its code.
pub(super) fn role(check: &mut Check<'_>, form: &Form) -> Option<Role> {
    let role = Role::parse(form.value("role"));
    if role.is_none() {
        check.refuse("role", "Chọn vai trò.");
    }
    role
}

/// The errors of a check or of an action, for the form.
pub(super) type Refused = Vec<FieldError>;
