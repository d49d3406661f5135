//! The forms of the officer's page: each calls its action and leads back to the dossier.

use axum::extract::State;
use base::id::DossierId;
use web::{Answer, App, Form, Path, Posted};

use super::act::{date, revision};
use super::officer::again;
use crate::actions::{self, AddNote, Assign, Details, MoveResult, Receive, Refuse, TakeStep};
use crate::model::{Authorised, IdPaper, Place};

/// Receives; leads to the receipt, which is printed next.
pub(crate) async fn receive(
    State(app): State<App>,
    Path(dossier): Path<DossierId>,
    posted: Posted,
) -> Answer {
    let Posted { ctx, form } = posted;
    let input = Receive { dossier, revision: revision(&form) };
    let asker = ctx.clone();
    match app.db.write(move |tx| actions::receive(tx, &ctx, &input)).await {
        Ok(_) => Ok(web::see_other(&format!("/can-bo/ho-so/{dossier}/giay-tiep-nhan"))),
        Err(error) => again(&app, &asker, dossier, form, error.into()).await,
    }
}

/// Refuses; leads to the slip.
pub(crate) async fn refuse(State(app): State<App>, Path(dossier): Path<DossierId>, posted: Posted) -> Answer {
    let Posted { ctx, form } = posted;
    let input = Refuse {
        dossier,
        revision: revision(&form),
        reason: form.value("reason").to_owned(),
        citation: form.value("citation").to_owned(),
    };
    let asker = ctx.clone();
    match app.db.write(move |tx| actions::refuse(tx, &ctx, &input)).await {
        Ok(_) => Ok(web::see_other(&format!("/can-bo/ho-so/{dossier}/phieu-tu-choi"))),
        Err(error) => again(&app, &asker, dossier, form, error.into()).await,
    }
}

/// Puts somebody in charge.
pub(crate) async fn assign(State(app): State<App>, Path(dossier): Path<DossierId>, posted: Posted) -> Answer {
    let Posted { ctx, form } = posted;
    let to = form.value("person").parse().ok();
    let input = Assign { dossier, revision: revision(&form), to };
    let asker = ctx.clone();
    match app.db.write(move |tx| actions::assign(tx, &ctx, &input)).await {
        Ok(_) => Ok(web::see_other(&format!("/can-bo/ho-so/{dossier}"))),
        Err(error) => again(&app, &asker, dossier, form, error.into()).await,
    }
}

/// Takes a step.
pub(crate) async fn take_step(
    State(app): State<App>,
    Path(dossier): Path<DossierId>,
    posted: Posted,
) -> Answer {
    let Posted { ctx, form } = posted;
    let action = form.value("action").to_owned();
    let step = Some(form.value("step").to_owned()).filter(|step| !step.is_empty());
    let input = TakeStep { dossier, revision: revision(&form), action, step, details: details(&form) };
    let asker = ctx.clone();
    match app.db.write(move |tx| actions::take_step(tx, &ctx, &input)).await {
        // A body that has answered no longer sees the dossier.
        Ok(taken) if taken.gone => Ok(web::see_other("/can-bo")),
        Ok(_) => Ok(web::see_other(&format!("/can-bo/ho-so/{dossier}"))),
        Err(error) => again(&app, &asker, dossier, form, error.into()).await,
    }
}

/// Adds a note of the officers among themselves.
pub(crate) async fn add_note(
    State(app): State<App>,
    Path(dossier): Path<DossierId>,
    posted: Posted,
) -> Answer {
    let Posted { ctx, form } = posted;
    let input = AddNote { dossier, text: form.value("note_text").to_owned() };
    let asker = ctx.clone();
    match app.db.write(move |tx| actions::add_note(tx, &ctx, &input)).await {
        Ok(()) => Ok(web::see_other(&format!("/can-bo/ho-so/{dossier}#ghi-chu"))),
        Err(error) => again(&app, &asker, dossier, form, error.into()).await,
    }
}

/// Says where the result is now.
pub(crate) async fn move_result(
    State(app): State<App>,
    Path(dossier): Path<DossierId>,
    posted: Posted,
) -> Answer {
    let Posted { ctx, form } = posted;
    let to = if form.value("place") == "at-counter" { Place::AtCounter } else { Place::OnItsWay };
    let input = MoveResult { dossier, revision: revision(&form), to };
    let asker = ctx.clone();
    match app.db.write(move |tx| actions::move_result(tx, &ctx, &input)).await {
        Ok(_) => Ok(web::see_other(&format!("/can-bo/ho-so/{dossier}"))),
        Err(error) => again(&app, &asker, dossier, form, error.into()).await,
    }
}

/// An amount as people type it: `12.500.000`, `12 500 000 đồng`; none if it is no amount.
fn dong(text: &str) -> Option<i64> {
    let text = text.trim().trim_end_matches("đồng").trim_end_matches(['đ', 'Đ']).trim();
    let plain: String = text.chars().filter(|c| !matches!(c, '.' | ' ' | '\u{a0}')).collect();
    plain.parse().ok().filter(|amount| *amount > 0)
}

fn details(form: &Form) -> Details {
    Details {
        note: form.value("note").to_owned(),
        person: form.value("person").parse().ok(),
        result_number: form.value("result_number").to_owned(),
        result_date: date(form, "result_date"),
        recipient: form.value("recipient").to_owned(),
        authorised: Authorised::given(form.value("authorised_number"), form.value("authorised_paper"))
            .map(|it| it.with(IdPaper::parse(form.value("authorised_kind")))),
        notice_number: form.value("notice_number").to_owned(),
        amount: dong(form.value("amount")),
        receipt_number: form.value("receipt_number").to_owned(),
        receipt_date: date(form, "receipt_date"),
    }
}

#[cfg(test)]
mod tests {
    use super::dong;

    #[test]
    fn amounts_are_read_as_people_type_them() {
        for (text, amount) in [
            ("12.500.000", Some(12_500_000)),
            (" 12 500 000 đồng", Some(12_500_000)),
            ("75000đ", Some(75_000)),
            ("0", None),
            ("-5", None),
            ("12,5 triệu", None),
            ("", None),
        ] {
            assert_eq!(dong(text), amount, "{text}");
        }
    }
}
