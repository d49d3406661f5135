//! `GET /api/v1/dossiers/{id}`: one dossier by its identifier or its number, to its citizen and to staff of its body.

use axum::extract::State;
use base::id::DossierId;
use catalogue::Charge;
use http::HeaderMap;
use serde::Serialize;
use utoipa::ToSchema;
use web::{Answer, App, Path, Who};

use crate::disclosed;
use crate::error::Error;
use crate::model::Place;
use crate::model::{Recall, Wait};
use crate::queries::{self, Named, PartSeen, Seen};

/// A dossier as programs see it.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Dossier)]
pub(crate) struct DossierOut {
    /// Định danh.
    #[schema(value_type = String, format = Uuid)]
    id: DossierId,
    /// Mã hồ sơ, có từ khi tiếp nhận.
    number: Option<String>,
    /// Trạng thái.
    state: &'static str,
    /// Mã trạng thái của Cổng Dịch vụ công quốc gia, từ 1 đến 10.
    national_state: u8,
    /// Lần sửa đổi; gửi lại trong các thao tác.
    revision: i64,
    /// Mã thủ tục.
    procedure: String,
    /// Phiên bản thủ tục.
    procedure_version: i64,
    /// Trường hợp.
    case: String,
    /// Cơ quan có thẩm quyền.
    competent: String,
    /// Nơi tiếp nhận, cùng cơ quan có thẩm quyền trừ khi nộp không phụ thuộc địa giới.
    receiving: String,
    /// Nơi hỗ trợ nộp hồ sơ; trống khi không có.
    helped_by: String,
    /// Bàn giao giữa nơi tiếp nhận và cơ quan có thẩm quyền: `out` hoặc `back`, rồi `pending`, `acknowledged` hoặc `missing`.
    handovers: Vec<String>,
    /// Đơn vị đang giữ.
    unit: Option<String>,
    /// Người nộp.
    submitter: String,
    /// Nộp cho ai: `self`, `parent`, `mandate`, `kin`, `representative`.
    acting: &'static str,
    /// Cách đã xác minh người nộp; trống khi không ghi nhận.
    identified: Option<&'static str>,
    /// Chủ hồ sơ và người thụ hưởng ngoài người nộp.
    people: Vec<PartyOut>,
    /// Thời điểm nộp, RFC 3339.
    #[schema(format = DateTime)]
    submitted_at: String,
    /// Thời điểm hẹn trả, RFC 3339.
    #[schema(format = DateTime)]
    due: Option<String>,
    /// Cách tính ngày hẹn trả, từng dòng.
    derivation: Vec<String>,
    /// Kết quả đang ở đâu; bỏ trống khi còn tại cơ quan giải quyết hoặc chưa có kết quả.
    result_place: Option<Place>,
    /// Số ngăn, số hộp, khi kết quả ở trên kệ.
    result_box: Option<String>,
    /// Mã bưu gửi, khi kết quả đang được gửi qua bưu chính.
    tracking: Option<String>,
    /// Lần nhắc nhận kết quả gần nhất, RFC 3339.
    #[schema(format = DateTime)]
    reminded_at: Option<String>,
    /// Việc ký nhận kết quả: `slip` đã ký trên phiếu, `picture` có ảnh; bỏ trống khi chưa ghi.
    signed: Option<&'static str>,
    /// Lần thu hồi kết quả gần nhất; bỏ trống khi chưa thu hồi lần nào.
    recall: Option<RecallOut>,
    /// Thời điểm hẹn trả kết quả đã sửa, khi hồ sơ được mở lại để đính chính, RFC 3339.
    #[schema(format = DateTime)]
    correction_due: Option<String>,
    /// Bước hiện tại; khi có nhiều nhánh song song, bước của nhánh đầu.
    step: Option<String>,
    /// Mọi bước đang mở, mỗi nhánh song song một bước.
    open_steps: Vec<String>,
    /// Phí, lệ phí phải nộp, ghi khi tiếp nhận.
    fees: Vec<FeeOut>,
    /// Việc đang chờ với đồng hồ tạm dừng; bỏ trống khi đồng hồ đang chạy.
    waiting: Option<WaitOut>,
    /// Cơ quan khác đang được hỏi, theo tên.
    asked: Vec<String>,
    /// Các phần của hồ sơ liên thông; rỗng với hồ sơ khác.
    parts: Vec<PartOut>,
    /// Định danh hồ sơ liên thông mà hồ sơ này là một phần.
    #[schema(value_type = Option<String>, format = Uuid)]
    part_of: Option<DossierId>,
    /// Các thao tác được phép lúc này.
    actions: Vec<String>,
}

/// Một khoản phí, lệ phí.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = DossierFee)]
pub(crate) struct FeeOut {
    /// Tên khoản thu.
    name: String,
    /// Số tiền, tính bằng đồng; bỏ trống khi chưa xác định được.
    amount: Option<i64>,
    /// Cách tính, từng dòng.
    how: Vec<String>,
    /// Ghi chú.
    note: Option<String>,
    /// Căn cứ.
    citation: String,
}

