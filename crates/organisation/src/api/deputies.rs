//! `GET` and `POST /api/v1/deputies`, `POST /api/v1/deputies/{id}/end`: who stands in for whom.

use axum::extract::State;
use axum::response::IntoResponse as _;
use base::id::StaffId;
use http::StatusCode;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use web::{Answer, App, Json, Path, Who};

use crate::actions::{EndDeputy, NameDeputy, end_deputy, name_deputy, see_deputies};
use crate::model::{Deputising, DeputyId, PostId};

/// A naming as programs see it.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Deputy)]
pub(crate) struct DeputyOut {
    /// Định danh lần phân công.
    #[schema(value_type = String, format = Uuid)]
    id: DeputyId,
    /// Vị trí.
    #[schema(value_type = String, format = Uuid)]
    post: PostId,
    /// Vai trò của vị trí.
    #[schema(example = "head")]
    role: &'static str,
    /// Người giữ vị trí.
    #[schema(value_type = String, format = Uuid)]
    principal: StaffId,
    /// Họ và tên người giữ vị trí.
    principal_name: String,
    /// Người làm thay.
    #[schema(value_type = String, format = Uuid)]
    deputy: StaffId,
    /// Họ và tên người làm thay.
    deputy_name: String,
    /// Ngày đầu.
    #[schema(value_type = String, format = Date)]
    first: Date,
    /// Ngày cuối.
    #[schema(value_type = String, format = Date)]
    last: Date,
    /// Lý do.
    reason: String,
}

impl From<Deputising> for DeputyOut {
    fn from(it: Deputising) -> Self {
        Self {
            id: it.id,
            post: it.post,
            role: it.role.code(),
            principal: it.principal,
            principal_name: it.principal_name,
            deputy: it.deputy,
            deputy_name: it.deputy_name,
            first: it.first,
            last: it.last,
            reason: it.reason,
        }
    }
}

/// A position for which a deputy may be named.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = DeputisedPosition)]
pub(crate) struct PositionOut {
    /// Định danh vị trí.
    #[schema(value_type = String, format = Uuid)]
    id: PostId,
    /// Người giữ.
    #[schema(value_type = String, format = Uuid)]
    holder: StaffId,
    /// Vai trò.
    role: &'static str,
    /// Đơn vị.
    unit: String,
}

/// What somebody sees of deputies.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Deputies)]
pub(crate) struct DeputiesOut {
    /// Những lần người gọi được phân công làm thay.
    by_me: Vec<DeputyOut>,
    /// Những lần phân công cho các vị trí mà người gọi phụ trách.
    for_mine: Vec<DeputyOut>,
    /// Các vị trí mà người gọi được phân công người làm thay.
    positions: Vec<PositionOut>,
}

/// Ai làm thay ai: trong các vị trí của người gọi và đơn vị người gọi phụ trách.
#[utoipa::path(
    get,
    path = "/api/v1/deputies",
    tag = super::TAG,
    responses((status = 200, description = "Các lần phân công còn hiệu lực", body = DeputiesOut), web::Refusals)
)]
pub(crate) async fn list(State(app): State<App>, Who(ctx): Who) -> Answer {
    let seen = app.db.read(move |rx| see_deputies(rx, &ctx)).await?;
    let position = |it: &crate::model::Listed| PositionOut {
        id: it.holding.id,
        holder: it.person.id,
        role: it.holding.role.code(),
        unit: it.unit_name.to_string(),
    };
    let out = DeputiesOut {
        positions: seen.positions.iter().map(position).collect(),
        by_me: seen.by_me.into_iter().map(DeputyOut::from).collect(),
        for_mine: seen.for_mine.into_iter().map(DeputyOut::from).collect(),
    };
    Ok(axum::Json(out).into_response())
}

/// Who stands in, where and when.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NameDeputy)]
pub(crate) struct NameDeputyIn {
    /// Vị trí.
    #[schema(value_type = String, format = Uuid)]
    post: PostId,
    /// Người làm thay.
    #[schema(value_type = String, format = Uuid)]
    deputy: StaffId,
    /// Ngày đầu, từ hôm nay trở đi.
    #[schema(value_type = String, format = Date)]
    first: Date,
    /// Ngày cuối.
    #[schema(value_type = String, format = Date)]
    last: Date,
    /// Lý do.
    #[schema(max_length = 300, example = "Đi công tác")]
    reason: String,
}

/// The naming that was made.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = DeputyNamed)]
pub(crate) struct NamedOut {
    /// Định danh lần phân công.
    #[schema(value_type = String, format = Uuid)]
    id: DeputyId,
}

/// Phân công người làm thay một vị trí, từ ngày đến ngày.
#[utoipa::path(
    post,
    path = "/api/v1/deputies",
    tag = super::TAG,
    request_body = NameDeputyIn,
    responses((status = 201, description = "Đã phân công", body = NamedOut), web::Refusals)
)]
pub(crate) async fn name(State(app): State<App>, Who(ctx): Who, Json(body): Json<NameDeputyIn>) -> Answer {
    let NameDeputyIn { post, deputy, first, last, reason } = body;
    let input = NameDeputy { post, deputy, first, last, reason };
    let id = app.db.write(move |tx| name_deputy(tx, &ctx, &input)).await?;
    Ok((StatusCode::CREATED, axum::Json(NamedOut { id })).into_response())
}

/// Kết thúc sớm một lần phân công làm thay.
#[utoipa::path(
    post,
    path = "/api/v1/deputies/{id}/end",
    tag = super::TAG,
    params(("id" = String, Path, format = Uuid, description = "Định danh lần phân công")),
    responses((status = 204, description = "Đã kết thúc"), web::Refusals)
)]
pub(crate) async fn end(State(app): State<App>, Who(ctx): Who, Path(naming): Path<DeputyId>) -> Answer {
    app.db.write(move |tx| end_deputy(tx, &ctx, &EndDeputy { naming })).await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}
