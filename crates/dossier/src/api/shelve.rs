//! `POST /api/v1/dossiers/{id}/shelf`: the result lies in a box of the shelf.

use axum::extract::State;
use axum::response::IntoResponse as _;
use base::id::DossierId;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use web::{Answer, App, Json, Path, Who};

use crate::actions::{self, Shelve};

/// Into which box.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = Shelf)]
pub(crate) struct ShelfIn {
    /// Lần sửa đổi đã xem.
    #[schema(minimum = 1)]
    revision: i64,
    /// Số ngăn hoặc số hộp: chữ, số và các dấu - . /
    #[schema(min_length = 1, max_length = 20, example = "A3-12")]
    shelf: String,
}

/// Where it lies.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Shelved)]
pub(crate) struct ShelvedOut {
    /// Định danh hồ sơ.
    #[schema(value_type = String, format = Uuid)]
    id: DossierId,
    /// Số ngăn như đã lưu.
    shelf: String,
}

/// Puts the result of a decided dossier on the shelf of the one-stop unit, or into another box.
#[utoipa::path(
    post,
    path = "/api/v1/dossiers/{id}/shelf",
    tag = super::TAG,
    params(("id" = String, Path, format = Uuid, description = "Định danh hồ sơ")),
    request_body = ShelfIn,
    responses(
        (status = 200, description = "Đã đặt lên kệ", body = ShelvedOut),
        web::Refusals
    ),
)]
pub(crate) async fn shelve(
    State(app): State<App>,
    Who(ctx): Who,
    Path(dossier): Path<DossierId>,
    Json(body): Json<ShelfIn>,
) -> Answer {
    let input = Shelve { dossier, revision: body.revision, shelf: body.shelf };
    let done = app.db.write(move |tx| actions::shelve(tx, &ctx, &input)).await?;
    Ok(axum::Json(ShelvedOut { id: done.id, shelf: done.shelf }).into_response())
}
