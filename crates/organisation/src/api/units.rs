//! `/api/v1/units`: the units within an administrator's reach as they stand today; new ones, and what changes of one.

use axum::extract::State;
use axum::response::IntoResponse as _;
use base::code::AgencyCode;
use base::id::UnitId;
use base::{BadText, FieldError};
use http::StatusCode;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use web::{Answer, App, Json, Path, Who};

use crate::actions::{NewUnit, UnitChange, change_unit, create_unit, list_units};
use crate::error::Error;
use crate::model::{UnitName, Word};
use crate::tree::Branch;

/// A unit as programs see it.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Unit)]
pub(crate) struct UnitOut {
    /// Định danh, không đổi khi đổi tên hay mã.
    #[schema(value_type = String, format = Uuid)]
    id: UnitId,
    /// Mã định danh điện tử (QĐ 20/2020/QĐ-TTg).
    code: Option<String>,
    /// Tên.
    name: String,
    /// Loại: `ministry`, `province`, `commune`, `ward`, `special-zone`, `department`, `line-agency`, `division` hoặc `one-stop`.
    #[schema(example = "ward")]
    kind: &'static str,
    /// Đơn vị cấp trên trực tiếp.
    #[schema(value_type = Option<String>, format = Uuid)]
    parent: Option<UnitId>,
    /// Cơ quan của đơn vị.
    #[schema(value_type = String, format = Uuid)]
    body: UnitId,
}

impl From<Branch> for UnitOut {
    fn from(Branch { unit, .. }: Branch) -> Self {
        Self {
            id: unit.id,
            code: unit.code.map(|code| code.to_string()),
            name: unit.name.into(),
            kind: unit.kind.code(),
            parent: unit.parent,
            body: unit.root,
        }
    }
}

/// Các đơn vị đang hoạt động hôm nay trong phạm vi quản trị, đơn vị cấp trên đứng trước.
#[utoipa::path(
    get,
    path = "/api/v1/units",
    operation_id = "listUnits",
    tag = super::TAG,
    responses((status = 200, description = "Các đơn vị", body = Vec<UnitOut>), web::Refusals)
)]
pub(crate) async fn list(State(app): State<App>, Who(ctx): Who) -> Answer {
    let units = app.db.read(move |rx| list_units(rx, &ctx, ctx.now.date())).await?;
    Ok(axum::Json(units.into_iter().map(UnitOut::from).collect::<Vec<_>>()).into_response())
}

/// A unit to create.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewUnit)]
pub(crate) struct UnitIn {
    /// Tên.
    #[schema(max_length = 200, example = "Phòng Kinh tế")]
    name: String,
    /// Loại: `commune`, `ward`, `special-zone`, `department`, `line-agency`, `division` hoặc `one-stop`.
    #[schema(example = "division")]
    kind: String,
    /// Đơn vị cấp trên trực tiếp.
    #[schema(value_type = String, format = Uuid)]
    parent: UnitId,
    /// Mã định danh điện tử, nếu có.
    #[schema(example = "H44.101")]
    code: Option<String>,
    /// Mã việc của đơn vị trong cơ quan, chữ thường không dấu.
    #[schema(example = "kinh-te")]
    duty: Option<String>,
    /// Mã đơn vị hành chính, 5 chữ số, với cơ quan cấp xã.
    area: Option<String>,
    /// Ngày đầu hoạt động.
    #[schema(value_type = String, format = Date)]
    from: Date,
}

/// The unit that was created.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = UnitCreated)]
pub(crate) struct CreatedOut {
    /// Định danh đơn vị.
    #[schema(value_type = String, format = Uuid)]
    id: UnitId,
}

/// Thêm đơn vị.
#[utoipa::path(
    post,
    path = "/api/v1/units",
    operation_id = "addUnit",
    tag = super::TAG,
    request_body = UnitIn,
    responses((status = 201, description = "Đã thêm", body = CreatedOut), web::Refusals)
)]
pub(crate) async fn add(State(app): State<App>, Who(ctx): Who, Json(body): Json<UnitIn>) -> Answer {
    let mut read = Read::default();
    let name = read.name(&body.name);
    let kind = read.coded("kind", Some(&body.kind), "Loại đơn vị không có trong danh sách.");
    let code = read.coded("code", body.code.as_deref(), CODE);
    let duty = read.coded("duty", body.duty.as_deref(), DUTY);
    let area = read.coded("area", body.area.as_deref(), "Mã đơn vị hành chính gồm 5 chữ số.");
    let (Some(name), Some(kind)) = (name, kind) else { return Err(read.refused().into()) };
    let input = NewUnit { name, kind, parent: Some(body.parent), code, duty, area, from: body.from };
    read.done()?;
    let id = app.db.write(move |tx| create_unit(tx, &ctx, &input)).await?;
    Ok((StatusCode::CREATED, axum::Json(CreatedOut { id })).into_response())
}

/// What a unit is from a day on.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = UnitChange)]
pub(crate) struct ChangeIn {
    /// Tên từ ngày đó.
    #[schema(max_length = 200)]
    name: String,
    /// Mã định danh điện tử từ ngày đó.
    code: Option<String>,
    /// Mã việc từ ngày đó.
    duty: Option<String>,
    /// Ngày đầu của thay đổi.
    #[schema(value_type = String, format = Date)]
    from: Date,
}

/// Đổi tên, mã hoặc việc của đơn vị từ một ngày; trước ngày đó đơn vị vẫn đọc được như cũ.
#[utoipa::path(
    post,
    path = "/api/v1/units/{id}/changes",
    operation_id = "changeUnit",
    tag = super::TAG,
    params(("id" = String, Path, format = Uuid, description = "Định danh đơn vị")),
    request_body = ChangeIn,
    responses((status = 204, description = "Đã đổi"), web::Refusals)
)]
pub(crate) async fn change(
    State(app): State<App>,
    Who(ctx): Who,
    Path(unit): Path<UnitId>,
    Json(body): Json<ChangeIn>,
) -> Answer {
    let mut read = Read::default();
    let name = read.name(&body.name);
    let code: Option<AgencyCode> = read.coded("code", body.code.as_deref(), CODE);
    let duty: Option<Word> = read.coded("duty", body.duty.as_deref(), DUTY);
    let Some(name) = name else { return Err(read.refused().into()) };
    let input = UnitChange { unit, name, code, duty, from: body.from };
    read.done()?;
    app.db.write(move |tx| change_unit(tx, &ctx, &input)).await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}

const CODE: &str = "Mã định danh có dạng như H44.12.03.";
const DUTY: &str = "Mã việc là chữ thường không dấu, ví dụ: kinh-te.";

/// Reads what was sent and collects all that is wrong with it.
#[derive(Default)]
struct Read(Vec<FieldError>);

impl Read {
    fn name(&mut self, text: &str) -> Option<UnitName> {
        text.parse().map_err(|why: BadText| self.0.push(FieldError::new("name", why.0))).ok()
    }

    fn coded<T: std::str::FromStr>(&mut self, field: &str, text: Option<&str>, wrong: &str) -> Option<T> {
        text?.parse().map_err(|_| self.0.push(FieldError::new(field, wrong))).ok()
    }

    fn refused(self) -> Error {
        Error::Invalid(self.0)
    }

    fn done(self) -> Result<(), Error> {
        if self.0.is_empty() { Ok(()) } else { Err(self.refused()) }
    }
}
