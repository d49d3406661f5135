//! `GET /api/v1/joined-duties`: where one person did several duties on a dossier.

use axum::extract::State;
use base::Instant;
use base::id::{DossierId, StaffId};
use http::Uri;
use serde::Serialize;
use utoipa::ToSchema;
use web::{Answer, App, Paged, Query, Who};

use crate::model::Duty;
use crate::queries::{self, Joined, JoinedPage};

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
    params(Paged),
    responses(
        (status = 200, description = "Các hồ sơ do một người làm nhiều khâu; trang sau ở tiêu đề Link", body = Vec<JoinedOut>),
        web::Refusals
    ),
)]
pub(crate) async fn joined_duties(
    State(app): State<App>,
    called: Uri,
    Who(ctx): Who,
    Query(paged): Query<Paged>,
) -> Answer {
    let page = JoinedPage { after: paged.read(place)?, size: Paged::SIZE + 1 };
    let lines = app.db.read(move |rx| queries::joined_duties(rx, &ctx, &page)).await?;
    Ok(web::paged(&called, lines, written, JoinedOut::from))
}

fn written(line: &Joined) -> String {
    let (at, dossier, staff, duty) = line.key();
    format!("{}.{dossier}.{staff}.{}", at.micros(), duty.code())
}

fn place(text: &str) -> Option<(Instant, DossierId, StaffId, Duty)> {
    let mut parts = text.splitn(4, '.');
    let at = Instant::from_micros(parts.next()?.parse().ok()?);
    Some((at, parts.next()?.parse().ok()?, parts.next()?.parse().ok()?, Duty::parse(parts.next()?)?))
}
