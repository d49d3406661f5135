//! What citizens will see: the page of the procedure, made of the edition.

use axum::extract::State;
use base::code::ProcedureCode;
use web::{Answer, App, Form, Path, Query, Who, page};

use super::{edition_at, sound};
use crate::error::Error;
use crate::pages::start;
use crate::pages::view::Chosen;

/// Shows it; a version that is not sound cannot be shown and says why on the page of the edition.
pub(super) async fn show(
    State(app): State<App>,
    Who(ctx): Who,
    Path(code): Path<ProcedureCode>,
    Query(chosen): Query<Chosen>,
) -> Answer {
    let version = sound(&app, &ctx, code).await?;
    let situation = chosen.situation(&version).ok_or(Error::NoProcedure)?;
    let form = Form::empty(&ctx).with("truong-hop", situation.case).with("kenh", situation.channel);
    let mut view = start::view(&version, &situation, &[], form);
    view.apply = None;
    view.print.clear();
    page(format!("Xem trước: {}", version.short_name), &view)
        .form(&view.form)
        .back(edition_at(&version.code), "Bản soạn")
        .answer()
}
