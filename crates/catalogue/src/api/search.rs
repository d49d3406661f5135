//! `GET /api/v1/procedures`.

use axum::extract::State;
use http::Uri;
use serde::Deserialize;
use utoipa::IntoParams;
use web::{Answer, App, Query, Who};

use crate::api::shape::{ProcedureList, ProcedureSummary};
use crate::find::{self, Wanted as Asked};
use crate::national::Tier;

/// What is looked for; what is left out asks for nothing.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(default)]
#[into_params(parameter_in = Query)]
pub(crate) struct Wanted {
    /// Words, with or without accents; all of them must occur. At most 200 letters count.
    #[param(example = "khai sinh")]
    q: String,
    /// The level that decides.
    #[serde(deserialize_with = "web::sent")]
    #[param(inline)]
    level: Option<Tier>,
    /// The code or the name of a field, with or without accents.
    #[param(example = "ho tich")]
    field: String,
    /// The code or the name of who may ask, with or without accents.
    #[param(example = "cong dan viet nam")]
    subject: String,
    /// A life event, with or without accents.
    life_event: String,
    /// Only descriptions with notes that somebody must decide on.
    for_review: bool,
    /// The code of the last procedure of the page before (`next`).
    after: String,
}

/// The procedures that are found: those that can be filed here, then those that are only described.
#[utoipa::path(
    get, path = "/api/v1/procedures", operation_id = "searchProcedures", tag = "Thủ tục", params(Wanted),
    summary = "Tìm thủ tục đang nhận hồ sơ và thủ tục có mô tả quốc gia",
    responses((status = 200, description = "Các thủ tục tìm thấy", body = ProcedureList), web::Refusals)
)]
pub(crate) async fn search_procedures(
    State(app): State<App>,
    called: Uri,
    Who(ctx): Who,
    Query(wanted): Query<Wanted>,
) -> Answer {
    let short = |text: String| text.chars().take(200).collect::<String>();
    let asked = Asked {
        words: short(wanted.q),
        level: wanted.level,
        field: short(wanted.field),
        subject: short(wanted.subject),
        life_event: short(wanted.life_event),
        for_review: wanted.for_review,
        after: short(wanted.after),
    };
    let today = ctx.now.date();
    let found = app.db.read(move |rx| find::find(rx, &asked, today)).await?;
    let items = found.rows.iter().map(|one| ProcedureSummary::from(one.as_ref())).collect();
    let page = ProcedureList { total: found.total, items, next: found.next };
    Ok(web::listed(&called, page.next.as_deref(), &page))
}
