//! A citizen takes over what an older system kept under their number.

use accounts::Current;
use askama::Template;
use axum::extract::State;
use base::{Ctx, FieldError};
use web::{Answer, App, Form, Posted, Who};

use crate::actions::{self, Claim};

#[derive(Template)]
#[template(path = "claim.html")]
struct View<'a> {
    form: &'a Form,
    /// Whether the account has a number by which something can be found.
    known: bool,
    /// How many dossiers came just now.
    came: Option<usize>,
}

/// `GET /ho-so-he-thong-cu`
pub(super) async fn ask(State(app): State<App>, Who(ctx): Who) -> Answer {
    let form = Form::empty(&ctx).spoken(ctx.locale);
    view(&app, ctx, &form, None).await
}

/// `POST /ho-so-he-thong-cu`
pub(super) async fn send(State(app): State<App>, current: Current, Posted { ctx, form }: Posted) -> Answer {
    ctx.authorise_citizen()?;
    let form = form.spoken(ctx.locale);
    let Ok(number) = form.value("number").trim().to_uppercase().parse() else {
        let wrong = (
            "Nhập mã hồ sơ như trên giấy tiếp nhận cũ, ví dụ 000.00.17.H44-250630-0012.",
            "Enter the dossier number as it stands on the old receipt, for example 000.00.17.H44-250630-0012.",
        );
        return view(&app, ctx, &form.with_errors([FieldError::new("number", wrong)]), None).await;
    };
    let input = Claim { number, address: current.device.address };
    let asker = ctx.clone();
    let came = app.db.write(move |tx| actions::claim(tx, &asker, &input)).await;
    match came {
        Ok(Some(count)) => view(&app, ctx.clone(), &Form::empty(&ctx).spoken(ctx.locale), Some(count)).await,
        Ok(None) => {
            let wrong = (
                "Không có hồ sơ nào mang mã này đứng tên giấy tờ của ông, bà mà chưa nhận về. Xin xem lại mã trên giấy tiếp nhận.",
                "There is no dossier of this number under your own document number that is still to be taken over. Please check the number on the receipt.",
            );
            view(&app, ctx, &form.with_errors([FieldError::new("number", wrong)]), None).await
        }
        Err(error) => view(&app, ctx, &form.refused(error.into())?, None).await,
    }
}

async fn view(app: &App, ctx: Ctx, form: &Form, came: Option<usize>) -> Answer {
    let known = app.db.read(move |rx| dossier::queries::may_claim(rx, &ctx)).await?;
    let page = View { form, known, came };
    web::page(form.t("Nhận hồ sơ của hệ thống cũ", "Take over dossiers of the older system"), &page)
        .form(form)
        .narrow()
        .back("/ho-so", form.t("Hồ sơ của tôi", "My dossiers"))
        .answer()
}
