//! The page of the first run.

use std::sync::Arc;

use askama::Template;
use axum::extract::State;
use base::{Ctx, FieldError, Role};
use serde::Deserialize;
use web::{Answer, App, Choice, Failure, Form, Posted, Query, Who, page};

use super::plan::{self, Account, ROLES};
use super::{code, is_empty, put};

/// The code, from the address that the program printed.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    ma: String,
}

#[derive(Template)]
#[template(path = "setup.html")]
struct Ask<'a> {
    form: &'a Form,
    roles: Vec<Line>,
    procedures: Vec<Choice>,
}

/// A role with its two boxes.
struct Line {
    name: String,
    login: String,
    label: &'static str,
    needed: bool,
}

#[derive(Template)]
#[template(path = "setup_done.html")]
struct Done {
    accounts: Vec<(String, String, String)>,
    count: usize,
}

/// Asks for everything, with every procedure chosen.
pub(super) async fn show(State(app): State<App>, Who(ctx): Who, Query(asked): Query<Asked>) -> Answer {
    open(&app, &ctx).await?;
    let procedures = plan::procedures();
    let form = procedures.iter().fold(Form::empty(&ctx), |form, one| form.with("package", &one.value));
    ask(&form.with("code", &asked.ma))
}

/// Makes everything.
pub(super) async fn send(State(app): State<App>, Posted { ctx, form }: Posted) -> Answer {
    open(&app, &ctx).await?;
    if form.value("code").trim().to_uppercase() != code(&app.rng) {
        let message = "Mã thiết lập chưa đúng: xem dòng chữ khi khởi động chương trình.";
        return ask(&form.with_errors([FieldError::new("code", message)]));
    }
    let plan = match plan::plan(&form, ctx.now.date()) {
        Ok(plan) => Arc::new(plan),
        Err(errors) => return ask(&form.with_errors(errors)),
    };
    let (of_hash, people) = (ctx.clone(), Arc::clone(&plan));
    let hashed = tokio::task::spawn_blocking(move || put::hashes(&of_hash, &people.accounts)).await;
    let hashes = hashed.map_err(Failure::internal)??;
    let made = Arc::clone(&plan);
    match app.db.write(move |tx| put::put(tx, &ctx, &made, &hashes)).await {
        Ok(()) => done(&plan.accounts, plan.packages.len()),
        Err(error) => ask(&form.refused(error.into())?),
    }
}

/// There is nothing to set up once there is a unit.
async fn open(app: &App, ctx: &Ctx) -> Result<(), Failure> {
    let today = ctx.now.date();
    if app.db.read(move |rx| is_empty(rx, today)).await? { Ok(()) } else { Err(Failure::not_found()) }
}

fn ask(form: &Form) -> Answer {
    let line = |(role, _): &(Role, &[&str])| Line {
        name: format!("name-{}", role.code()),
        login: format!("login-{}", role.code()),
        label: role.label(),
        needed: matches!(role, Role::Admin | Role::Reception),
    };
    let ask = Ask { form, roles: ROLES.iter().map(line).collect(), procedures: plan::procedures() };
    page("Thiết lập lần đầu", &ask).form(form).answer()
}

fn done(accounts: &[Account], count: usize) -> Answer {
    let roles = |it: &Account| it.roles.iter().map(|role| role.label()).collect::<Vec<_>>().join(", ");
    let accounts = accounts.iter().map(|it| (it.name.to_string(), it.login.to_string(), roles(it))).collect();
    page("Đã thiết lập xong", &Done { accounts, count }).answer()
}
