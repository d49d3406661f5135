//! `POST /api/v1/offline-counters/{id}/store-key`: what opens a machine's store elsewhere is asked for.

use axum::extract::State;
use axum::response::IntoResponse as _;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use web::{Answer, App, Json, Path, Who};

use crate::actions::{self, GiveStoreKey};
use crate::api::TAG;
use crate::model::OfflineCounterId;

/// Why.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = StoreKeyWanted)]
pub(crate) struct StoreKeyIn {
    /// Vì sao mở kho trên máy khác hoặc không có cụm mật khẩu; được ghi vào sổ.
    #[schema(min_length = 5, max_length = 500)]
    reason: String,
}

/// What opens it.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = StoreKey)]
pub(crate) struct StoreKeyOut {
    /// Tên máy.
    name: String,
    /// Khóa khôi phục, hệ mười sáu.
    secret: String,
}

/// Gives what opens the store of a machine of one's own body: it broke, or its passphrase is forgotten. That it was given stays in
/// the ledger.
#[utoipa::path(
    post,
    path = "/api/v1/offline-counters/{id}/store-key",
    tag = TAG,
    params(("id" = String, Path, format = Uuid, description = "Định danh máy")),
    request_body = StoreKeyIn,
    responses(
        (status = 200, description = "Khóa khôi phục", body = StoreKeyOut),
        web::Refusals
    ),
)]
pub(crate) async fn store_key(
    State(app): State<App>,
    Who(ctx): Who,
    Path(counter): Path<OfflineCounterId>,
    Json(body): Json<StoreKeyIn>,
) -> Answer {
    let input = GiveStoreKey { counter, reason: body.reason };
    let done = app.db.write(move |tx| actions::give_store_key(tx, &ctx, &input)).await?;
    Ok(axum::Json(StoreKeyOut { name: done.name, secret: done.secret }).into_response())
}
