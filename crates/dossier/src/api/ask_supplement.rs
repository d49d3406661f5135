//! `POST /api/v1/dossiers/{id}/supplement-request`: the body asks the citizen for papers (form 02).

use axum::extract::State;
use axum::response::IntoResponse as _;
use base::id::DossierId;
use http::StatusCode;
use serde::Deserialize;
use utoipa::ToSchema;
use web::{Answer, App, Json, Path, Who};

use crate::actions::{self, AskSupplement};
use crate::rules::supplement::{Other, Wanted};

/// What is asked for.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = SupplementRequest)]
pub(crate) struct SupplementRequestIn {
    /// Lần sửa đổi đã xem.
    #[schema(minimum = 1)]
    revision: i64,
    /// Thành phần hồ sơ đã công bố cần bổ sung.
    #[serde(default)]
    #[schema(max_items = 100)]
    components: Vec<WantedIn>,
    /// Giấy tờ ngoài danh mục đã công bố; mỗi giấy tờ kèm căn cứ.
    #[serde(default)]
    #[schema(max_items = 5)]
    others: Vec<OtherIn>,
    /// Lý do yêu cầu thêm một lần, do lãnh đạo phòng ghi; bỏ trống ở lần đầu.
    #[serde(default)]
    #[schema(max_length = 2000)]
    approval: String,
}

/// A published component.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = SupplementRequestComponent)]
pub(crate) struct WantedIn {
    /// Mã thành phần hồ sơ.
    #[schema(max_length = 60)]
    component: String,
    /// Thiếu gì, sai ở đâu, cần làm gì.
    #[schema(min_length = 1, max_length = 500)]
    what: String,
}

/// A paper outside the list.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = SupplementRequestOther)]
pub(crate) struct OtherIn {
    /// Tên giấy tờ.
    #[schema(min_length = 1, max_length = 250)]
    name: String,
    /// Cần để làm gì.
    #[schema(min_length = 1, max_length = 500)]
    what: String,
    /// Căn cứ: điều, khoản của văn bản.
    #[schema(min_length = 1, max_length = 300)]
    citation: String,
}

/// Asks the citizen for papers; the dossier waits for them.
#[utoipa::path(
    post,
    path = "/api/v1/dossiers/{id}/supplement-request",
    tag = super::TAG,
    params(("id" = String, Path, format = Uuid, description = "Định danh hồ sơ")),
    request_body = SupplementRequestIn,
    responses(
        (status = 204, description = "Đã yêu cầu bổ sung"),
        web::Refusals
    ),
)]
pub(crate) async fn ask_supplement(
    State(app): State<App>,
    Who(ctx): Who,
    Path(dossier): Path<DossierId>,
    Json(body): Json<SupplementRequestIn>,
) -> Answer {
    let wanted = body.components.into_iter().map(|it| Wanted { component: it.component, what: it.what });
    let others =
        body.others.into_iter().map(|it| Other { name: it.name, what: it.what, citation: it.citation });
    let input = AskSupplement {
        dossier,
        revision: body.revision,
        wanted: wanted.collect(),
        others: others.collect(),
        approval: body.approval,
    };
    app.db.write(move |tx| actions::ask_supplement(tx, &ctx, &input)).await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}
