//! What the account says about its owner.

use askama::Template;
use axum::extract::State;
use base::{Assurance, words};
use web::{Answer, App, Who, page};

use crate::actions::{Mine, see_mine};
use crate::model::Account;

#[derive(Template)]
#[template(path = "account.html")]
struct View {
    mine: Mine,
    logins: String,
    number: String,
    since: String,
    assurance: &'static str,
    /// What other contexts hang in here, with their addresses.
    panels: Vec<(&'static str, &'static str)>,
}

pub(super) async fn show(State(app): State<App>, Who(ctx): Who) -> Answer {
    let asker = ctx.clone();
    let mine = app.db.read(move |rx| see_mine(rx, &asker)).await?;
    let account = mine.account.as_ref();
    let view = View {
        logins: mine.logins.iter().map(ToString::to_string).collect::<Vec<_>>().join(", "),
        number: account.map(|it| it.identity.masked()).unwrap_or_default(),
        since: account.map(|it| words::date(it.created_at.date())).unwrap_or_default(),
        assurance: assurance(account),
        panels: app.site.panels_for("accounts.account", &ctx.actor).map(|it| (it.label, it.path)).collect(),
        mine,
    };
    page("Tài khoản của tôi", &view).narrow().answer()
}

fn assurance(account: Option<&Account>) -> &'static str {
    match account.map(|account| account.assurance) {
        None | Some(Assurance::Claimed) => "Chưa xác minh",
        Some(Assurance::Level1) => "Định danh điện tử mức độ 1",
        Some(Assurance::Level2) => "Định danh điện tử mức độ 2 hoặc đã đối chiếu giấy tờ",
    }
}
