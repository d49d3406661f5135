//! What is done with a plan from its page: proposed, answered, approved, given up, an operation taken out.

use axum::extract::State;
use base::Ctx;
use base::id::UnitId;
use web::{Answer, App, Form, Path, Posted, see_other};

use super::{address, show};
use crate::actions::{
    AnswerReorganisation, ApproveReorganisation, CancelReorganisation, ProposeReorganisation,
    TakeOutOperation, answer_reorganisation, approve_reorganisation, cancel_reorganisation,
    propose_reorganisation, take_out_operation,
};
use crate::error::Error;
use crate::model::ReorganisationId;

fn revision(form: &Form) -> i64 {
    form.value("revision").parse().unwrap_or(0)
}

/// Back to the plan, or the plan with why the act was refused.
async fn done(app: &App, ctx: &Ctx, id: ReorganisationId, form: Form, out: Result<(), Error>) -> Answer {
    match out {
        Ok(()) => Ok(see_other(&address(id))),
        Err(error) => {
            let form = form.refused(error.into())?;
            show::view(app, ctx, id, &form).await?.answer()
        }
    }
}

/// `POST /quan-tri/sap-xep/{id}/de-nghi`
pub(in crate::pages) async fn propose(
    State(app): State<App>,
    Path(id): Path<ReorganisationId>,
    Posted { ctx, form }: Posted,
) -> Answer {
    let (input, of_act) = (ProposeReorganisation { id, revision: revision(&form) }, ctx.clone());
    let out = app.db.write(move |tx| propose_reorganisation(tx, &of_act, &input)).await;
    done(&app, &ctx, id, form, out).await
}

/// `POST /quan-tri/sap-xep/{id}/tra-loi`
pub(in crate::pages) async fn answer(
    State(app): State<App>,
    Path(id): Path<ReorganisationId>,
    Posted { ctx, form }: Posted,
) -> Answer {
    let bodies: Vec<UnitId> = form.all("bodies").filter_map(|it| it.parse().ok()).collect();
    let refusal = (form.value("viec") == "tu-choi").then(|| form.value("refusal").to_owned());
    let (input, of_act) =
        (AnswerReorganisation { id, revision: revision(&form), bodies, refusal }, ctx.clone());
    let out = app.db.write(move |tx| answer_reorganisation(tx, &of_act, &input)).await;
    done(&app, &ctx, id, form, out).await
}

/// `POST /quan-tri/sap-xep/{id}/ban-hanh`
pub(in crate::pages) async fn approve(
    State(app): State<App>,
    Path(id): Path<ReorganisationId>,
    Posted { ctx, form }: Posted,
) -> Answer {
    let (input, of_act) = (ApproveReorganisation { id, revision: revision(&form) }, ctx.clone());
    let out = app.db.write(move |tx| approve_reorganisation(tx, &of_act, &input)).await;
    done(&app, &ctx, id, form, out).await
}

/// `POST /quan-tri/sap-xep/{id}/huy`
pub(in crate::pages) async fn cancel(
    State(app): State<App>,
    Path(id): Path<ReorganisationId>,
    Posted { ctx, form }: Posted,
) -> Answer {
    let reason = form.value("reason").to_owned();
    let (input, of_act) = (CancelReorganisation { id, revision: revision(&form), reason }, ctx.clone());
    let out = app.db.write(move |tx| cancel_reorganisation(tx, &of_act, &input)).await;
    done(&app, &ctx, id, form, out).await
}

/// `POST /quan-tri/sap-xep/{id}/viec/bo`
pub(in crate::pages) async fn take_out(
    State(app): State<App>,
    Path(id): Path<ReorganisationId>,
    Posted { ctx, form }: Posted,
) -> Answer {
    let number = form.value("number").parse().unwrap_or(0);
    let (input, of_act) = (TakeOutOperation { id, revision: revision(&form), number }, ctx.clone());
    let out = app.db.write(move |tx| take_out_operation(tx, &of_act, &input)).await;
    done(&app, &ctx, id, form, out).await
}
