//! `GET /api/v1/desk`: a page of one of the officer's work queues.

use axum::extract::State;
use axum::response::IntoResponse as _;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use web::{Answer, App, Query, Who};

use crate::queries::{self, Line, Tab};

/// Which queue, from where on.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(default)]
#[into_params(parameter_in = Query)]
pub(crate) struct DeskQuery {
    /// Hàng đợi: cua-toi, cho-nhan-viec, cho-tiep-nhan, cho-tra-ket-qua, den-han-hom-nay, qua-han.
    queue: String,
    /// Con trỏ của trang sau, lấy từ `next`.
    after: String,
}

/// A line of a queue.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = DeskLine)]
pub(crate) struct LineOut {
    /// Định danh hồ sơ.
    #[schema(format = Uuid)]
    id: String,
    /// Mã hồ sơ.
    number: Option<String>,
    /// Trạng thái.
    state: &'static str,
    /// Thủ tục.
    procedure: String,
    /// Người nộp.
    applicant: String,
    /// Bước.
    step: Option<String>,
    /// Hạn gần nhất, RFC 3339.
    #[schema(format = DateTime)]
    due: String,
}

/// A page of a queue.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = DeskPage)]
pub(crate) struct DeskOut {
    /// Hàng đợi đang xem.
    queue: &'static str,
    /// Các dòng, việc đến hạn trước đứng trước.
    lines: Vec<LineOut>,
    /// Con trỏ của trang sau.
    next: Option<String>,
}

impl From<Line> for LineOut {
    fn from(line: Line) -> Self {
        Self {
            id: line.id.to_string(),
            number: line.number.map(|n| n.to_string()),
            state: line.state.code(),
            procedure: line.procedure_name,
            applicant: line.applicant_name,
            step: line.step_name,
            due: line.due_current.rfc3339(),
        }
    }
}

/// One page of a work queue of the signed-in officer.
#[utoipa::path(
    get,
    path = "/api/v1/desk",
    tag = super::TAG,
    params(DeskQuery),
    responses(
        (status = 200, description = "Một trang của hàng đợi", body = DeskOut),
        web::Refusals
    ),
)]
pub(crate) async fn desk(State(app): State<App>, Who(ctx): Who, Query(query): Query<DeskQuery>) -> Answer {
    let after = crate::cursor::parse(&query.after);
    let tab = Tab::parse(&query.queue);
    let desk = app.db.read(move |rx| queries::desk(rx, &ctx, tab, after)).await?;
    let lines = desk.lines.into_iter().map(LineOut::from).collect();
    let next = desk.next.map(crate::cursor::write);
    Ok(axum::Json(DeskOut { queue: desk.shown.code(), lines, next }).into_response())
}
