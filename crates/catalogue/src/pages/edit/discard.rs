//! Giving up what was prepared.

use axum::extract::State;
use base::code::ProcedureCode;
use web::{Answer, App, Path, Posted, see_other};

use super::edition;
use crate::actions::{Seen, discard_edition};

/// Gives it up; leads to the list.
pub(super) async fn send(
    State(app): State<App>,
    Path(code): Path<ProcedureCode>,
    Posted { ctx, form }: Posted,
) -> Answer {
    let seen = Seen { code: code.clone(), revision: form.value("revision").parse().unwrap_or_default() };
    let of_act = ctx.clone();
    match app.db.write(move |tx| discard_edition(tx, &of_act, &seen)).await {
        Ok(()) => Ok(see_other("/quan-tri/thu-tuc")),
        Err(error) => edition::view(&app, &ctx, code, &form.refused(error.into())?).await,
    }
}
