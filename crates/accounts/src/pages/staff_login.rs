//! The page on which an administrator gives a member of staff a way to sign in.

use askama::Template;
use axum::extract::State;
use base::id::StaffId;
use base::{BadText, FieldError};
use organisation::StaffMember;
use web::{Answer, App, Form, Page, Path, Posted, Who, page, see_other};

use crate::actions::{StaffAccount, open_staff_account, see_staff_account};
use crate::model::{Holder, Login, Password};
use crate::session::{Current, hashing};

#[derive(Template)]
#[template(path = "staff_login.html")]
struct View<'a> {
    form: &'a Form,
    person: &'a StaffMember,
    present: Option<&'a Login>,
}

pub(super) async fn show(State(app): State<App>, Who(ctx): Who, Path(staff): Path<StaffId>) -> Answer {
    let of_read = ctx.clone();
    let (person, login) = app.db.read(move |rx| see_staff_account(rx, &of_read, staff)).await?;
    let form = Form::empty(&ctx).with("login", login.as_ref().map_or("", Login::as_str));
    ask(&form, &person, login.as_ref()).answer()
}

pub(super) async fn send(
    State(app): State<App>,
    Path(staff): Path<StaffId>,
    current: Current,
    Posted { ctx, form }: Posted,
) -> Answer {
    let of_read = ctx.clone();
    let (person, present) = app.db.read(move |rx| see_staff_account(rx, &of_read, staff)).await?;
    let (login, password) = match read(&form, &person) {
        Ok(sound) => sound,
        Err(errors) => return ask(&form.with_errors(errors), &person, present.as_ref()).answer(),
    };
    let hash = hashing::hash(password, ctx.rng.clone()).await?;
    let input = StaffAccount { staff, login, hash };
    match app.db.write(move |tx| open_staff_account(tx, &ctx, &input)).await {
        Ok(()) => {
            current.cache.forget_holder(Holder::Staff(staff));
            Ok(see_other(&format!("/quan-tri/can-bo/{staff}")))
        }
        Err(error) => ask(&form.refused(error.into())?, &person, present.as_ref()).answer(),
    }
}

fn ask(form: &Form, person: &StaffMember, present: Option<&Login>) -> Page {
    page("Tài khoản đăng nhập", &View { form, person, present })
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
