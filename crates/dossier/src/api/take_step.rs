//! `POST /api/v1/dossiers/{id}/steps`: an officer takes an action that the process offers now.

use axum::extract::State;
use axum::response::IntoResponse as _;
use base::id::{DossierId, StaffId};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use web::{Answer, App, Json, Path, Who};

use crate::actions::{self, Details, TakeStep};
use crate::model::{Authorised, IdPaper};

/// Which action, with what is owed with it.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = Step)]
pub(crate) struct StepIn {
    /// Lần sửa đổi đã xem.
    #[schema(minimum = 1)]
    revision: i64,
    /// Mã thao tác mà quy trình đang cho phép.
    #[schema(max_length = 60, example = "trinh")]
    action: String,
    /// Mã bước, khi nhiều nhánh song song có cùng thao tác.
    #[schema(max_length = 60)]
    step: Option<String>,
    /// Ghi chú cho người nhận, hoặc lý do khi trả lại.
    #[serde(default)]
    #[schema(max_length = 2000)]
    note: String,
    /// Người thụ lý bước sau, khi thao tác là phân công.
    #[schema(value_type = Option<String>, format = Uuid)]
    person: Option<StaffId>,
    /// Số, ký hiệu của kết quả.
    #[serde(default)]
    #[schema(max_length = 60)]
    result_number: String,
    /// Ngày ký kết quả.
    #[schema(value_type = Option<String>, format = Date)]
    result_date: Option<Date>,
    /// Người nhận kết quả.
    #[serde(default)]
    #[schema(max_length = 250)]
    recipient: String,
    /// Số giấy tờ tùy thân của người được ủy quyền nhận thay.
    #[serde(default)]
    #[schema(max_length = 60)]
    authorised_number: String,
    /// Loại giấy tờ tùy thân của người nhận thay: `can-cuoc`, `ho-chieu`, `vneid`, `giay-khac`.
    #[schema(value_type = Option<String>, pattern = "^(can-cuoc|ho-chieu|vneid|giay-khac)$", example = "can-cuoc")]
    authorised_kind: Option<IdPaper>,
    /// Văn bản ủy quyền: loại, số, ngày.
    #[serde(default)]
    #[schema(max_length = 250)]
    authorised_paper: String,
    /// Số thông báo nghĩa vụ tài chính, khi chuyển sang bước chờ nộp tiền.
    #[serde(default)]
    #[schema(max_length = 60)]
    notice_number: String,
    /// Số tiền phải nộp, tính bằng đồng.
    #[schema(minimum = 1, maximum = 1_000_000_000_000_i64)]
    amount: Option<i64>,
    /// Số biên lai hoặc giấy nộp tiền, khi ghi nhận đã nộp.
    #[serde(default)]
    #[schema(max_length = 60)]
    receipt_number: String,
    /// Ngày nộp tiền ghi trên biên lai.
    #[schema(value_type = Option<String>, format = Date)]
    receipt_date: Option<Date>,
}

/// Where the dossier stands now.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = StepTaken)]
pub(crate) struct TakenOut {
    /// Định danh hồ sơ.
    #[schema(value_type = String, format = Uuid)]
    id: DossierId,
    /// Trạng thái.
    #[schema(example = "processing")]
    state: &'static str,
    /// Mã trạng thái của Cổng Dịch vụ công quốc gia, từ 1 đến 10.
    national_state: u8,
    /// Bước hiện tại; bỏ trống khi quy trình đã kết thúc.
    step: Option<String>,
}

/// Takes an action of the internal process.
#[utoipa::path(
    post,
    path = "/api/v1/dossiers/{id}/steps",
    tag = super::TAG,
    params(("id" = String, Path, format = Uuid, description = "Định danh hồ sơ")),
    request_body = StepIn,
    responses(
        (status = 200, description = "Đã chuyển", body = TakenOut),
        web::Refusals
    ),
)]
pub(crate) async fn take_step(
    State(app): State<App>,
    Who(ctx): Who,
    Path(dossier): Path<DossierId>,
    Json(body): Json<StepIn>,
) -> Answer {
    let details = Details {
        note: body.note,
        person: body.person,
        result_number: body.result_number,
        result_date: body.result_date,
        recipient: body.recipient,
        authorised: Authorised::given(&body.authorised_number, &body.authorised_paper)
            .map(|it| it.with(body.authorised_kind)),
        notice_number: body.notice_number,
        amount: body.amount,
        receipt_number: body.receipt_number,
        receipt_date: body.receipt_date,
    };
    let input = TakeStep { dossier, revision: body.revision, action: body.action, step: body.step, details };
    let taken = app.db.write(move |tx| actions::take_step(tx, &ctx, &input)).await?;
    let (state, national_state) = (taken.state.code(), taken.state.national());
    Ok(axum::Json(TakenOut { id: taken.id, state, national_state, step: taken.step }).into_response())
}
