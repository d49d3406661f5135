//! `POST /api/v1/dossiers/{id}/receipt-signature`: that a result was signed for, on the slip or with a picture.

use axum::extract::State;
use axum::response::IntoResponse as _;
use base::FieldError;
use base::id::DossierId;
use http::StatusCode;
use serde::Deserialize;
use utoipa::ToSchema;
use web::{Answer, App, Json, Path, Who};

use super::papers::{PaperIn, papers};
use crate::actions::{self, SignFor};
use crate::error::Error;
use crate::model::{Channel, SIGNATURE};

/// With which picture.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = ReceiptSignature)]
pub(crate) struct SignatureIn {
    /// Lần sửa đổi đã xem.
    #[schema(minimum = 1)]
    revision: i64,
    /// Mã băm SHA-256 (hệ 16) của ảnh đã tải lên; bỏ trống khi chỉ ký trên phiếu giấy.
    #[schema(pattern = "^[0-9a-f]{64}$")]
    picture: Option<String>,
}

/// Records that the result was signed for.
#[utoipa::path(
    post,
    path = "/api/v1/dossiers/{id}/receipt-signature",
    tag = super::TAG,
    params(("id" = String, Path, format = Uuid, description = "Định danh hồ sơ")),
    request_body = SignatureIn,
    responses(
        (status = 204, description = "Đã ghi"),
        web::Refusals
    ),
)]
pub(crate) async fn sign_for(
    State(app): State<App>,
    Who(ctx): Who,
    Path(dossier): Path<DossierId>,
    Json(body): Json<SignatureIn>,
) -> Answer {
    let picture = match body.picture {
        None => None,
        Some(hash) => {
            let asker = ctx.clone();
            let sent = vec![PaperIn::of_file(SIGNATURE, hash, "anh-ky-nhan")];
            let found = app.db.read(move |rx| papers(rx, &asker, sent, Channel::Online)).await;
            found.map_err(in_picture)?.pop()
        }
    };
    let input = SignFor { dossier, revision: body.revision, picture };
    app.db.write(move |tx| actions::sign_for(tx, &ctx, &input)).await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}

/// What is wrong with the paper, said at the field of the picture.
fn in_picture(error: Error) -> Error {
    let at = |wrong: FieldError| FieldError::new("picture", wrong.message);
    match error {
        Error::Invalid(fields) => Error::Invalid(fields.into_iter().map(at).collect()),
        other => other,
    }
}
