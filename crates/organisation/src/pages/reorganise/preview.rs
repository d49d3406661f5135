//! What a proposed plan would do to dossiers, receipts and the like, before anybody decides.

use askama::Template;
use axum::extract::State;
use ledger::Preview;
use web::{Answer, App, Path, Who, page};

use super::{address, show};
use crate::actions::see_reorganisation;
use crate::events::{REORGANISED, Reorganised};
use crate::model::{ReorganisationId, Stage};

#[derive(Template)]
#[template(path = "reorganise/preview.html")]
struct View {
    decision: String,
    parts: Vec<(&'static str, Preview)>,
}

/// `GET /quan-tri/sap-xep/{id}/xem-truoc`
pub(in crate::pages) async fn show(
    State(app): State<App>,
    Who(ctx): Who,
    Path(id): Path<ReorganisationId>,
) -> Answer {
    let it = app.db.read(move |rx| see_reorganisation(rx, &ctx, id)).await?.it;
    if !matches!(it.stage, Stage::Proposed | Stage::Approved) {
        return Err(web::Failure::not_found());
    }
    let change = Reorganised { reorganisation: id };
    let all = ledger::preview(&app.db, app.site.effects(), REORGANISED, &change).await?;
    let parts = all.into_iter().map(|(name, preview)| (show::effect(name), preview)).collect();
    page("Xem trước", &View { decision: it.decision, parts }).back(address(id), "Phương án").answer()
}
