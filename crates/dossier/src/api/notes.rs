//! `GET` and `POST /api/v1/dossiers/{id}/notes`: what officers of its bodies tell each other of a dossier.

use axum::extract::State;
use axum::response::IntoResponse as _;
use base::id::{DossierId, StaffId};
use http::StatusCode;
use ledger::Recorded;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use web::{Answer, App, Json, Path, Who};

use crate::actions::{self, AddNote};
use crate::disclosed;
use crate::events::NoteAdded;
use crate::queries;

/// A note to add.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewNote)]
pub(crate) struct NoteIn {
    /// Nội dung; người nộp hồ sơ không thấy.
    #[schema(
        min_length = 1,
        max_length = 2000,
        example = "Đã gọi điện, người nộp hẹn bổ sung bản vẽ vào thứ Hai."
    )]
    note_text: String,
}

/// A note as it was written down.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Note)]
pub(crate) struct NoteOut {
    /// Người ghi.
    #[schema(value_type = Option<String>, format = Uuid)]
    staff: Option<StaffId>,
    /// Thời điểm, RFC 3339.
    #[schema(format = DateTime)]
    at: String,
    /// Nội dung.
    note_text: String,
}

/// Ghi chú nội bộ của hồ sơ, cũ trước.
#[utoipa::path(
    get,
    path = "/api/v1/dossiers/{id}/notes",
    operation_id = "listNotes",
    tag = super::TAG,
    params(("id" = String, Path, format = Uuid, description = "Định danh hồ sơ")),
    responses((status = 200, description = "Các ghi chú", body = Vec<NoteOut>), web::Refusals)
)]
pub(crate) async fn list(State(app): State<App>, Who(ctx): Who, Path(id): Path<DossierId>) -> Answer {
    let asker = ctx.clone();
    let seen = app.db.read(move |rx| queries::as_staff(rx, &asker, id)).await?;
    disclosed::noted(&app, &ctx, &seen).await?;
    let note = |event: &Recorded| {
        let note = event.read::<NoteAdded>().ok()??;
        Some(NoteOut { staff: event.by_staff(), at: event.occurred_at.rfc3339(), note_text: note.text })
    };
    Ok(axum::Json(seen.history.iter().filter_map(note).collect::<Vec<_>>()).into_response())
}

/// Thêm ghi chú nội bộ cho hồ sơ.
#[utoipa::path(
    post,
    path = "/api/v1/dossiers/{id}/notes",
    operation_id = "addNote",
    tag = super::TAG,
    params(("id" = String, Path, format = Uuid, description = "Định danh hồ sơ")),
    request_body = NoteIn,
    responses((status = 204, description = "Đã ghi"), web::Refusals)
)]
pub(crate) async fn add(
    State(app): State<App>,
    Who(ctx): Who,
    Path(dossier): Path<DossierId>,
    Json(body): Json<NoteIn>,
) -> Answer {
    let input = AddNote { dossier, text: body.note_text };
    app.db.write(move |tx| actions::add_note(tx, &ctx, &input)).await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}
