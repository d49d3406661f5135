//! `POST /api/v1/files`: a program stores a file, to name it in a submission.

use axum::extract::State;
use axum::response::IntoResponse as _;
use http::StatusCode;
use serde::Serialize;
use utoipa::ToSchema;
use web::{Answer, App, Raw};

use crate::actions;

/// The most one file may weigh, in bytes; what a component takes is checked when it is filed.
const LIMIT: u64 = 50_000_000;

/// Các byte của tệp.
#[derive(ToSchema)]
#[schema(value_type = String, format = Binary)]
#[expect(dead_code, reason = "only described; the body streams into the store")]
pub(crate) struct FileBytes(Vec<u8>);

/// A stored file.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = StoredFile)]
pub(crate) struct StoredOut {
    /// Mã băm SHA-256 (hệ 16), để ghi vào `papers` khi nộp.
    #[schema(pattern = "^[0-9a-f]{64}$")]
    hash: String,
    /// Số byte.
    size: u64,
    /// Kiểu nội dung nhận biết từ chính tệp.
    #[schema(example = "application/pdf")]
    media_type: &'static str,
}

/// Stores the bytes of the body: a PDF, JPEG or PNG of at most 50 MB, whatever type the caller claims. Files that
/// no submission names are removed after a day.
#[utoipa::path(
    post,
    path = "/api/v1/files",
    tag = super::TAG,
    request_body(content = FileBytes, content_type = "application/octet-stream"),
    responses(
        (status = 201, description = "Đã lưu", body = StoredOut),
        web::Refusals
    ),
)]
pub(crate) async fn upload(State(app): State<App>, raw: Raw) -> Answer {
    let ctx = raw.ctx().clone();
    let stored = raw.receive(LIMIT, files::Kind::PAPERS).await?;
    let kept = stored.clone();
    app.db.write(move |tx| actions::keep_upload(tx, &ctx, &kept)).await?;
    let out = StoredOut { hash: stored.hash.to_string(), size: stored.size, media_type: stored.kind.mime() };
    Ok((StatusCode::CREATED, axum::Json(out)).into_response())
}
