//! `GET /api/v1/desk`: a page of one of the officer's work queues.

use axum::extract::State;
use base::id::DossierId;
use base::{FieldError, Instant};
use http::Uri;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use web::{Answer, App, Query, Who};

use crate::error::Error;
use crate::queries::{self, Line, Tab, Wanted};

/// Which queue, from where on.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(default)]
#[into_params(parameter_in = Query)]
pub(crate) struct DeskQuery {
    /// Hàng đợi; bỏ trống là hàng đợi đầu tiên có việc.
    #[serde(deserialize_with = "web::sent")]
    #[param(inline)]
    queue: Option<Tab>,
    /// Chữ bắt đầu các từ trong tên người nộp (có dấu hay không đều được), trong tên thủ tục, hoặc một phần mã hồ sơ; bỏ trống là tất cả.
    #[param(max_length = 100)]
    words: String,
    /// Con trỏ của trang sau, lấy từ `next`.
    #[serde(deserialize_with = "web::sent")]
    #[param(pattern = r"^-?[0-9]+\.[0-9a-f-]{36}$")]
    after: Option<String>,
}

/// Longest words taken, in characters.
const WORDS_LIMIT: usize = 100;

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
    /// Đơn vị thực hiện bước.
    #[schema(format = Uuid)]
    unit: Option<String>,
    /// Vai trò thực hiện bước.
    role: Option<&'static str>,
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
            unit: line.at.map(|(unit, _)| unit.to_string()),
            role: line.at.map(|(_, role)| role.code()),
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
pub(crate) async fn desk(
    State(app): State<App>,
    called: Uri,
    Who(ctx): Who,
    Query(query): Query<DeskQuery>,
) -> Answer {
    let after = query.after.as_deref().map(read_cursor).transpose()?;
    if query.words.chars().count() > WORDS_LIMIT {
        let message = format!("Chữ để lọc dài tối đa {WORDS_LIMIT} ký tự. Xin rút gọn.");
        return Err(Error::Invalid(vec![FieldError::new("words", message)]).into());
    }
    let wanted = Wanted { tab: query.queue, words: query.words, ..Wanted::default() };
    let desk = app.db.read(move |rx| queries::desk(rx, &ctx, &wanted, after)).await?;
    let lines = desk.lines.into_iter().map(LineOut::from).collect();
    let next = desk.next.map(crate::cursor::write);
    let page = DeskOut { queue: desk.shown.code(), lines, next };
    Ok(web::listed(&called, page.next.as_deref(), &page))
}

/// A cursor that is none is refused: beginning again would give a program the same lines for ever.
fn read_cursor(text: &str) -> Result<(Instant, DossierId), Error> {
    let message = "Con trỏ này không đọc được. Xin gửi nguyên giá trị `next` của trang trước.";
    crate::cursor::parse(text).ok_or_else(|| Error::Invalid(vec![FieldError::new("after", message)]))
}
