//! `GET /api/v1/joined-duties`: where one person did several duties on a dossier.

use axum::extract::State;
use axum::response::IntoResponse as _;
use base::id::{DossierId, StaffId};
use serde::Serialize;
use utoipa::ToSchema;
use web::{Answer, App, Who};

use crate::queries::{self, Joined};

/// A dossier on which one person did several duties.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = JoinedDuty)]
pub(crate) struct JoinedOut {
    /// Định danh hồ sơ.
    #[schema(value_type = String, format = Uuid)]
    dossier: DossierId,
    /// Mã hồ sơ.
    number: Option<String>,
    /// Người làm.
    #[schema(value_type = String, format = Uuid)]
    staff: StaffId,
    /// Khâu vừa làm: `receive`, `handle`, `check` hoặc `sign`.
    #[schema(example = "handle")]
    duty: &'static str,
    /// Các khâu đã làm trước đó trên cùng hồ sơ.
    earlier: Vec<&'static str>,
    /// Thời điểm, RFC 3339.
    #[schema(format = DateTime)]
    at: String,
}

impl From<Joined> for JoinedOut {
    fn from(it: Joined) -> Self {
        Self {
            dossier: it.dossier,
            number: it.number,
            staff: it.staff,
            duty: it.duty.code(),
            earlier: it.earlier.iter().map(|duty| duty.code()).collect(),
            at: it.at.rfc3339(),
        }
    }
}

/// The last 90 days, newest first, of the bodies that the caller oversees.
#[utoipa::path(
    get,
    path = "/api/v1/joined-duties",
    tag = super::TAG,
    responses(
        (status = 200, description = "Các hồ sơ do một người làm nhiều khâu", body = Vec<JoinedOut>),
        web::Refusals
    ),
)]
pub(crate) async fn joined_duties(State(app): State<App>, Who(ctx): Who) -> Answer {
    let lines = app.db.read(move |rx| queries::joined_duties(rx, &ctx)).await?;
    Ok(axum::Json(lines.into_iter().map(JoinedOut::from).collect::<Vec<_>>()).into_response())
}
