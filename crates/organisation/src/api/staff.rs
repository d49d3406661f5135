//! `GET` and `POST /api/v1/staff`, `POST /api/v1/staff/{id}/positions`, `POST /api/v1/positions/{id}/end`: who works where, as a
//! system for the staff of a body keeps it.

use axum::extract::State;
use axum::response::IntoResponse as _;
use base::id::{StaffId, UnitId};
use base::{BadText, FieldError, Role};
use http::{StatusCode, Uri};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use web::{Answer, App, Cursor, Json, Paged, Path, Query, Who};

use crate::actions::{Appointment, EndPost, NewStaff, appoint, create_staff, end_post, list_staff};
use crate::error::Error;
use crate::model::{Listed, PostId, StaffFrom};

/// A position held today.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = StaffPosition)]
pub(crate) struct PositionOut {
    /// Định danh vị trí.
    #[schema(value_type = String, format = Uuid)]
    position: PostId,
    /// Định danh cán bộ.
    #[schema(value_type = String, format = Uuid)]
    staff: StaffId,
    /// Số hiệu cán bộ.
    number: String,
    /// Họ, chữ đệm và tên.
    name: String,
    /// Đơn vị.
    #[schema(value_type = String, format = Uuid)]
    unit: UnitId,
    /// Vai trò.
    #[schema(example = "reception")]
    role: &'static str,
    /// Ngày đầu.
    #[schema(value_type = String, format = Date)]
    from: Date,
    /// Ngày đầu tiên không còn giữ; bỏ trống khi chưa biết.
    #[schema(value_type = Option<String>, format = Date)]
    until: Option<Date>,
}

impl From<Listed> for PositionOut {
    fn from(it: Listed) -> Self {
        Self {
            position: it.holding.id,
            staff: it.person.id,
            number: it.person.number.into(),
            name: it.person.name.into(),
            unit: it.holding.unit,
            role: it.holding.role.code(),
            from: it.holding.period.from,
            until: it.holding.period.until,
        }
    }
}

/// Các vị trí đang giữ hôm nay trong phạm vi quản trị, theo tên cán bộ.
#[utoipa::path(
    get,
    path = "/api/v1/staff",
    operation_id = "listStaff",
    tag = super::TAG,
    params(Paged),
    responses(
        (status = 200, description = "Các vị trí; trang sau ở tiêu đề Link", body = Vec<PositionOut>),
        web::Refusals
    )
)]
pub(crate) async fn list(
    State(app): State<App>,
    called: Uri,
    Who(ctx): Who,
    Query(paged): Query<Paged>,
) -> Answer {
    let from = paged.read(place)?.unwrap_or_default();
    let lines = app.db.read(move |rx| list_staff(rx, &ctx, &from, Paged::SIZE + 1)).await?;
    Ok(web::paged(&called, lines, cursor, PositionOut::from))
}

fn cursor(line: &Listed) -> String {
    Cursor { key: vec![line.key.0.clone(), line.key.1.clone()], backwards: false }.encode()
}

fn place(text: &str) -> Option<StaffFrom> {
    let cursor = Cursor::parse(text, 2).filter(|cursor| !cursor.backwards)?;
    let [name, post] = cursor.key.try_into().ok()?;
    Some(StaffFrom { key: (name, post), backwards: false })
}

/// A person to enter.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewStaff)]
pub(crate) struct StaffIn {
    /// Số hiệu cán bộ, không trùng với người khác.
    #[schema(max_length = 32, example = "VT-0099")]
    number: String,
    /// Họ, chữ đệm và tên.
    #[schema(max_length = 100, example = "Nguyễn Thị Ngọc Lan")]
    name: String,
    /// Đơn vị của vị trí đầu tiên.
    #[schema(value_type = String, format = Uuid)]
    unit: UnitId,
    /// Vai trò của vị trí đầu tiên.
    #[schema(example = "reception")]
    role: String,
    /// Ngày đầu giữ vị trí.
    #[schema(value_type = String, format = Date)]
    from: Date,
}

/// The person that was entered.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = StaffEntered)]
pub(crate) struct StaffOut {
    /// Định danh cán bộ.
    #[schema(value_type = String, format = Uuid)]
    id: StaffId,
}

