//! What the account says about its owner.

use askama::Template;
use axum::extract::State;
use base::{Actor, Assurance, Locale};
use web::{Answer, App, Who, page};

use crate::actions::{Mine, Own, see_mine, see_own};
use crate::error::Error;
use crate::model::Account;

#[derive(Template)]
#[template(path = "account.html")]
struct View {
    locale: Locale,
    mine: Mine,
    logins: String,
    number: String,
    since: String,
    assurance: &'static str,
    /// What a member of staff has beside the password.
    own: Option<Own>,
    /// When an administrator took that away.
    reset: String,
    /// What other contexts hang in here, with their addresses.
    panels: Vec<(&'static str, &'static str)>,
    identity: &'static str,
}

pub(super) async fn show(State(app): State<App>, Who(ctx): Who) -> Answer {
    let asker = ctx.clone();
    let read = move |rx: &mut db::Read| {
        let own = if matches!(asker.actor, Actor::Staff(_)) { Some(see_own(rx, &asker)?) } else { None };
        Ok::<_, Error>((see_mine(rx, &asker)?, own))
    };
    let (mine, own) = app.db.read(read).await?;
    let reset = own.as_ref().and_then(|own| own.reset);
    let (account, locale) = (mine.account.as_ref(), ctx.locale);
    let view = View {
        locale,
        identity: account.map_or("", |it| it.identity.label(locale)),
        logins: mine.logins.iter().map(ToString::to_string).collect::<Vec<_>>().join(", "),
        number: account.map(|it| it.identity.masked()).unwrap_or_default(),
        since: account.map(|it| locale.date(it.created_at.date())).unwrap_or_default(),
        assurance: assurance(account, locale),
        panels: app
            .site
            .panels_for("accounts.account", &ctx.actor)
            .map(|it| (locale.t(it.label, it.english), it.path))
            .collect(),
        reset: reset.map(|at| locale.moment(at.local())).unwrap_or_default(),
        own,
        mine,
    };
    page(locale.t("Tài khoản của tôi", "My account"), &view).narrow().locale(locale).answer()
}

fn assurance(account: Option<&Account>, locale: Locale) -> &'static str {
    match account.map(|account| account.assurance) {
        None | Some(Assurance::Claimed) => locale.t("Chưa xác minh", "Not verified"),
        Some(Assurance::Level1) => {
            locale.t("Định danh điện tử mức độ 1", "Electronic identification, level 1")
        }
        Some(Assurance::Level2) => locale.t(
            "Định danh điện tử mức độ 2 hoặc đã đối chiếu giấy tờ",
            "Electronic identification, level 2, or papers compared",
        ),
    }
}