impl From<Charge> for FeeOut {
    fn from(it: Charge) -> Self {
        let amount = it.amount.map(|amount| amount.0);
        Self { name: it.name, amount, how: it.how, note: it.note, citation: it.citation }
    }
}

/// Việc đang chờ với đồng hồ tạm dừng.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = DossierWaiting)]
pub(crate) struct WaitOut {
    /// `payment`, `citizen` hoặc `notice`.
    #[schema(example = "payment")]
    what: &'static str,
    /// Từ lúc nào, RFC 3339.
    #[schema(format = DateTime)]
    since: String,
    /// Số thông báo nghĩa vụ tài chính.
    notice: Option<String>,
    /// Số tiền phải nộp, tính bằng đồng.
    amount: Option<i64>,
}

impl From<&Wait> for WaitOut {
    fn from(it: &Wait) -> Self {
        Self {
            what: it.awaits.code(),
            since: it.since.rfc3339(),
            notice: it.obligation.as_ref().map(|owed| owed.notice.clone()),
            amount: it.obligation.as_ref().map(|owed| owed.amount.0),
        }
    }
}

/// Một lần thu hồi kết quả.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = DossierRecall)]
pub(crate) struct RecallOut {
    /// Số, ký hiệu của kết quả đã thu hồi.
    result: String,
    /// Thời điểm thu hồi, RFC 3339.
    #[schema(format = DateTime)]
    at: String,
    /// Lý do.
    reason: String,
    /// Căn cứ.
    citation: String,
    /// Người đã nhận kết quả; bỏ trống khi chưa trao cho ai.
    handed_to: Option<String>,
    /// Thời điểm đã trao, RFC 3339.
    #[schema(format = DateTime)]
    handed_at: Option<String>,
    /// Phải nộp lại gì; trống khi chưa trao cho ai.
    bring_back: String,
    /// Mã hồ sơ khác đã dùng kết quả này; chỉ cán bộ thấy.
    relied_on: Vec<String>,
    /// Đúng khi do lỗi của cơ quan, kết quả mới được cấp lại không thu phí, lệ phí.
    fault: bool,
    /// Còn hiệu lực: chưa cấp lại kết quả nào.
    open: bool,
    /// Số, ký hiệu của kết quả được cấp thay.
    replaced_by: Option<String>,
}

impl From<&Recall> for RecallOut {
    fn from(it: &Recall) -> Self {
        Self {
            result: it.result.number.clone(),
            at: it.at.rfc3339(),
            reason: it.reason.clone(),
            citation: it.citation.clone(),
            handed_to: it.handed.as_ref().map(|handed| handed.to.clone()),
            handed_at: it.handed.as_ref().map(|handed| handed.at.rfc3339()),
            bring_back: it.bring_back.clone(),
            relied_on: it.relied_on.iter().map(ToString::to_string).collect(),
            fault: it.fault.is_some(),
            open: it.reissue_began.is_none(),
            replaced_by: it.replaced_by.clone(),
        }
    }
}

/// A part of a linked dossier as programs see it.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = DossierPart)]
pub(crate) struct PartOut {
    /// Mã phần trong thủ tục liên thông.
    code: String,
    /// Tên phần.
    name: String,
    /// Mã thủ tục của phần.
    procedure: String,
    /// Cơ quan giải quyết.
    body: String,
    /// Trạng thái của phần: waiting, open, granted, failed, dropped.
    state: &'static str,
    /// Các phần phải có kết quả trước.
    after: Vec<String>,
    /// Định danh hồ sơ của phần, có từ khi mở.
    #[schema(value_type = Option<String>, format = Uuid)]
    dossier: Option<DossierId>,
    /// Mã hồ sơ của phần, có từ khi mở.
    number: Option<String>,
    /// Hạn của phần: theo đồng hồ riêng khi đã mở, theo dự kiến khi chưa mở.
    #[schema(format = DateTime)]
    due: Option<String>,
    /// Kết quả của phần.
    result: Option<String>,
    /// Lý do phần kết thúc mà không có kết quả.
    reason: Option<String>,
}

impl From<PartSeen> for PartOut {
    fn from(seen: PartSeen) -> Self {
        let due = seen.due().map(base::Instant::rfc3339);
        let part = seen.part;
        Self {
            code: part.code,
            name: part.name,
            procedure: part.procedure.code.to_string(),
            body: seen.body,
            state: part.state.code(),
            after: part.after,
            dossier: part.dossier,
            number: part.number.map(|number| number.to_string()),
            due,
            result: part.result,
            reason: part.reason,
        }
    }
}

/// An owner or a beneficiary.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Party)]
pub(crate) struct PartyOut {
    /// `owner` hoặc `beneficiary`.
    role: &'static str,
    /// Đối tượng.
    kind: &'static str,
    /// Họ và tên, hoặc tên tổ chức.
    name: String,
}

