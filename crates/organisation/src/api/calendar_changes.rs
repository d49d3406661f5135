//! `/api/v1/calendar-changes`: a calendar changed by decision, proposed by one person and answered by another.

use axum::extract::State;
use axum::response::IntoResponse as _;
use base::id::UnitId;
use http::StatusCode;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use web::{Answer, App, Json, Path, Query, Who};
use worktime::Alteration;

use crate::actions::{
    DecideCalendar, ProposeCalendar, decide_calendar, propose_calendar, see_calendar, see_calendar_change,
};
use crate::error::Error;
use crate::model::{CalendarChange, CalendarChangeId, CalendarContent};

/// Of which body.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(default)]
#[into_params(parameter_in = Query)]
pub(crate) struct Of {
    /// Cơ quan; bỏ trống là cơ quan của người gọi.
    #[serde(deserialize_with = "web::sent")]
    #[param(value_type = Option<String>, format = Uuid)]
    unit: Option<UnitId>,
}

/// A change as programs see it.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = CalendarChange)]
pub(crate) struct ChangeOut {
    /// Định danh.
    #[schema(value_type = String, format = Uuid)]
    id: CalendarChangeId,
    /// Cơ quan có lịch thay đổi, cùng mọi đơn vị bên dưới.
    #[schema(value_type = String, format = Uuid)]
    unit: UnitId,
    /// Tên gọi, người dân thấy trong cách tính ngày hẹn.
    name: String,
    /// Văn bản làm căn cứ.
    source: String,
    /// Ngày đầu tiên khác đi.
    #[schema(value_type = String, format = Date)]
    first: Date,
    /// Ngày cuối cùng khác đi; bỏ trống khi kéo dài mãi.
    #[schema(value_type = Option<String>, format = Date)]
    last: Option<Date>,
    /// `proposed` đang chờ duyệt, `approved` đã duyệt, `declined` không duyệt.
    state: &'static str,
    /// Thay đổi bị bãi bỏ, khi đây là việc bãi bỏ.
    #[schema(value_type = Option<String>, format = Uuid)]
    revokes: Option<CalendarChangeId>,
    /// Số thứ tự trong các thay đổi đã duyệt; phiên bản lịch mang số này.
    number: Option<i64>,
    /// Ý kiến của người duyệt.
    note: Option<String>,
}

impl From<CalendarChange> for ChangeOut {
    fn from(it: CalendarChange) -> Self {
        Self {
            id: it.id,
            unit: it.unit,
            name: it.name,
            source: it.source,
            first: it.first,
            last: it.last,
            state: it.state.code(),
            revokes: match it.content {
                CalendarContent::Revoke(target) => Some(target),
                CalendarContent::Alter(_) => None,
            },
            number: it.number,
            note: it.decided.map(|(.., note)| note).filter(|note| !note.is_empty()),
        }
    }
}

/// Các thay đổi lịch của cơ quan và của các đơn vị cấp trên, mới nhất trước.
#[utoipa::path(
    get,
    path = "/api/v1/calendar-changes",
    operation_id = "listCalendarChanges",
    tag = super::TAG,
    params(Of),
    responses((status = 200, description = "Các thay đổi", body = Vec<ChangeOut>), web::Refusals)
)]
pub(crate) async fn list(State(app): State<App>, Who(ctx): Who, Query(of): Query<Of>) -> Answer {
    let seen = app.db.read(move |rx| see_calendar(rx, &ctx, of.unit)).await?;
    Ok(axum::Json(seen.changes.into_iter().map(ChangeOut::from).collect::<Vec<_>>()).into_response())
}

/// Một thay đổi lịch.
#[utoipa::path(
    get,
    path = "/api/v1/calendar-changes/{id}",
    operation_id = "getCalendarChange",
    tag = super::TAG,
    params(("id" = String, Path, format = Uuid, description = "Định danh thay đổi")),
    responses((status = 200, description = "Thay đổi", body = ChangeOut), web::Refusals)
)]
pub(crate) async fn show(State(app): State<App>, Who(ctx): Who, Path(id): Path<CalendarChangeId>) -> Answer {
    let seen = app.db.read(move |rx| see_calendar_change(rx, &ctx, id)).await?;
    Ok(axum::Json(ChangeOut::from(seen.change)).into_response())
}

