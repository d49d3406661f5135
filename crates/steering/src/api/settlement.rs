//! `GET /api/v1/reports/settlement`: the standard table of a time.

use std::collections::BTreeMap;

use axum::extract::State;
use axum::response::IntoResponse as _;
use base::id::UnitId;
use dossier::model::TallyBy;
use dossier::queries::{self as figures, Tally, TallyRow};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use web::{Answer, App, Query, Who};

use crate::figure::Column;
use crate::model::Span;

/// Which time, by what, of which body alone.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(default)]
#[into_params(parameter_in = Query)]
pub(crate) struct Asked {
    /// Ngày đầu; bỏ trống là ngày đầu tháng này.
    #[serde(deserialize_with = "web::sent")]
    #[param(value_type = Option<String>, format = Date)]
    first: Option<Date>,
    /// Ngày cuối; bỏ trống là hôm nay.
    #[serde(deserialize_with = "web::sent")]
    #[param(value_type = Option<String>, format = Date)]
    last: Option<Date>,
    /// Mỗi dòng là một cơ quan hay một thủ tục; bỏ trống là cơ quan.
    #[serde(deserialize_with = "web::sent")]
    #[param(inline)]
    by: Option<By>,
    /// Chỉ của một cơ quan.
    #[serde(deserialize_with = "web::sent")]
    #[param(value_type = Option<String>, format = Uuid)]
    body: Option<UnitId>,
}

/// What the lines are.
#[derive(Clone, Copy, Debug, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum By {
    /// Cơ quan.
    Body,
    /// Thủ tục.
    Procedure,
}

/// The table.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Settlement)]
pub(crate) struct SettlementOut {
    /// Ngày đầu.
    #[schema(value_type = String, format = Date)]
    first: Date,
    /// Ngày cuối.
    #[schema(value_type = String, format = Date)]
    last: Date,
    /// Số liệu tính đến lúc, RFC 3339.
    #[schema(format = DateTime)]
    as_of: String,
    /// Tên các cột theo mã.
    columns: BTreeMap<&'static str, &'static str>,
    /// Các dòng, theo tên.
    rows: Vec<RowOut>,
}

/// A line of it.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = SettlementRow)]
pub(crate) struct RowOut {
    /// Định danh cơ quan, hoặc mã thủ tục.
    line: String,
    /// Tên.
    name: String,
    /// Số hồ sơ theo mã cột.
    counts: BTreeMap<&'static str, i64>,
}

impl From<TallyRow> for RowOut {
    fn from(row: TallyRow) -> Self {
        let count = |column: &Column| (column.code(), row.count(column.came(), column.stands()));
        Self { counts: Column::ALL.iter().map(count).collect(), line: row.line, name: row.name }
    }
}

/// Tình hình giải quyết trong một thời gian, của các cơ quan mà người gọi theo dõi.
#[utoipa::path(
    get,
    path = "/api/v1/reports/settlement",
    operation_id = "settlementReport",
    tag = super::TAG,
    params(Asked),
    responses((status = 200, description = "Bảng số liệu", body = SettlementOut), web::Refusals)
)]
pub(crate) async fn settlement(State(app): State<App>, Who(ctx): Who, Query(asked): Query<Asked>) -> Answer {
    let month = Span::month(ctx.now.date());
    let (first, last) = (asked.first.unwrap_or(month.first()), asked.last.unwrap_or(month.last()));
    let wrong = || {
        let message = "Ngày cuối phải từ ngày đầu trở đi.";
        web::Invalid(vec![base::FieldError::new("last", message)])
    };
    let span = Span::new(first, last).ok_or_else(wrong)?;
    let by = match asked.by {
        Some(By::Procedure) => TallyBy::Procedure,
        Some(By::Body) | None => TallyBy::Body,
    };
    let (of, as_of) =
        (Tally { from: span.first(), to: span.last(), by, body: asked.body }, ctx.now.rfc3339());
    let rows = app.db.read(move |rx| figures::tally(rx, &ctx, &of)).await?;
    let columns = Column::ALL.iter().map(|column| (column.code(), column.label())).collect();
    let rows = rows.into_iter().map(RowOut::from).collect();
    Ok(axum::Json(SettlementOut { first, last, as_of, columns, rows }).into_response())
}
