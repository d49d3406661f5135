//! The page on which an administrator gives a member of staff a way to sign in.

use askama::Template;
use axum::extract::State;
use base::id::StaffId;
use base::{Actor, BadText, Ctx, FieldError};
use organisation::StaffMember;
use web::{Answer, App, Form, Page, Path, Posted, Who, page, see_other};

use crate::actions::{StaffAccount, StaffLogin, open_staff_account, see_staff_account};
use crate::model::{Holder, Login, Password};
use crate::session::{Current, hashing};

#[derive(Template)]
#[template(path = "staff_login.html")]
struct View<'a> {
    form: &'a Form,
    person: &'a StaffMember,
    present: Option<&'a Login>,
    /// What the person has beside the password.
    factors: String,
    /// Whether it is the administrator's own account.
    own: bool,
}

pub(super) async fn show(State(app): State<App>, Who(ctx): Who, Path(staff): Path<StaffId>) -> Answer {
    let of_read = ctx.clone();
    let known = app.db.read(move |rx| see_staff_account(rx, &of_read, staff)).await?;
    let form = Form::empty(&ctx).with("login", known.login.as_ref().map_or("", Login::as_str));
    ask(&ctx, &form, &known).answer()
}

pub(super) async fn send(
    State(app): State<App>,
    Path(staff): Path<StaffId>,
    current: Current,
    Posted { ctx, form }: Posted,
) -> Answer {
    let of_read = ctx.clone();
    let known = app.db.read(move |rx| see_staff_account(rx, &of_read, staff)).await?;
    let (login, password) = match read(&form, &known.person) {
        Ok(sound) => sound,
        Err(errors) => return ask(&ctx, &form.with_errors(errors), &known).answer(),
    };
    let hash = hashing::hash(password, ctx.rng.clone()).await?;
    let input = StaffAccount { staff, login, hash };
    let of_act = ctx.clone();
    match app.db.write(move |tx| open_staff_account(tx, &of_act, &input)).await {
        Ok(()) => {
            current.cache.forget_holder(Holder::Staff(staff));
            Ok(see_other(&format!("/quan-tri/can-bo/{staff}")))
        }
        Err(error) => ask(&ctx, &form.refused(error.into())?, &known).answer(),
    }
}

fn ask(ctx: &Ctx, form: &Form, known: &StaffLogin) -> Page {
    let person = &known.person;
    let own = matches!(&ctx.actor, Actor::Staff(staff) if staff.staff == person.id);
    let view = View { form, person, present: known.login.as_ref(), factors: known.factors.words(), own };
    page("Tài khoản đăng nhập", &view)
        .form(form)
        .narrow()
        .back(format!("/quan-tri/can-bo/{}", person.id), person.name.to_string())
}

fn read(form: &Form, person: &StaffMember) -> Result<(Login, Password), Vec<FieldError>> {
    let login = form.value("login").parse().map_err(|why: BadText| FieldError::new("login", why.0));
    let said = [form.value("login"), person.name.as_str()];
    let password =
        Password::choose(form.value("password"), &said).map_err(|why| FieldError::new("password", why));
    match (login, password) {
        (Ok(login), Ok(password)) => Ok((login, password)),
        (login, password) => Err([login.err(), password.err()].into_iter().flatten().collect()),
    }
}
