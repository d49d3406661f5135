//! Why an act on accounts or sessions was refused.

use base::{Denied, Fault, FieldError, Instant, Kind, Locale, Said, words};

/// A refusal of this context.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The actor may not.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// What was sent cannot be taken.
    #[error("refused: {0:?}")]
    Invalid(Vec<FieldError>),
    /// No such login, or another password. Never says which.
    #[error("the login or the password is wrong")]
    Wrong,
    /// No code of the app and no recovery code, or one that was taken before. Never says which.
    #[error("the code is wrong")]
    WrongCode,
    /// What a passkey signed is not right, or was used before. Never says which.
    #[error("the passkey was refused")]
    WrongPasskey,
    /// This site cannot have passkeys.
    #[error("the address of the site is no name")]
    NoPasskeys,
    /// The password is right, and a second factor is needed with it.
    #[error("a second factor is needed")]
    SecondFactorNeeded,
    /// What was begun has lapsed, or is done.
    #[error("what was begun has lapsed")]
    StepGone,
    /// There is an authenticator app.
    #[error("there is one already")]
    FactorThere,
    /// The token of a client system lets nobody in.
    #[error("the token was refused: {0:?}")]
    Token(TokenRefused),
    /// Too many tries.
    #[error("too many tries")]
    TooMany {
        /// From when on a try is heard again.
        until: Instant,
    },
    /// Five sessions wait in this browser.
    #[error("five sessions wait in this browser")]
    Full,
    /// The session that waited has ended.
    #[error("the session that waited has ended")]
    Gone,
    /// Too many people sign in at this moment.
    #[error("too many passwords wait to be checked")]
    Busy,
    /// A password could not be hashed or a stored hash not be read.
    #[error("a password could not be hashed or compared")]
    Hashing,
    /// The ledger refused or failed.
    #[error(transparent)]
    Ledger(#[from] ledger::Error),
    /// The database failed.
    #[error("the database could not be used")]
    Db(#[from] db::Error),
    /// A question about units or staff failed.
    #[error(transparent)]
    Organisation(#[from] organisation::Error),
}

/// Why a token lets nobody in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenRefused {
    /// There is none like it.
    Unknown,
    /// Its time is over.
    Expired,
    /// It was taken back.
    Revoked,
}

impl Error {
    /// A refusal of one field.
    pub(crate) fn field(field: &str, message: impl Into<base::Said>) -> Self {
        Self::Invalid(vec![FieldError::new(field, message)])
    }
}

impl Fault for Error {
    fn kind(&self) -> Kind {
        match self {
            Self::Denied(denied) => denied.kind(),
            Self::Invalid(_) => Kind::Invalid,
            Self::Wrong
            | Self::WrongCode
            | Self::WrongPasskey
            | Self::SecondFactorNeeded
            | Self::Token(_) => Kind::Unauthenticated,
            Self::TooMany { .. } => Kind::TooMany,
            Self::Full | Self::Gone | Self::StepGone | Self::FactorThere | Self::NoPasskeys => Kind::Conflict,
            Self::Busy => Kind::Busy,
            Self::Hashing => Kind::Internal,
            Self::Ledger(error) => error.kind(),
            Self::Db(error) => error.kind(),
            Self::Organisation(error) => error.kind(),
        }
    }

    fn code(&self) -> &'static str {
        match self {
            Self::Denied(denied) => denied.code(),
            Self::Invalid(_) => "accounts.invalid",
            Self::Wrong => "accounts.wrong-login-or-password",
            Self::WrongCode => "accounts.wrong-code",
            Self::WrongPasskey => "accounts.wrong-passkey",
            Self::NoPasskeys => "accounts.no-passkeys",
            Self::SecondFactorNeeded => "accounts.second-factor-needed",
            Self::StepGone => "accounts.step-gone",
            Self::FactorThere => "accounts.factor-there",
            Self::Token(TokenRefused::Unknown) => "accounts.token-unknown",
            Self::Token(TokenRefused::Expired) => "accounts.token-expired",
            Self::Token(TokenRefused::Revoked) => "accounts.token-revoked",
            Self::TooMany { .. } => "accounts.too-many-tries",
            Self::Full => "accounts.five-wait",
            Self::Gone => "accounts.session-gone",
            Self::Busy => "accounts.busy",
            Self::Hashing => "accounts.hashing",
            Self::Ledger(error) => error.code(),
            Self::Db(error) => error.code(),
            Self::Organisation(error) => error.code(),
        }
    }

    fn sentence(&self) -> String {
        match self {
            Self::Denied(denied) => denied.sentence(),
            Self::Invalid(_) => "Một số thông tin chưa đúng. Xin xem lại các mục được đánh dấu.".to_owned(),
            Self::Wrong => "Tên đăng nhập hoặc mật khẩu chưa đúng. Xin kiểm tra lại.".to_owned(),
            Self::WrongCode => "Mã chưa đúng, đã hết hạn hoặc đã dùng. Xin chờ mã mới rồi nhập lại; nếu vẫn sai, xin kiểm tra giờ của điện thoại.".to_owned(),
            Self::WrongPasskey => "Khóa truy cập này không dùng được ở đây. Xin thử lại, hoặc đăng nhập bằng mật khẩu.".to_owned(),
            Self::NoPasskeys => "Địa chỉ của hệ thống là dãy số nên chưa dùng được khóa truy cập. Xin dùng ứng dụng xác thực, hoặc báo người quản trị đặt tên miền.".to_owned(),
            Self::SecondFactorNeeded => "Tài khoản này có xác thực hai lớp. Xin gửi kèm mã của ứng dụng xác thực hoặc mã dự phòng trong `code`.".to_owned(),
            Self::StepGone => "Bước này đã hết hạn hoặc đã xong. Xin làm lại từ đầu.".to_owned(),
            Self::FactorThere => "Tài khoản đã có ứng dụng xác thực hoặc khóa này. Muốn đổi, xin gỡ cái cũ trước.".to_owned(),
            Self::Token(TokenRefused::Unknown) => {
                "Mã truy cập không đúng. Xin kiểm tra tiêu đề Authorization: Bearer, hoặc đề nghị người quản trị cấp mã khác.".to_owned()
            }
            Self::Token(TokenRefused::Expired) => {
                "Mã truy cập đã hết hạn. Xin đề nghị người quản trị cấp mã khác.".to_owned()
            }
            Self::Token(TokenRefused::Revoked) => {
                "Mã truy cập đã bị thu hồi. Xin đề nghị người quản trị cấp mã khác.".to_owned()
            }
            Self::TooMany { until } => {
                format!("Đã thử quá nhiều lần. Xin chờ đến {} rồi thử lại.", words::moment(round_up(*until).local()))
            }
            Self::Full => "Máy này đang giữ phiên của năm người. Xin đăng xuất, hoặc đợi một phiên kết thúc rồi thử lại.".to_owned(),
            Self::Gone => "Phiên này đã kết thúc hoặc đã bị khóa. Xin đăng nhập lại bằng mật khẩu.".to_owned(),
            Self::Busy => "Đang có nhiều người đăng nhập cùng lúc. Xin chờ ít giây rồi thử lại.".to_owned(),
            Self::Hashing => {
                "Hệ thống gặp lỗi và chưa thay đổi gì. Xin thử lại sau; nếu vẫn lỗi, xin báo cho người quản trị.".to_owned()
            }
            Self::Ledger(error) => error.sentence(),
            Self::Db(error) => error.sentence(),
            Self::Organisation(error) => error.sentence(),
        }
    }

    fn english(&self) -> Option<String> {
        let sentence = match self {
            Self::Denied(denied) => return denied.english(),
            Self::Organisation(error) => return error.english(),
            Self::Invalid(_) => "Something is not right. Please look at the entries that are marked.",
            Self::Wrong => "User name or password is not right. Please enter both again.",
            Self::WrongCode => {
                "The code is not right, has lapsed or was used before. Please wait for a new code and enter it; if it still fails, please check the clock of your phone."
            }
            Self::WrongPasskey => {
                "This passkey cannot be used here. Please try again, or sign in with your password."
            }
            Self::StepGone => "This step has lapsed or is done. Please begin again.",
            Self::TooMany { until } => {
                let until = Locale::En.moment(round_up(*until).local());
                return Some(format!("Too many attempts. Please wait until {until} and try again."));
            }
            Self::Gone => "This session has ended or is locked. Please sign in with your password.",
            Self::Busy => {
                "Many people are signing in at this moment. Please wait a few seconds and try again."
            }
            Self::NoPasskeys
            | Self::SecondFactorNeeded
            | Self::FactorThere
            | Self::Token(_)
            | Self::Full
            | Self::Hashing
            | Self::Ledger(_)
            | Self::Db(_) => return None,
        };
        Some(sentence.to_owned())
    }

    fn fields(&self) -> Vec<FieldError> {
        match self {
            Self::Invalid(fields) => fields.clone(),
            Self::Organisation(error) => error.fields(),
            _ => Vec::new(),
        }
    }
}

/// The next full minute: what is shown never lies before what is meant.
const fn round_up(at: Instant) -> Instant {
    at.plus_seconds(59)
}

impl Error {
    /// What is said beside the field it is about, in both languages.
    pub(crate) fn said(&self) -> Said {
        (self.sentence(), self.english().unwrap_or_default()).into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn the_wait_is_told_as_a_time_of_day() {
        let until = Instant::from_local(date(2026, 11, 18).at(9, 20, 30, 0));
        let sentence = Error::TooMany { until }.sentence();
        assert!(sentence.contains("09:21 thứ Tư, 18/11/2026"), "{sentence}");
    }
}