/// What is proposed: either it alters the calendar, or it takes an approved change back.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewCalendarChange)]
pub(crate) struct ChangeIn {
    /// Cơ quan.
    #[schema(value_type = String, format = Uuid)]
    unit: UnitId,
    /// Tên gọi.
    #[schema(max_length = 200, example = "Nghỉ phòng chống bão số 12")]
    name: String,
    /// Văn bản làm căn cứ, có số và ngày.
    #[schema(max_length = 300, example = "Quyết định 12/QĐ-UBND ngày 18/11/2026")]
    source: String,
    /// Nội dung thay đổi, một trong bốn dạng: `{"what": "days", "days": [{"date", "kind", "name", "hours": "off", "source"}]}`,
    /// `{"what": "ordinary", "days": [ngày]}`, `{"what": "week", "weekly": {"from", "hours"}}`, `{"what": "known", "until": ngày}`.
    #[schema(value_type = Option<Object>)]
    alters: Option<Alteration>,
    /// Thay đổi đã duyệt cần bãi bỏ.
    #[schema(value_type = Option<String>, format = Uuid)]
    revokes: Option<CalendarChangeId>,
}

/// The proposal that was kept.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = CalendarChangeProposed)]
pub(crate) struct ProposedOut {
    /// Định danh thay đổi.
    #[schema(value_type = String, format = Uuid)]
    id: CalendarChangeId,
}

/// Đề nghị thay đổi lịch; chưa có gì được tính theo cho đến khi người thứ hai duyệt.
#[utoipa::path(
    post,
    path = "/api/v1/calendar-changes",
    operation_id = "proposeCalendarChange",
    tag = super::TAG,
    request_body = ChangeIn,
    responses((status = 201, description = "Đã đề nghị", body = ProposedOut), web::Refusals)
)]
pub(crate) async fn propose(State(app): State<App>, Who(ctx): Who, Json(body): Json<ChangeIn>) -> Answer {
    let content = match (body.alters, body.revokes) {
        (Some(alteration), None) => CalendarContent::Alter(alteration),
        (None, Some(target)) => CalendarContent::Revoke(target),
        _ => return Err(Error::field("alters", "Xin gửi một trong hai: `alters` hoặc `revokes`.").into()),
    };
    let input = ProposeCalendar { unit: body.unit, name: body.name, source: body.source, content };
    let id = app.db.write(move |tx| propose_calendar(tx, &ctx, &input)).await?;
    Ok((StatusCode::CREATED, axum::Json(ProposedOut { id })).into_response())
}

/// The answer to a proposal.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = CalendarDecision)]
pub(crate) struct DecisionIn {
    /// Duyệt hay không.
    approve: bool,
    /// Ý kiến; bắt buộc khi không duyệt.
    #[serde(default)]
    #[schema(max_length = 300)]
    note: String,
}

/// Duyệt hoặc không duyệt đề nghị của người khác; duyệt rồi thì ngày hẹn của hồ sơ được tính lại.
#[utoipa::path(
    post,
    path = "/api/v1/calendar-changes/{id}/decision",
    operation_id = "decideCalendarChange",
    tag = super::TAG,
    params(("id" = String, Path, format = Uuid, description = "Định danh thay đổi")),
    request_body = DecisionIn,
    responses((status = 204, description = "Đã trả lời"), web::Refusals)
)]
pub(crate) async fn decide(
    State(app): State<App>,
    Who(ctx): Who,
    Path(change): Path<CalendarChangeId>,
    Json(body): Json<DecisionIn>,
) -> Answer {
    let input = DecideCalendar { change, approve: body.approve, note: body.note };
    app.db.write(move |tx| decide_calendar(tx, &ctx, &input)).await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}
