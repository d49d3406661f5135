//! What citizens will see: the page of the procedure, made of the edition.

use axum::extract::State;
use base::code::ProcedureCode;
use web::{Answer, App, Form, Path, Query, Who, page};

use super::edition_at;
use crate::actions::see_edition;
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
    let asker = ctx.clone();
    let seen = app.db.read(move |rx| see_edition(rx, &asker, &code)).await?;
    let version = seen.edition.read().map_err(Error::Unsound)?.procedure;
    let situation = chosen.situation(&version).ok_or(Error::NoProcedure)?;
    let form = Form::empty(&ctx).with("truong-hop", situation.case).with("kenh", situation.channel);
    let mut view = start::view(&version, &situation, &[], form);
    view.apply = None;
    view.print.clear();
    page(format!("Xem trước: {}", version.short_name), &view)
        .form(&view.form)
        .back(edition_at(&seen.edition.code), "Bản soạn")
        .answer()
}
