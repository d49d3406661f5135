//! The page on which a citizen corrects name, papers and contact.

use askama::Template;
use axum::extract::State;
use base::{BadText, FieldError};
use web::{Answer, App, Choice, Form, Page, Posted, Who, page, see_other};

use crate::actions::{Profile, change_profile, see_mine};
use crate::model::Identity;

#[derive(Template)]
#[template(path = "edit.html")]
struct Edit<'a> {
    form: &'a Form,
    kinds: Vec<Choice>,
}

pub(super) async fn show(State(app): State<App>, Who(ctx): Who) -> Answer {
    ctx.authorise_citizen()?;
    let of_read = ctx.clone();
    let mine = app.db.read(move |rx| see_mine(rx, &of_read)).await?;
    let account = mine.account.ok_or(base::Denied::NotFound)?;
    let form = Form::empty(&ctx)
        .spoken(ctx.locale)
        .with("name", &account.name)
        .with("identity-kind", account.identity.kind())
        .with("identity-number", account.identity.number().unwrap_or_default())
        .with("phone", account.phone_text())
        .with("email", account.email_text());
    ask(&form).answer()
}

pub(super) async fn send(State(app): State<App>, Posted { ctx, form }: Posted) -> Answer {
    ctx.authorise_citizen()?;
    let form = form.spoken(ctx.locale);
    let profile = match read(&form) {
        Ok(profile) => profile,
        Err(errors) => return ask(&form.with_errors(errors)).answer(),
    };
    match app.db.write(move |tx| change_profile(tx, &ctx, &profile)).await {
        Ok(()) => Ok(see_other("/tai-khoan")),
        Err(error) => ask(&form.refused(error.into())?).answer(),
    }
}

fn ask(form: &Form) -> Page {
    let kinds = Identity::KINDS.iter().map(|(code, (vi, en))| Choice::new(*code, form.t(vi, en))).collect();
    page(form.t("Sửa thông tin", "Change my details"), &Edit { form, kinds })
        .form(form)
        .narrow()
        .back("/tai-khoan", form.t("Tài khoản của tôi", "My account"))
}

/// Reads the form; every mistake at once.
fn read(form: &Form) -> Result<Profile, Vec<FieldError>> {
    let name = form.value("name").parse().map_err(|why: BadText| FieldError::new("name", why));
    let identity = Identity::read(form.value("identity-kind"), form.value("identity-number"));
    let phone = optional(form, "phone");
    let email = optional(form, "email");
    match (name, identity, phone, email) {
        (Ok(name), Ok(identity), Ok(phone), Ok(email)) => Ok(Profile { name, identity, email, phone }),
        (name, identity, phone, email) => {
            Err([name.err(), identity.err(), phone.err(), email.err()].into_iter().flatten().collect())
        }
    }
}

/// A field that may stay empty.
fn optional<T: std::str::FromStr<Err = BadText>>(form: &Form, field: &str) -> Result<Option<T>, FieldError> {
    let text = form.value(field).trim();
    if text.is_empty() {
        return Ok(None);
    }
    text.parse().map(Some).map_err(|why: BadText| FieldError::new(field, why))
}
