//! Why an act on a dossier is refused: one enum, mapped once to page and problem+json by `web`.

use base::{Denied, Fault, FieldError, Instant, Kind};

use crate::model::Channel;
use crate::rules::linked::OfParts;
use crate::rules::offline::OfflineRefused;
use crate::rules::{Illegal, NotWaiting, RecallRefused, UnderCorrection};

/// What can go wrong with a dossier.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The actor may not, or must not know.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// No such dossier, or not for this person.
    #[error("dossier not found")]
    NotFound,
    /// No published procedure of this code today.
    #[error("procedure not found")]
    NoProcedure,
    /// The procedure has no such case, or the version is not in force.
    #[error("procedure version not in force")]
    StaleProcedure,
    /// The procedure is not taken in by this channel.
    #[error("not taken by {0:?}")]
    NotThisWay(Channel),
    /// Fields that cannot be taken.
    #[error("{} fields refused", .0.len())]
    Invalid(Vec<FieldError>),
    /// The act does not apply now.
    #[error(transparent)]
    Illegal(#[from] Illegal),
    /// The process offers no such action to this person now.
    #[error("step action refused: {0}")]
    Step(#[from] catalogue::process::Reason),
    /// The page was read before somebody else changed the dossier.
    #[error("the dossier changed from revision {read} to {now}")]
    Stale {
        /// The revision the page showed.
        read: i64,
        /// The revision now.
        now: i64,
    },
    /// The draft was changed in another window after it was checked.
    #[error("the draft changed")]
    StaleDraft,
    /// The action is not among those that this person may take together now.
    #[error("not offered")]
    NotOffered,
    /// This very person is in charge already.
    #[error("in charge before")]
    InChargeBefore,
    /// The dossier is in somebody else's hands.
    #[error("assigned to another person")]
    NotInCharge,
    /// The result was promised for a later day once already.
    #[error("extended before")]
    ExtendedBefore,
    /// Nothing is to be handed over or acknowledged by this person's body now.
    #[error("nothing to hand over")]
    NoHandover,
    /// A withdrawal waits for its answer.
    #[error("withdrawal asked before")]
    AskedBefore,
    /// Nobody asked to have the dossier back, or that was answered.
    #[error("no withdrawal to answer")]
    NothingAsked,
    /// The result is where it is said to be, or past it.
    #[error("result there before")]
    ThereBefore,
    /// The signatory has decided.
    #[error("decided before")]
    DecidedBefore,
    /// Its result is being put right.
    #[error(transparent)]
    UnderCorrection(#[from] UnderCorrection),
    /// A waiting result is elsewhere, or nothing like that was owed.
    #[error(transparent)]
    NotWaiting(#[from] NotWaiting),
    /// The result is recalled, or it is not.
    #[error(transparent)]
    Recall(#[from] RecallRefused),
    /// The procedure of a part of a linked one is not in force.
    #[error("the procedure of the part {0} is not in force")]
    NoPart(String),
    /// Of a linked dossier this is done with its parts, or not at all.
    #[error(transparent)]
    OfParts(#[from] OfParts),
    /// The due date cannot be computed.
    #[error("deadline")]
    Deadline(#[from] worktime::DueError),
    /// A body that this installation does not know.
    #[error("unit unknown")]
    NoUnit,
    /// What is stored cannot be read back.
    #[error("stored dossier unreadable")]
    Stored(#[from] serde_json::Error),
    /// Below.
    #[error(transparent)]
    Db(#[from] db::Error),
    /// Below.
    #[error(transparent)]
    Ledger(#[from] ledger::Error),
    /// Below.
    #[error(transparent)]
    Organisation(#[from] organisation::Error),
    /// What was received without a network cannot be taken as it was printed.
    #[error(transparent)]
    Offline(#[from] OfflineRefused),
    /// Too many look-ups in this hour.
    #[error("too many look-ups")]
    TooManyLookUps {
        /// From when on one is heard again.
        until: Instant,
    },
    /// The controller has settled it, or asks nothing.
    #[error("nothing is open about this look-up")]
    Settled,
    /// Below.
    #[error(transparent)]
    Catalogue(#[from] catalogue::Error),
    /// Below.
    #[error(transparent)]
    Accounts(#[from] accounts::Error),
    /// Below.
    #[error(transparent)]
    Payment(#[from] payment::Error),
}

impl From<db::BadValue> for Error {
    fn from(bad: db::BadValue) -> Self {
        Self::Db(bad.into())
    }
}

impl Error {
    /// One field that cannot be taken, with what to do.
    pub(crate) fn field(name: &str, message: impl Into<base::Said>) -> Self {
        Self::Invalid(vec![FieldError::new(name, message)])
    }
}

impl Fault for Error {
    fn kind(&self) -> Kind {
        match self {
            Self::Denied(e) => e.kind(),
            Self::NotFound | Self::NoProcedure | Self::NoUnit => Kind::NotFound,
            Self::Invalid(_) => Kind::Invalid,
            Self::Illegal(_)
            | Self::Step(_)
            | Self::StaleProcedure
            | Self::NotThisWay(_)
            | Self::StaleDraft
            | Self::NotInCharge
            | Self::NotOffered
            | Self::InChargeBefore
            | Self::ExtendedBefore
            | Self::NoHandover
            | Self::AskedBefore
            | Self::NothingAsked
            | Self::ThereBefore
            | Self::DecidedBefore
            | Self::UnderCorrection(_)
            | Self::NotWaiting(_)
            | Self::Recall(_)
            | Self::NoPart(_)
            | Self::Settled
            | Self::Offline(_)
            | Self::OfParts(_) => Kind::Conflict,
            Self::Stale { .. } => Kind::Stale,
            Self::TooManyLookUps { .. } => Kind::TooMany,
            Self::Deadline(_) | Self::Stored(_) => Kind::Internal,
            Self::Db(e) => e.kind(),
            Self::Ledger(e) => e.kind(),
            Self::Organisation(e) => e.kind(),
            Self::Catalogue(e) => e.kind(),
            Self::Accounts(e) => e.kind(),
            Self::Payment(e) => e.kind(),
        }
    }

    fn code(&self) -> &'static str {
        match self {
            Self::Denied(e) => e.code(),
            Self::NotFound => "dossier.not-found",
            Self::NoProcedure => "dossier.no-procedure",
            Self::StaleProcedure => "dossier.stale-procedure",
            Self::NotThisWay(_) => "dossier.not-this-way",
            Self::Invalid(_) => "dossier.invalid",
            Self::Illegal(_) => "dossier.illegal-act",
            Self::Step(_) => "dossier.illegal-step",
            Self::Stale { .. } => "dossier.stale-page",
            Self::StaleDraft => "dossier.stale-draft",
            Self::NotInCharge => "dossier.not-in-charge",
            Self::NotOffered => "dossier.not-offered",
            Self::InChargeBefore => "dossier.in-charge-before",
            Self::ExtendedBefore => "dossier.extended-before",
            Self::NoHandover => "dossier.no-handover",
            Self::AskedBefore => "dossier.withdrawal-asked-before",
            Self::NothingAsked => "dossier.no-withdrawal",
            Self::ThereBefore => "dossier.result-there-before",
            Self::DecidedBefore => "dossier.decided-before",
            Self::UnderCorrection(_) => "dossier.under-correction",
            Self::NotWaiting(e) => e.code(),
            Self::Recall(e) => e.code(),
            Self::NoPart(_) => "dossier.no-part",
            Self::OfParts(_) => "dossier.of-parts",
            Self::Settled => "dossier.look-up-settled",
            Self::Offline(e) => e.code(),
            Self::TooManyLookUps { .. } => "dossier.too-many-look-ups",
            Self::Deadline(_) => "dossier.deadline",
            Self::NoUnit => "dossier.no-unit",
            Self::Stored(_) => "dossier.stored",
            Self::Db(e) => e.code(),
            Self::Ledger(e) => e.code(),
            Self::Organisation(e) => e.code(),
            Self::Catalogue(e) => e.code(),
            Self::Accounts(e) => e.code(),
            Self::Payment(e) => e.code(),
        }
    }

    fn sentence(&self) -> String {
        match self {
            Self::Denied(e) => e.sentence(),
            Self::NotFound => "Không tìm thấy hồ sơ này. Xin kiểm tra lại mã hồ sơ, hoặc đăng nhập bằng tài khoản đã nộp.".into(),
            Self::NoProcedure => "Không có thủ tục mang mã này đang được công khai. Xin tìm lại trong danh mục thủ tục.".into(),
            Self::StaleProcedure => "Thủ tục này vừa có phiên bản mới hoặc trường hợp đã chọn không còn áp dụng. Xin mở lại trang thủ tục và chọn lại; nội dung đã khai vẫn được giữ.".into(),
            Self::NotThisWay(channel) => format!("Thủ tục này không nhận hồ sơ theo hình thức “{}”. Mời ông, bà xem trang thủ tục để chọn hình thức khác.", channel.label()),
            Self::Invalid(fields) if fields.len() == 1 => "Có một mục cần sửa trước khi gửi.".into(),
            Self::Invalid(fields) => format!("Có {} mục cần sửa trước khi gửi.", fields.len()),
            Self::Illegal(Illegal { act, state }) => {
                format!("Không thể {} khi hồ sơ đang ở trạng thái “{}”. Xin mở lại hồ sơ để xem việc có thể làm lúc này.", act.label(), state.label())
            }
            Self::Step(_) => "Bước này đã được xử lý hoặc không còn thuộc phần việc của ông, bà. Xin mở lại hồ sơ để xem việc có thể làm lúc này.".into(),
            Self::Stale { .. } => "Hồ sơ vừa được người khác cập nhật sau khi ông, bà mở trang. Xin xem thay đổi bên dưới rồi thực hiện lại.".into(),
            Self::StaleDraft => "Tờ khai vừa được sửa ở một cửa sổ hoặc thiết bị khác, nên chưa được gửi. Xin mở lại trang kiểm tra, xem nội dung mới rồi gửi.".into(),
            Self::NotInCharge => "Hồ sơ đang do người khác thụ lý. Nếu cần, xin đề nghị lãnh đạo phòng giao lại.".into(),
            Self::NotOffered => "Việc này không áp dụng với hồ sơ lúc này, hoặc hồ sơ cần nội dung riêng. Xin mở hồ sơ để xem việc có thể làm.".into(),
            Self::InChargeBefore => "Người được chọn đang thụ lý hồ sơ này rồi.".into(),
            Self::NoHandover => "Hồ sơ không có việc bàn giao nào mà cơ quan của ông, bà phải làm lúc này. Xin mở lại hồ sơ để xem việc đang chờ ai.".into(),
            Self::ExtendedBefore => "Hồ sơ đã được hẹn lại một lần; mỗi hồ sơ chỉ hẹn lại một lần. Xin giải quyết trong thời hạn đã hẹn.".into(),
            Self::AskedBefore => "Đề nghị rút hồ sơ đã được gửi và đang chờ trả lời. Ông, bà chưa phải làm gì thêm.".into(),
            Self::NothingAsked => "Hồ sơ không có đề nghị rút nào đang chờ trả lời. Xin mở lại hồ sơ để xem việc có thể làm lúc này.".into(),
            Self::ThereBefore => "Kết quả đã được ghi nhận ở chặng này hoặc chặng sau. Xin mở lại hồ sơ để xem kết quả đang ở đâu.".into(),
            Self::DecidedBefore => "Hồ sơ đã được ký duyệt, nên không sửa thông tin tiếp nhận nữa. Nếu kết quả sai, xin đề nghị lãnh đạo mở lại để đính chính.".into(),
            Self::UnderCorrection(_) => "Kết quả của hồ sơ đang được đính chính, có ngày hẹn riêng. Xin hoàn thành việc đính chính; các việc khác không áp dụng lúc này.".into(),
            Self::NotWaiting(e) => e.sentence().into(),
            Self::Recall(e) => e.sentence(),
            Self::NoPart(part) => format!("Hôm nay chưa có quy định đang có hiệu lực cho phần “{part}” của thủ tục liên thông này, nên chưa nhận hồ sơ được. Xin báo Bộ phận Một cửa; nội dung đã khai vẫn được giữ."),
            Self::OfParts(_) => "Việc này không thực hiện ở đây vì hồ sơ thuộc thủ tục liên thông: yêu cầu bổ sung, đính chính kết quả thực hiện ở hồ sơ của từng phần; thông tin tiếp nhận sai thì rút và nộp lại.".into(),
            Self::Offline(e) => e.sentence(),
            Self::Settled => "Lần tra cứu này đã được xem xét xong, hoặc đang không chờ trả lời. Xin mở lại trang để xem nội dung mới nhất.".into(),
            Self::TooManyLookUps { until } => format!(
                "Trong giờ này ông, bà đã tra cứu {} hồ sơ bằng số. Xin chờ đến {} rồi tra cứu tiếp, hoặc dùng mã tra cứu trên giấy tiếp nhận của người hỏi.",
                crate::rules::look_up::MOST_AN_HOUR,
                base::words::moment(until.local())
            ),
            Self::Deadline(_) => "Chưa tính được ngày hẹn trả vì lịch làm việc của đơn vị thiếu dữ liệu. Hồ sơ chưa thay đổi. Xin báo người quản trị.".into(),
            Self::NoUnit => "Đơn vị được chọn không có trong hệ thống hoặc không còn hoạt động. Xin chọn lại đơn vị.".into(),
            Self::Stored(_) => "Hệ thống không đọc được hồ sơ đã lưu. Hồ sơ không bị thay đổi. Xin báo người quản trị kèm mã yêu cầu.".into(),
            Self::Db(e) => e.sentence(),
            Self::Ledger(e) => e.sentence(),
            Self::Organisation(e) => e.sentence(),
            Self::Catalogue(e) => e.sentence(),
            Self::Accounts(e) => e.sentence(),
            Self::Payment(e) => e.sentence(),
        }
    }

    fn english(&self) -> Option<String> {
        crate::error_english::said(self)
    }

    fn fields(&self) -> Vec<FieldError> {
        match self {
            Self::Invalid(fields) => fields.clone(),
            Self::Payment(e) => e.fields(),
            _ => Vec::new(),
        }
    }
}
