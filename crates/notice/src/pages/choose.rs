//! A citizen chooses how to be told beside the inbox.

use askama::Template;
use axum::extract::State;
use base::{BadText, Ctx, FieldError};
use web::{Answer, App, Form, Page, Posted, Who};

use super::open_channels;
use crate::actions::{self, Choose};
use crate::model::{Channel, Choice};
use crate::queries;

#[derive(Template)]
#[template(path = "choose.html")]
struct View<'a> {
    form: &'a Form,
    mail: bool,
    sms: bool,
    zalo: bool,
    /// The channels whose server is in trouble.
    trouble: Vec<&'static str>,
}

/// Shows it.
pub(super) async fn show(State(app): State<App>, Who(ctx): Who) -> Answer {
    let asker = ctx.clone();
    let (choice, account) = app.db.read(move |rx| queries::choice(rx, &asker)).await?;
    let kept = choice.clone().unwrap_or_default();
    let mut form = Form::empty(&ctx).spoken(ctx.locale);
    for channel in Channel::OUTWARD {
        let own = if channel == Channel::Mail { account.email_text() } else { account.phone_text() };
        let (code, address) = (channel.code(), kept.address(channel));
        form = form.with(format!("{code}-noi"), address.unwrap_or(own));
        if address.is_some() {
            form = form.with(code, "co");
        }
    }
    view(&app, &form).await?.answer()
}

/// Keeps it.
pub(super) async fn send(State(app): State<App>, Posted { ctx, form }: Posted) -> Answer {
    ctx.authorise_citizen()?;
    let form = form.spoken(ctx.locale);
    match keep(&app, &ctx, &form).await {
        Ok(()) => Ok(web::see_other("/tai-khoan")),
        Err(failure) => view(&app, &form.refused(failure)?).await?.answer(),
    }
}

async fn keep(app: &App, ctx: &Ctx, form: &Form) -> Result<(), web::Failure> {
    let mut errors = Vec::new();
    let choice = Choice {
        mail: address(form, Channel::Mail, &mut errors),
        sms: address(form, Channel::Sms, &mut errors),
        zalo: address(form, Channel::Zalo, &mut errors),
    };
    if !errors.is_empty() {
        return Err(crate::Error::Invalid(errors).into());
    }
    let input = Choose { choice, open: open_channels(app) };
    let ctx = ctx.clone();
    Ok(app.db.write(move |tx| actions::choose(tx, &ctx, &input)).await?)
}

/// The address of a channel that is ticked.
fn address<T: std::str::FromStr<Err = BadText>>(
    form: &Form,
    channel: Channel,
    errors: &mut Vec<FieldError>,
) -> Option<T> {
    if !form.has(channel.code(), "co") {
        return None;
    }
    let field = format!("{}-noi", channel.code());
    let read = form.value(&field).parse();
    read.map_err(|why: BadText| errors.push(FieldError::new(&field, why))).ok()
}

async fn view(app: &App, form: &Form) -> Result<Page, web::Failure> {
    let open = open_channels(app);
    let trouble = app.db.read(queries::trouble).await?;
    let trouble = trouble
        .iter()
        .filter(|it| open.contains(&it.channel))
        .map(|it| it.channel.called(form.locale()))
        .collect();
    let is = |channel| open.contains(&channel);
    let view =
        View { form, mail: is(Channel::Mail), sms: is(Channel::Sms), zalo: is(Channel::Zalo), trouble };
    let title = form.t("Cách nhận thông báo", "How you are told");
    Ok(web::page(title, &view)
        .form(form)
        .narrow()
        .back("/tai-khoan", form.t("Tài khoản của tôi", "My account")))
}
