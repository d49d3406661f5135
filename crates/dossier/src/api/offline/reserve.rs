//! `POST /api/v1/offline-counters/{id}/ranges`: numbers of the coming days are set aside for a machine.

use axum::extract::State;
use axum::response::IntoResponse as _;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use web::{Answer, App, Json, Path, Who};

use crate::actions::{self, ReserveNumbers};
use crate::api::TAG;
use crate::model::OfflineCounterId;
use crate::offline::KitRange;

/// Which days, how many.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NumbersWanted)]
pub(crate) struct NumbersIn {
    /// Ngày đầu, YYYY-MM-DD; bỏ trống là hôm nay.
    #[schema(value_type = Option<String>, format = Date)]
    from: Option<Date>,
    /// Số ngày, kể từ ngày đầu.
    #[schema(minimum = 1, maximum = 14)]
    days: i64,
    /// Số hồ sơ mỗi ngày.
    #[schema(minimum = 1, maximum = 500)]
    count: i64,
}

/// What was reserved.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = NumbersReserved)]
pub(crate) struct ReservedOut {
    /// Các dải số, mỗi cơ quan và mỗi ngày một dải.
    ranges: Vec<KitRange>,
}

/// Reserves dossier numbers for a machine; nobody else is given one of them.
#[utoipa::path(
    post,
    path = "/api/v1/offline-counters/{id}/ranges",
    tag = TAG,
    params(("id" = String, Path, format = Uuid, description = "Định danh máy")),
    request_body = NumbersIn,
    responses(
        (status = 201, description = "Đã cấp dải số", body = ReservedOut),
        web::Refusals
    ),
)]
pub(crate) async fn reserve(
    State(app): State<App>,
    Who(ctx): Who,
    Path(counter): Path<OfflineCounterId>,
    Json(body): Json<NumbersIn>,
) -> Answer {
    let from = body.from.unwrap_or_else(|| ctx.now.date());
    let input = ReserveNumbers { counter, from, days: body.days, count: body.count };
    let done = app.db.write(move |tx| actions::reserve_numbers(tx, &ctx, &input)).await?;
    let out = ReservedOut { ranges: done.ranges.into_iter().map(KitRange::from).collect() };
    Ok((http::StatusCode::CREATED, axum::Json(out)).into_response())
}
