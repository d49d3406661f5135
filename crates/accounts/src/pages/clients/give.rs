//! An administrator gives a client system a token; its secret is shown this once.

use askama::Template;
use axum::extract::State;
use base::id::StaffId;
use base::{Ctx, FieldError, Permission};
use jiff::civil::Date;
use organisation::StaffMember;
use web::{Answer, App, Check, Choice, Form, Page, Path, Posted, Who, page};

use super::address;
use crate::actions::{ClientSeen, NewToken, give_token, see_client};
use crate::model::Secret;
use crate::rules::token::USUAL_DAYS;

/// The longest name of a token, in characters.
const LABEL_LIMIT: usize = 60;

#[derive(Template)]
#[template(path = "clients/give.html")]
struct Give<'a> {
    form: &'a Form,
    system: &'a StaffMember,
    scopes: Vec<Choice>,
}

#[derive(Template)]
#[template(path = "clients/given.html")]
struct Given<'a> {
    system: &'a StaffMember,
    label: &'a str,
    until: String,
    /// None where this try was sent before.
    secret: Option<&'a str>,
    site: &'a str,
}

/// `GET /quan-tri/he-thong/{staff}/ma`
pub(in crate::pages) async fn show(
    State(app): State<App>,
    Who(ctx): Who,
    Path(staff): Path<StaffId>,
) -> Answer {
    let last = ctx.now.date().saturating_add(jiff::Span::new().days(USUAL_DAYS));
    let form = Form::empty(&ctx)
        .with("last-ngay", last.day())
        .with("last-thang", last.month())
        .with("last-nam", last.year());
    let system = system(&app, &ctx, staff).await?;
    ask(&app, &form, &system).answer()
}

/// `POST /quan-tri/he-thong/{staff}/ma`
pub(in crate::pages) async fn send(
    State(app): State<App>,
    Path(staff): Path<StaffId>,
    Posted { ctx, form }: Posted,
) -> Answer {
    let system = system(&app, &ctx, staff).await?;
    let (label, scopes, last) = match read(&form, app.site.scopes()) {
        Ok(read) => read,
        Err(errors) => return ask(&app, &form.with_errors(errors), &system).answer(),
    };
    let secret = Secret::new(&ctx.rng);
    let input = NewToken { staff, label, scopes, last, key: secret.key() };
    match app.db.write(move |tx| give_token(tx, &ctx, &input)).await {
        Ok((_, fresh)) => {
            let view = Given {
                system: &system.person,
                label: form.value("label"),
                until: base::words::date(last),
                secret: fresh.then(|| secret.text()),
                site: &app.site.address,
            };
            page("Mã truy cập", &view).narrow().back(address(staff), system.person.name.to_string()).answer()
        }
        Err(error) => ask(&app, &form.refused(error.into())?, &system).answer(),
    }
}

async fn system(app: &App, ctx: &Ctx, staff: StaffId) -> Result<ClientSeen, web::Failure> {
    let ctx = ctx.clone();
    Ok(app.db.read(move |rx| see_client(rx, &ctx, staff)).await?)
}

/// Offers what the system's positions hold.
fn ask(app: &App, form: &Form, seen: &ClientSeen) -> Page {
    let held = |scope: &&&'static Permission| seen.posts.iter().any(|(role, _)| scope.held_by.contains(role));
    let choice = |scope: &&'static Permission| Choice::new(scope.name, scope.label).hint(scope.name);
    let scopes = app.site.scopes().iter().filter(held).map(choice).collect();
    let system = &seen.person;
    page("Cấp mã truy cập", &Give { form, system, scopes })
        .form(form)
        .narrow()
        .back(address(system.id), system.name.to_string())
}

type Read = (String, Vec<&'static Permission>, Date);

fn read(form: &Form, offered: &[&'static Permission]) -> Result<Read, Vec<FieldError>> {
    let mut check = Check::new(form);
    let label = check.text("label", "tên gọi", LABEL_LIMIT);
    let scopes: Vec<_> = offered.iter().copied().filter(|scope| form.has("scope", scope.name)).collect();
    if scopes.is_empty() {
        check.refuse("scope", "Chọn ít nhất một phạm vi.");
    }
    let last = check.date("last", "ngày hết hạn");
    check.finish(|| Some((label?, scopes, last?))).map_err(|invalid| invalid.0)
}
