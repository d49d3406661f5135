//! `GET /api/v1/me`: who the session is.

use axum::response::IntoResponse as _;
use base::{Actor, Assurance};
use serde::Serialize;
use utoipa::ToSchema;
use web::{Answer, Who};

/// Người đã đăng nhập.
#[derive(Serialize, ToSchema)]
#[schema(example = json!({"kind": "staff", "id": "01990000-0000-7000-8000-000000000001", "name": "Nguyễn Thị Ngọc Lan",
    "posts": [{"unit": "01990000-0000-7000-8000-000000000002", "body": "01990000-0000-7000-8000-000000000003", "role": "reception"}]}))]
pub(super) struct Me {
    /// `citizen` hoặc `staff`.
    kind: &'static str,
    /// Định danh tài khoản của công dân, hoặc của cán bộ.
    id: String,
    /// Họ và tên.
    name: String,
    /// Mức độ xác thực danh tính của công dân: `claimed`, `level1` hoặc `level2`.
    #[serde(skip_serializing_if = "Option::is_none")]
    assurance: Option<&'static str>,
    /// Các vị trí cán bộ đang giữ hôm nay.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    posts: Vec<MyPost>,
    /// Đang làm việc thay ai.
    #[serde(skip_serializing_if = "Option::is_none")]
    acting_for: Option<ActingFor>,
}

/// Người được làm thay.
#[derive(Serialize, ToSchema)]
pub(super) struct ActingFor {
    /// Định danh người được làm thay.
    id: String,
    /// Họ và tên.
    name: String,
    /// Vị trí.
    position: String,
    /// Đến hết ngày.
    #[schema(format = Date)]
    until: String,
}

/// Một vị trí.
#[derive(Serialize, ToSchema)]
pub(super) struct MyPost {
    /// Đơn vị.
    unit: String,
    /// Cơ quan của đơn vị.
    body: String,
    /// Vai trò.
    role: &'static str,
}

impl Me {
    pub(super) fn of(actor: &Actor) -> Result<Self, base::Denied> {
        match actor {
            Actor::Citizen(citizen) => Ok(Self {
                kind: "citizen",
                id: citizen.account.to_string(),
                name: citizen.name.clone(),
                assurance: Some(match citizen.assurance {
                    Assurance::Claimed => "claimed",
                    Assurance::Level1 => "level1",
                    Assurance::Level2 => "level2",
                }),
                posts: Vec::new(),
                acting_for: None,
            }),
            Actor::Staff(staff) => Ok(Self {
                kind: "staff",
                id: staff.staff.to_string(),
                name: staff.name.clone(),
                assurance: None,
                posts: staff
                    .posts
                    .iter()
                    .map(|post| MyPost {
                        unit: post.unit.to_string(),
                        body: post.root.to_string(),
                        role: post.role.code(),
                    })
                    .collect(),
                acting_for: staff.acting.as_ref().map(|it| ActingFor {
                    id: it.staff.to_string(),
                    name: it.name.clone(),
                    position: it.position.clone(),
                    until: it.until.to_string(),
                }),
            }),
            Actor::Nobody | Actor::System(_) => Err(base::Denied::Unauthenticated),
        }
    }
}

/// Phiên này là của ai.
#[utoipa::path(
    get,
    path = "/api/v1/me",
    tag = super::TAG,
    responses((status = 200, description = "Người đã đăng nhập", body = Me), web::Refusals)
)]
pub(super) async fn me(Who(ctx): Who) -> Answer {
    Ok(axum::Json(Me::of(&ctx.actor)?).into_response())
}
