//! `POST /api/v1/dossiers/{id}/supplement`: the papers that were asked for, from who filed or over the counter.

use axum::extract::State;
use axum::response::IntoResponse as _;
use base::id::DossierId;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use web::{Answer, App, Json, Path, Who};

use super::papers::{PaperIn, papers};
use crate::actions::{self, Supplement};
use crate::error::Error;
use crate::model::Channel;

/// The papers.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = Supplement)]
pub(crate) struct SupplementIn {
    /// Lần sửa đổi đã xem.
    #[schema(minimum = 1)]
    revision: i64,
    /// Giấy tờ bổ sung.
    #[schema(max_items = 100)]
    papers: Vec<PaperIn>,
}

/// What came of it.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Supplemented)]
pub(crate) struct SupplementedOut {
    /// Định danh hồ sơ.
    #[schema(value_type = String, format = Uuid)]
    id: DossierId,
    /// Thời điểm hẹn trả sau khi bổ sung, RFC 3339; chưa có khi hồ sơ chưa được tiếp nhận.
    #[schema(format = DateTime)]
    due: Option<String>,
}

/// Sends the papers that were asked for; the dossier goes on.
#[utoipa::path(
    post,
    path = "/api/v1/dossiers/{id}/supplement",
    tag = super::TAG,
    params(("id" = String, Path, format = Uuid, description = "Định danh hồ sơ")),
    request_body = SupplementIn,
    responses(
        (status = 200, description = "Đã bổ sung", body = SupplementedOut),
        web::Refusals
    ),
)]
pub(crate) async fn supplement(
    State(app): State<App>,
    Who(ctx): Who,
    Path(dossier): Path<DossierId>,
    Json(body): Json<SupplementIn>,
) -> Answer {
    let channel = if ctx.authorise_citizen().is_ok() { Channel::Online } else { Channel::Counter };
    let asker = ctx.clone();
    let sent = body.papers;
    let papers =
        app.db.read(move |rx| papers(rx, &asker, sent, channel)).await.map_err(|error: Error| error)?;
    let input = Supplement { dossier, revision: body.revision, papers };
    let done = app.db.write(move |tx| actions::supplement(tx, &ctx, &input)).await?;
    let due = done.due.map(base::Instant::rfc3339);
    Ok(axum::Json(SupplementedOut { id: done.id, due }).into_response())
}
