//! The body answers a citizen who asked to have the dossier back.

use askama::Template;
use axum::extract::State;
use base::Ctx;
use base::id::DossierId;
use web::{Answer, App, Check, Choice, Failure, Form, Path, Posted, Who};

use super::act::{self, ActPage, Shown, revision};
use super::may;
use crate::actions::{self, AnswerWithdrawal};
use crate::queries::Seen;

static ACT: ActPage = ActPage { may: may::answer_withdrawal, render };

#[derive(Template)]
#[template(path = "answer_withdrawal.html")]
struct Answering<'a> {
    seen: &'a Seen,
    form: &'a Form,
    stale: bool,
    answers: [Choice; 2],
}

/// Asks whether it is given back.
pub(crate) async fn show(State(app): State<App>, Who(ctx): Who, Path(id): Path<DossierId>) -> Answer {
    act::open(&app, &ctx, id, &ACT).await
}

/// Answers; leads to the dossier.
pub(crate) async fn send(State(app): State<App>, Path(dossier): Path<DossierId>, posted: Posted) -> Answer {
    let Posted { ctx, form } = posted;
    match answer(&app, &ctx, dossier, &form).await {
        Ok(()) => Ok(web::see_other(&format!("/can-bo/ho-so/{dossier}"))),
        Err(failure) => act::again(&app, &ctx, dossier, &ACT, form, failure).await,
    }
}

async fn answer(app: &App, ctx: &Ctx, dossier: DossierId, form: &Form) -> Result<(), Failure> {
    let mut check = Check::new(form);
    let granted = check.choice("granted", "câu trả lời", &[("co", true), ("khong", false)]);
    let (revision, words) = (revision(form), form.value("words").to_owned());
    let input = check.finish(|| Some(AnswerWithdrawal { dossier, revision, granted: granted?, words }))?;
    let ctx = ctx.clone();
    app.db.write(move |tx| actions::answer_withdrawal(tx, &ctx, &input)).await?;
    Ok(())
}

fn render(shown: &Shown<'_>) -> Answer {
    let Shown { seen, form, stale, .. } = *shown;
    let answers = [
        Choice::new("co", "Đồng ý trả lại hồ sơ").hint("Việc giải quyết kết thúc, hồ sơ được ghi là đã rút."),
        Choice::new("khong", "Chưa trả lại được").hint("Việc giải quyết tiếp tục, xin nêu lý do."),
    ];
    shown.page("Trả lời đề nghị rút hồ sơ", &Answering { seen, form, stale, answers })
}