impl From<&crate::model::Party> for PartyOut {
    fn from(party: &crate::model::Party) -> Self {
        Self { role: party.role.code(), kind: party.kind.code(), name: party.name.clone() }
    }
}

impl From<Seen> for DossierOut {
    fn from(seen: Seen) -> Self {
        let dossier = seen.dossier;
        let due = dossier.deadline.as_ref().map(|d| &d.current);
        Self {
            id: dossier.id,
            number: dossier.number.as_ref().map(ToString::to_string),
            state: dossier.state.code(),
            national_state: dossier.state.national(),
            revision: dossier.revision,
            procedure: dossier.procedure.code.to_string(),
            procedure_version: dossier.procedure.version,
            case: dossier.case,
            competent: seen.standing.competent,
            receiving: seen.standing.receiving,
            helped_by: dossier.applicant.helped_by.clone(),
            handovers: dossier.beside.handovers.iter().map(told).collect(),
            unit: seen.standing.open.first().map(|holder| holder.unit.clone()),
            acting: dossier.applicant.acting().code(),
            identified: dossier.applicant.identified.map(crate::model::Identified::code),
            people: dossier.applicant.people.iter().map(PartyOut::from).collect(),
            submitter: dossier.applicant.name,
            submitted_at: dossier.submitted_at.rfc3339(),
            due: due.map(|due| base::Instant::from_local(due.due).rfc3339()),
            derivation: due.map_or_else(Vec::new, derivation),
            result_place: dossier.beside.result_at.map(|it| it.place),
            result_box: dossier.beside.pickup.shelf.clone(),
            tracking: dossier.beside.pickup.on_the_way().map(|it| it.tracking.clone()),
            reminded_at: dossier.beside.pickup.reminders.last().map(|it| it.at.rfc3339()),
            signed: dossier.beside.pickup.signed.as_ref().map(|it| match it.picture {
                Some(_) => "picture",
                None => "slip",
            }),
            recall: dossier.beside.recalls.last().map(RecallOut::from),
            correction_due: dossier.beside.open_correction().map(|it| it.due.rfc3339()),
            waiting: dossier.beside.open_wait().filter(|_| !dossier.state.is_closed()).map(WaitOut::from),
            asked: seen.standing.open.iter().filter_map(|holder| holder.asked.clone()).collect(),
            fees: dossier.beside.charges.into_iter().map(FeeOut::from).collect(),
            step: seen.standing.open.first().map(|holder| holder.step.clone()),
            open_steps: seen.standing.open.into_iter().map(|holder| holder.step).collect(),
            parts: seen.parts.into_iter().map(PartOut::from).collect(),
            part_of: dossier.beside.part_of.map(|of| of.whole),
            actions: seen.choices.into_iter().map(|choice| choice.offer.action).collect(),
        }
    }
}

fn told(handover: &crate::model::Handover) -> String {
    let answer = match &handover.answer {
        None => "pending",
        Some(answer) if answer.is_complete() => "acknowledged",
        Some(_) => "missing",
    };
    format!("{}: {answer}", handover.way.code())
}

fn derivation(due: &worktime::Due) -> Vec<String> {
    due.derivation.iter().map(worktime::words::cells).map(|(when, what)| format!("{when}: {what}")).collect()
}

/// One dossier. Somebody else's is not found.
#[utoipa::path(
    get,
    path = "/api/v1/dossiers/{id}",
    tag = super::TAG,
    params(
        ("id" = String, Path, description = "Định danh hoặc mã hồ sơ", example = "H44.12.03-261118-0042"),
        ("If-None-Match" = Option<String>, Header, description = "ETag đã có; nếu chưa đổi thì trả lời 304"),
    ),
    responses(
        (status = 200, description = "Hồ sơ", body = DossierOut,
            headers(("ETag" = String, description = "Lần sửa đổi và nội dung này; gửi lại trong If-Match khi thao tác"))),
        (status = 304, description = "Chưa đổi so với ETag đã gửi"),
        web::Refusals
    ),
)]
pub(crate) async fn show(
    State(app): State<App>,
    headers: HeaderMap,
    Who(ctx): Who,
    Path(name): Path<String>,
) -> Answer {
    let named = Named::read(&name).ok_or(Error::NotFound)?;
    let asker = ctx.clone();
    let read = move |rx: &mut db::Read| {
        let id = queries::id_of(rx, &named)?;
        queries::either(rx, &asker, id)
    };
    let seen = app.db.read(read).await?;
    disclosed::noted(&app, &ctx, &seen).await?;
    let mut out = DossierOut::from(seen);
    if ctx.authorise_citizen().is_ok()
        && let Some(recall) = &mut out.recall
    {
        // The numbers of other people's dossiers.
        recall.relied_on.clear();
    }
    web::tagged(&headers, Some(out.revision), &out)
}
