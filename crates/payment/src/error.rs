//! Why an act with money was refused.

use base::{Denied, Dong, Fault, FieldError, Instant, Kind, words};

use crate::rules::NotVoidable;

/// What can go wrong with money.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The actor may not, or must not know.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// What was sent cannot be taken.
    #[error("refused: {0:?}")]
    Invalid(Vec<FieldError>),
    /// No such book, shift, receipt or obligation in the actor's body.
    #[error("not found")]
    NotFound,
    /// The cashier has no open shift.
    #[error("no open shift")]
    NoShift,
    /// The cashier has an open shift already.
    #[error("a shift is open")]
    ShiftOpen,
    /// The cashier holds no book with numbers left.
    #[error("no book")]
    NoBook,
    /// What is owed is not what the page showed.
    #[error("what is owed changed")]
    Changed,
    /// Somebody closed the shift before.
    #[error("closed before by {by}")]
    ClosedBefore {
        /// Who did.
        by: String,
        /// When.
        at: Instant,
    },
    /// The book still has receipts of an open shift, or was closed.
    #[error("the book is closed")]
    BookClosed,
    /// The receipt cannot be voided.
    #[error(transparent)]
    NotVoidable(#[from] NotVoidable),
    /// More would go back than is left.
    #[error("only {0} left to pay back")]
    TooMuch(Dong),
    /// Not so much cash is in the drawer.
    #[error("only {0} in the drawer")]
    NotInDrawer(Dong),
    /// The takings wait for the colleague, were taken over or paid in.
    #[error("the takings have moved on")]
    MovedOn,
    /// What is stored cannot be read back.
    #[error("stored money unreadable")]
    Stored(#[from] serde_json::Error),
    /// Below.
    #[error(transparent)]
    Ledger(#[from] ledger::Error),
    /// Below.
    #[error(transparent)]
    Db(#[from] db::Error),
    /// Below.
    #[error(transparent)]
    Organisation(#[from] organisation::Error),
}

impl Error {
    /// A refusal of one field.
    pub(crate) fn field(field: &str, message: impl Into<base::Said>) -> Self {
        Self::Invalid(vec![FieldError::new(field, message)])
    }
}

impl From<db::BadValue> for Error {
    fn from(bad: db::BadValue) -> Self {
        Self::Db(bad.into())
    }
}

impl Fault for Error {
    fn kind(&self) -> Kind {
        match self {
            Self::Denied(e) => e.kind(),
            Self::NotFound => Kind::NotFound,
            Self::Invalid(_) => Kind::Invalid,
            Self::NoShift
            | Self::ShiftOpen
            | Self::NoBook
            | Self::Changed
            | Self::ClosedBefore { .. }
            | Self::BookClosed
            | Self::NotVoidable(_)
            | Self::TooMuch(_)
            | Self::NotInDrawer(_)
            | Self::MovedOn => Kind::Conflict,
            Self::Stored(_) => Kind::Internal,
            Self::Ledger(e) => e.kind(),
            Self::Db(e) => e.kind(),
            Self::Organisation(e) => e.kind(),
        }
    }

    fn code(&self) -> &'static str {
        match self {
            Self::Denied(e) => e.code(),
            Self::NotFound => "payment.not-found",
            Self::Invalid(_) => "payment.invalid",
            Self::NoShift => "payment.no-shift",
            Self::ShiftOpen => "payment.shift-open",
            Self::NoBook => "payment.no-book",
            Self::Changed => "payment.changed",
            Self::ClosedBefore { .. } => "payment.closed-before",
            Self::BookClosed => "payment.book-closed",
            Self::NotVoidable(_) => "payment.not-voidable",
            Self::TooMuch(_) => "payment.too-much",
            Self::NotInDrawer(_) => "payment.not-in-drawer",
            Self::MovedOn => "payment.moved-on",
            Self::Stored(_) => "payment.stored",
            Self::Ledger(e) => e.code(),
            Self::Db(e) => e.code(),
            Self::Organisation(e) => e.code(),
        }
    }

    fn sentence(&self) -> String {
        let when = |at: &Instant| words::moment(at.local());
        match self {
            Self::Denied(e) => e.sentence(),
            Self::Ledger(e) => e.sentence(),
            Self::Db(e) => e.sentence(),
            Self::Organisation(e) => e.sentence(),
            Self::Invalid(_) => "Có nội dung chưa đúng. Xin xem lại từng mục được nêu.".to_owned(),
            Self::NotFound => "Không tìm thấy trong sổ thu của cơ quan. Xin mở lại từ trang thu phí.".to_owned(),
            Self::NoShift => "Ông, bà chưa mở ca thu. Xin mở ca rồi thực hiện lại.".to_owned(),
            Self::ShiftOpen => "Ông, bà đang có một ca thu chưa kết. Xin kết ca đó trước.".to_owned(),
            Self::NoBook => {
                "Ông, bà chưa được giao quyển biên lai còn số. Xin đề nghị kế toán giao quyển, rồi thu lại.".to_owned()
            }
            Self::Changed => {
                "Các khoản phải nộp vừa thay đổi hoặc vừa được thu. Xin mở lại trang thu để xem số mới; chưa có khoản nào bị thu."
                    .to_owned()
            }
            Self::ClosedBefore { by, at } => {
                format!("{by} đã kết ca này lúc {}. Số đếm lần đầu được giữ; xin mở ca để xem.", when(at))
            }
            Self::BookClosed => "Quyển biên lai này đã đóng. Xin chọn quyển khác.".to_owned(),
            Self::NotVoidable(NotVoidable::Before(at)) => {
                format!("Biên lai này đã được hủy lúc {}. Không cần hủy lần nữa.", when(at))
            }
            Self::NotVoidable(NotVoidable::Refunded) => {
                "Biên lai này đã hoàn trả một phần nên không hủy được. Phần còn lại xin hoàn trả tiếp.".to_owned()
            }
            Self::NotVoidable(NotVoidable::Counted(at)) => format!(
                "Ca thu của biên lai này đã kết lúc {}, nên không hủy được. Nếu phải trả lại tiền, xin dùng mục hoàn trả.",
                when(at)
            ),
            Self::NotVoidable(NotVoidable::PaidIn) => {
                "Tiền của biên lai này đã nộp kho bạc hoặc ngân hàng, nên không hủy được. Nếu phải trả lại tiền, xin dùng mục hoàn trả; giấy nộp tiền giữ nguyên."
                    .to_owned()
            }
            Self::TooMuch(left) => format!("Biên lai này chỉ còn hoàn được {left}. Xin sửa số tiền."),
            Self::NotInDrawer(left) => {
                format!("Trong ca chỉ có {left} tiền mặt. Xin hoàn bằng chuyển khoản, hoặc hoàn ở quầy có đủ tiền.")
            }
            Self::MovedOn => {
                "Tiền của ca này đã giao cho người khác, đang chờ người khác nhận, hoặc đã nộp. Xin mở lại ca để xem.".to_owned()
            }
            Self::Stored(_) => "Có lỗi khi đọc sổ thu. Xin thử lại sau ít phút.".to_owned(),
        }
    }

    fn fields(&self) -> Vec<FieldError> {
        match self {
            Self::Invalid(fields) => fields.clone(),
            Self::Ledger(e) => e.fields(),
            Self::Db(e) => e.fields(),
            Self::Organisation(e) => e.fields(),
            _ => Vec::new(),
        }
    }
}
