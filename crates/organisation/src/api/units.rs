//! `GET /api/v1/units`: the units within an administrator's reach as they stand today.

use axum::extract::State;
use axum::response::IntoResponse as _;
use base::id::UnitId;
use serde::Serialize;
use utoipa::ToSchema;
use web::{Answer, App, Who};

use crate::actions::list_units;
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
