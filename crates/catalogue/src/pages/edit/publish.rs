//! Publishing what was prepared.

use axum::extract::State;
use base::code::ProcedureCode;
use web::{Answer, App, Check, Path, Posted, see_other};

use super::{edition, procedure_at};
use crate::actions::{PublishEdition, Seen, publish_edition};

/// Publishes; leads to the procedure with its new version.
pub(super) async fn send(
    State(app): State<App>,
    Path(code): Path<ProcedureCode>,
    Posted { ctx, form }: Posted,
) -> Answer {
    let mut check = Check::new(&form);
    let valid_from = check.date("valid_from", "ngày có hiệu lực");
    let valid_to = check.optional_date("valid_to", "ngày cuối áp dụng");
    let falls_back = check.ticked("falls_back");
    let seen = Seen { code: code.clone(), revision: form.value("revision").parse().unwrap_or_default() };
    let input =
        match check.finish(|| Some(PublishEdition { seen, valid_from: valid_from?, valid_to, falls_back })) {
            Ok(input) => input,
            Err(invalid) => return edition::view(&app, &ctx, code, &form.with_errors(invalid.0)).await,
        };
    let of_act = ctx.clone();
    match app.db.write(move |tx| publish_edition(tx, &of_act, &input)).await {
        Ok(_) => Ok(see_other(&procedure_at(&code))),
        Err(error) => edition::view(&app, &ctx, code, &form.refused(error.into())?).await,
    }
}
