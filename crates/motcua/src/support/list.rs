//! Faults of late, for administrators: our own first, and the way to any refusal by the number that a person names.

use std::str::FromStr as _;

use askama::Template;
use axum::extract::State;
use base::FieldError;
use base::id::RequestId;
use serde::Deserialize;
use web::{Answer, App, Failed, Form, Query, Who, see_other};

use super::SEE;

/// How many are shown.
const SHOWN: usize = 100;

/// What the page is asked with.
#[derive(Deserialize)]
pub(super) struct Asked {
    /// The number of a request.
    #[serde(default)]
    ma: String,
}

#[derive(Template)]
#[template(path = "support_list.html")]
struct Page<'a> {
    form: &'a Form,
    faults: Vec<Failed>,
}

/// Shows them; with a number, leads to its page.
pub(super) async fn show(State(app): State<App>, Who(ctx): Who, Query(asked): Query<Asked>) -> Answer {
    ctx.authorise(&SEE)?;
    let number = asked.ma.trim();
    let mut form = Form::empty(&ctx).with("ma", number);
    if !number.is_empty() {
        match RequestId::from_str(number) {
            Ok(request) => return Ok(see_other(&format!("/ho-tro/{request}"))),
            Err(_) => {
                let message = "Mã yêu cầu gồm 32 chữ số và chữ cái a–f, có dấu gạch nối. Xin chép lại nguyên mã trên trang báo lỗi.";
                form = form.with_errors([FieldError::new("ma", message)]);
            }
        }
    }
    let page = Page { form: &form, faults: app.site.failures.internal(SHOWN) };
    web::page("Sự cố", &page).form(&form).answer()
}
