//! Why an act on units or staff was refused.

use base::{Denied, Fault, FieldError, Kind};

use crate::actions::ImportProblem;
use crate::model::{Remark, Stage};

/// A refusal of this context.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The actor may not.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// What was sent cannot be taken.
    #[error("refused: {0:?}")]
    Invalid(Vec<FieldError>),
    /// The unit has a change from that day or later already.
    #[error("the unit has a later change")]
    LaterChange,
    /// Units or positions under it still stand.
    #[error("something still stands under the unit")]
    StillStands,
    /// The position ended already or begins later.
    #[error("the position is not held then")]
    NotHeld,
    /// Nobody takes the administrator's position from themselves.
    #[error("an administrator may not end their own position")]
    OwnPosition,
    /// Who works as a deputy names none.
    #[error("a deputy at work names no deputy")]
    AsDeputy,
    /// The counter was closed already.
    #[error("the counter is closed")]
    CounterClosed,
    /// The file to import has errors.
    #[error("the file has {} errors", .0.len())]
    Import(Vec<ImportProblem>),
    /// Nobody approves their own proposal.
    #[error("the proposal is the decider's own")]
    OwnProposal,
    /// The proposal was answered already.
    #[error("the proposal has an answer")]
    Decided,
    /// What decisions put over a calendar makes no calendar.
    #[error("the altered calendar is not valid")]
    Altered(#[from] worktime::CalendarError),
    /// A stored calendar cannot be read.
    #[error("a stored calendar cannot be read")]
    Calendar(#[source] serde_json::Error),
    /// A plan of reorganisation does not hold.
    #[error("the plan has {} faults", .0.len())]
    Plan(Vec<Remark>),
    /// A reorganisation is not at a stage at which this can be done.
    #[error("the reorganisation is {}", .0.code())]
    Stage(Stage),
    /// Somebody changed the reorganisation meanwhile.
    #[error("the reorganisation changed meanwhile")]
    Stale,
    /// The body has said yes or no already.
    #[error("the body has answered")]
    Answered,
    /// An operation or its announcement cannot be written or read.
    #[error("an operation cannot be read")]
    Operation(#[source] serde_json::Error),
    /// Settings cannot be written as a file.
    #[error("settings cannot be written")]
    Unwritable(#[source] toml::ser::Error),
    /// The ledger refused or failed.
    #[error(transparent)]
    Ledger(#[from] ledger::Error),
    /// The database failed.
    #[error("the database could not be used")]
    Db(#[from] db::Error),
}

impl From<db::BadValue> for Error {
    fn from(bad: db::BadValue) -> Self {
        Self::Db(bad.into())
    }
}

impl Error {
    /// A refusal of one field.
    pub(crate) fn field(field: &str, message: &str) -> Self {
        Self::Invalid(vec![FieldError::new(field, message)])
    }
}

impl Fault for Error {
    fn kind(&self) -> Kind {
        match self {
            Self::Denied(denied) => denied.kind(),
            Self::Invalid(_) | Self::Import(_) | Self::Plan(_) => Kind::Invalid,
            Self::LaterChange
            | Self::StillStands
            | Self::NotHeld
            | Self::OwnPosition
            | Self::AsDeputy
            | Self::OwnProposal
            | Self::Decided
            | Self::Stage(_)
            | Self::Stale
            | Self::Answered
            | Self::CounterClosed => Kind::Conflict,
            Self::Ledger(error) => error.kind(),
            Self::Db(error) => error.kind(),
            Self::Calendar(_) | Self::Altered(_) | Self::Operation(_) | Self::Unwritable(_) => Kind::Internal,
        }
    }

    fn code(&self) -> &'static str {
        match self {
            Self::Denied(denied) => denied.code(),
            Self::Invalid(_) => "organisation.invalid",
            Self::LaterChange => "organisation.later-change",
            Self::StillStands => "organisation.still-stands",
            Self::NotHeld => "organisation.not-held",
            Self::OwnPosition => "organisation.own-position",
            Self::AsDeputy => "organisation.as-deputy",
            Self::OwnProposal => "organisation.own-proposal",
            Self::Decided => "organisation.decided",
            Self::CounterClosed => "organisation.counter-closed",
            Self::Altered(_) => "organisation.altered",
            Self::Import(_) => "organisation.import",
            Self::Calendar(_) => "organisation.calendar",
            Self::Plan(_) => "organisation.plan",
            Self::Stage(_) => "organisation.stage",
            Self::Stale => "organisation.stale",
            Self::Answered => "organisation.answered",
            Self::Operation(_) => "organisation.operation",
            Self::Unwritable(_) => "organisation.unwritable",
            Self::Ledger(error) => error.code(),
            Self::Db(error) => error.code(),
        }
    }

    fn sentence(&self) -> String {
        match self {
            Self::Denied(denied) => return denied.sentence(),
            Self::Ledger(error) => return error.sentence(),
            Self::Db(error) => return error.sentence(),
            Self::Invalid(_) => "Một số thông tin chưa đúng. Xin xem lại các mục được đánh dấu.",
            Self::LaterChange => {
                "Đơn vị đã có thay đổi từ ngày này hoặc muộn hơn. Mời tải lại trang để xem thông tin mới nhất rồi chọn ngày khác."
            }
            Self::StillStands => {
                "Đơn vị còn đơn vị trực thuộc hoặc còn cán bộ đang giữ vị trí. Xin chuyển hoặc kết thúc các mục đó trước."
            }
            Self::NotHeld => "Vị trí này đã kết thúc, hoặc chưa bắt đầu mà đã có người làm thay. Mời tải lại trang; nếu cần, xin kết thúc việc làm thay trước.",
            Self::OwnPosition => "Không tự kết thúc vị trí quản trị của chính mình. Xin nhờ một người quản trị khác.",
            Self::AsDeputy => "Ông, bà đang làm việc thay người khác nên không phân công người làm thay. Xin trở về vị trí của mình trước.",
            Self::OwnProposal => "Người đề nghị không tự duyệt thay đổi lịch của mình. Xin nhờ lãnh đạo hoặc một người quản trị khác.",
            Self::Decided => "Thay đổi lịch này đã có người trả lời. Mời tải lại trang để xem.",
            Self::CounterClosed => "Quầy này đã đóng. Mời tải lại trang để xem các quầy đang có.",
            Self::Import(problems) => return import_sentence(problems),
            Self::Plan(_) => "Phương án chưa thực hiện được. Xin sửa các mục được nêu.",
            Self::Stage(stage) => {
                return format!(
                    "Phương án đang ở bước “{}” nên không làm việc này được. Mời tải lại trang để xem tình hình mới nhất.",
                    stage.label()
                );
            }
            Self::Stale => "Phương án vừa được người khác thay đổi. Mời tải lại trang để xem bản mới nhất.",
            Self::Answered => "Cơ quan này đã trả lời phương án. Mời tải lại trang để xem câu trả lời.",
            Self::Unwritable(_) => "Không ghi được thiết lập thành tệp. Xin báo cho người quản trị hệ thống.",
            Self::Operation(_) => "Không đọc được nội dung phương án đã lưu. Xin báo cho người quản trị hệ thống.",
            Self::Calendar(_) | Self::Altered(_) => "Không đọc được lịch làm việc đã lưu của đơn vị. Xin báo cho người quản trị hệ thống.",
        }
        .to_owned()
    }

    fn fields(&self) -> Vec<FieldError> {
        match self {
            Self::Invalid(fields) => fields.clone(),
            Self::Import(problems) => {
                problems.iter().map(|it| FieldError::new(it.place(), it.message.clone())).collect()
            }
            Self::Plan(faults) => {
                let field = |it: &Remark| format!("operations.{}", it.operation);
                faults.iter().map(|it| FieldError::new(field(it), it.message.clone())).collect()
            }
            _ => Vec::new(),
        }
    }
}

fn import_sentence(problems: &[ImportProblem]) -> String {
    let lines: Vec<String> =
        problems.iter().map(|problem| format!("{}: {}", problem.place(), problem.message)).collect();
    format!("Tệp nhập có {} lỗi nên chưa nhập gì.\n{}", problems.len(), lines.join("\n"))
}
