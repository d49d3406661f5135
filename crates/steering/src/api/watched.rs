//! `GET /api/v1/reports/watched`: how many dossiers want attention now, and where.

use axum::extract::State;
use axum::response::IntoResponse as _;
use dossier::model::{Concern, ConcernBy};
use dossier::queries;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use web::{Answer, App, Query, Who};

/// What, by what.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(default)]
#[into_params(parameter_in = Query)]
pub(crate) struct Asked {
    /// Điều cần theo dõi, theo mã trong `concerns`; bỏ trống là hồ sơ quá hạn.
    concern: String,
    /// Mỗi dòng là gì, theo mã trong `ways`; bỏ trống là đơn vị.
    by: String,
}

/// The counts.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Watched)]
pub(crate) struct WatchedOut {
    /// Điều đang theo dõi.
    concern: &'static str,
    /// Mỗi dòng là gì.
    by: &'static str,
    /// Số liệu tính đến lúc, RFC 3339.
    #[schema(format = DateTime)]
    as_of: String,
    /// Các dòng, nhiều hồ sơ đứng trước.
    rows: Vec<RowOut>,
    /// Các điều theo dõi được.
    concerns: Vec<NamedOut>,
    /// Các cách chia dòng.
    ways: Vec<NamedOut>,
}

/// A line.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = WatchedRow)]
pub(crate) struct RowOut {
    /// Đơn vị, thủ tục, người hoặc bước; trống khi chưa giao cho ai.
    line: String,
    /// Tên.
    name: String,
    /// Số hồ sơ.
    count: i64,
}

/// A code with its name.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Named)]
pub(crate) struct NamedOut {
    /// Mã.
    code: &'static str,
    /// Tên.
    name: &'static str,
}

/// Số hồ sơ cần chú ý lúc này, của các cơ quan mà người gọi theo dõi.
#[utoipa::path(
    get,
    path = "/api/v1/reports/watched",
    operation_id = "watchedReport",
    tag = super::TAG,
    params(Asked),
    responses((status = 200, description = "Các con số", body = WatchedOut), web::Refusals)
)]
pub(crate) async fn watched(State(app): State<App>, Who(ctx): Who, Query(asked): Query<Asked>) -> Answer {
    let unknown = |field, message| web::Invalid(vec![base::FieldError::new(field, message)]);
    let concern = match asked.concern.as_str() {
        "" => Concern::Late,
        code => Concern::parse(code).ok_or_else(|| {
            unknown("concern", "Không có điều theo dõi mang mã này. Xin xem các mã trong `concerns`.")
        })?,
    };
    let by = match asked.by.as_str() {
        "" => ConcernBy::Unit,
        code => ConcernBy::parse(code)
            .ok_or_else(|| unknown("by", "Không có cách chia mang mã này. Xin xem các mã trong `ways`."))?,
    };
    let as_of = ctx.now.rfc3339();
    let found = app.db.read(move |rx| queries::concerns(rx, &ctx, concern, by)).await?;
    let row = |row: queries::ConcernRow| RowOut { line: row.line, name: row.name, count: row.count };
    let out = WatchedOut {
        concern: concern.code(),
        by: by.code(),
        as_of,
        rows: found.into_iter().map(row).collect(),
        concerns: Concern::ALL.iter().map(|it| NamedOut { code: it.code(), name: it.label() }).collect(),
        ways: ConcernBy::ALL.iter().map(|it| NamedOut { code: it.code(), name: it.label() }).collect(),
    };
    Ok(axum::Json(out).into_response())
}
