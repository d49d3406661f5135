//! `GET /api/v1/me`: who the session is.

use axum::response::IntoResponse as _;
use base::{Actor, Assurance};
use serde::Serialize;
use utoipa::ToSchema;
use web::{Answer, Who};

/// Who has signed in.
#[derive(Serialize, ToSchema)]
#[schema(example = json!({"kind": "staff", "id": "01990000-0000-7000-8000-000000000001", "name": "Nguyễn Thị Ngọc Lan",
    "posts": [{"unit": "01990000-0000-7000-8000-000000000002", "body": "01990000-0000-7000-8000-000000000003", "role": "reception"}]}))]
pub(super) struct Me {
    /// `citizen` or `staff`.
    kind: &'static str,
    /// The account of a citizen, or the person of staff.
    id: String,
    /// The name.
    name: String,
    /// How well a citizen's identity is known: `claimed`, `level1` or `level2`.
    #[serde(skip_serializing_if = "Option::is_none")]
    assurance: Option<&'static str>,
    /// The positions staff hold today.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    posts: Vec<MyPost>,
}

/// A position.
#[derive(Serialize, ToSchema)]
pub(super) struct MyPost {
    /// The unit.
    unit: String,
    /// The body it belongs to.
    body: String,
    /// The role.
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
            }),
            Actor::Nobody | Actor::System(_) => Err(base::Denied::Unauthenticated),
        }
    }
}

/// Says who the session is.
#[utoipa::path(
    get,
    path = "/api/v1/me",
    tag = "accounts",
    responses((status = 200, description = "Who has signed in", body = Me), (status = 401, description = "Nobody has"))
)]
pub(super) async fn me(Who(ctx): Who) -> Answer {
    Ok(axum::Json(Me::of(&ctx.actor)?).into_response())
}