/// Thêm cán bộ cùng vị trí đầu tiên.
#[utoipa::path(
    post,
    path = "/api/v1/staff",
    operation_id = "addStaff",
    tag = super::TAG,
    request_body = StaffIn,
    responses((status = 201, description = "Đã thêm", body = StaffOut), web::Refusals)
)]
pub(crate) async fn add(State(app): State<App>, Who(ctx): Who, Json(body): Json<StaffIn>) -> Answer {
    let said = |field: &'static str| move |why: BadText| Error::field(field, why.0);
    let input = NewStaff {
        number: body.number.parse().map_err(said("number"))?,
        name: body.name.parse().map_err(said("name"))?,
        unit: body.unit,
        role: role(&body.role)?,
        from: body.from,
    };
    let id = app.db.write(move |tx| create_staff(tx, &ctx, &input)).await?;
    Ok((StatusCode::CREATED, axum::Json(StaffOut { id })).into_response())
}

/// A position to give.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewPosition)]
pub(crate) struct PositionIn {
    /// Đơn vị.
    #[schema(value_type = String, format = Uuid)]
    unit: UnitId,
    /// Vai trò.
    #[schema(example = "case-officer")]
    role: String,
    /// Ngày đầu.
    #[schema(value_type = String, format = Date)]
    from: Date,
    /// Ngày đầu tiên không còn giữ.
    #[schema(value_type = Option<String>, format = Date)]
    until: Option<Date>,
    /// Nơi cử đến, với cán bộ của cơ quan khác.
    #[schema(value_type = Option<String>, format = Uuid)]
    posted_from: Option<UnitId>,
}

/// The position that was given.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = PositionGiven)]
pub(crate) struct GivenOut {
    /// Định danh vị trí.
    #[schema(value_type = String, format = Uuid)]
    id: PostId,
}

/// Giao thêm một vị trí cho cán bộ.
#[utoipa::path(
    post,
    path = "/api/v1/staff/{id}/positions",
    operation_id = "givePosition",
    tag = super::TAG,
    params(("id" = String, Path, format = Uuid, description = "Định danh cán bộ")),
    request_body = PositionIn,
    responses((status = 201, description = "Đã giao", body = GivenOut), web::Refusals)
)]
pub(crate) async fn give(
    State(app): State<App>,
    Who(ctx): Who,
    Path(staff): Path<StaffId>,
    Json(body): Json<PositionIn>,
) -> Answer {
    let PositionIn { unit, role: word, from, until, posted_from } = body;
    let input = Appointment { staff, unit, role: role(&word)?, from, until, posted_from };
    let id = app.db.write(move |tx| appoint(tx, &ctx, &input)).await?;
    Ok((StatusCode::CREATED, axum::Json(GivenOut { id })).into_response())
}

/// When a position ends.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = PositionEnd)]
pub(crate) struct EndIn {
    /// Ngày đầu tiên không còn giữ.
    #[schema(value_type = String, format = Date)]
    on: Date,
}

/// Kết thúc một vị trí, hoặc bỏ vị trí chưa bắt đầu.
#[utoipa::path(
    post,
    path = "/api/v1/positions/{id}/end",
    operation_id = "endPosition",
    tag = super::TAG,
    params(("id" = String, Path, format = Uuid, description = "Định danh vị trí")),
    request_body = EndIn,
    responses((status = 204, description = "Đã kết thúc"), web::Refusals)
)]
pub(crate) async fn end(
    State(app): State<App>,
    Who(ctx): Who,
    Path(post): Path<PostId>,
    Json(body): Json<EndIn>,
) -> Answer {
    let input = EndPost { post, on: body.on };
    app.db.write(move |tx| end_post(tx, &ctx, &input)).await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}

fn role(code: &str) -> Result<Role, Error> {
    let all = || Role::ALL.map(Role::code).join(", ");
    let unknown =
        || Error::Invalid(vec![FieldError::new("role", format!("Vai trò là một trong: {}.", all()))]);
    Role::parse(code).ok_or_else(unknown)
}
