//! What a member of staff has beside the password.

use std::fmt;

use base::{Instant, Rng, Role};
use jiff::civil::Date;

/// With what somebody showed that it is them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// The password alone.
    Password,
    /// The password and a code of the authenticator app.
    Totp,
    /// A passkey, which asks for a finger, a face or its own PIN.
    Passkey,
    /// The password and a recovery code.
    Recovery,
}

impl Way {
    /// Every one.
    const ALL: [Self; 4] = [Self::Password, Self::Totp, Self::Passkey, Self::Recovery];

    /// The code kept in the database.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Password => "password",
            Self::Totp => "totp",
            Self::Passkey => "passkey",
            Self::Recovery => "recovery",
        }
    }

    /// As people call it.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Password => "Mật khẩu",
            Self::Totp => "Mã của ứng dụng xác thực",
            Self::Passkey => "Khóa truy cập",
            Self::Recovery => "Mã dự phòng",
        }
    }

    /// The same in this language.
    #[must_use]
    pub const fn called(self, locale: base::Locale) -> &'static str {
        let english = match self {
            Self::Password => "Password",
            Self::Totp => "Code of the authenticator app",
            Self::Passkey => "Passkey",
            Self::Recovery => "Recovery code",
        };
        locale.t(self.label(), english)
    }

    pub(crate) fn read(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|way| way.code() == code)
    }
}

/// The secret that the server shares with an authenticator app: 160 bits (RFC 4226, 4). Never printed.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct TotpSecret(pub(crate) [u8; 20]);

impl TotpSecret {
    /// A new one.
    pub(crate) fn new(rng: &Rng) -> Self {
        Self(rng.bytes())
    }
}

impl fmt::Debug for TotpSecret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("TotpSecret")
    }
}

/// What somebody has beside the password.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Factors {
    /// Since when codes of an authenticator app are asked for.
    pub(crate) totp: Option<Instant>,
    /// How many passkeys there are.
    pub(crate) passkeys: i64,
    /// How many recovery codes are left.
    pub(crate) recovery_codes: i64,
}

impl Factors {
    /// Whether there is a second factor at all.
    pub(crate) const fn any(&self) -> bool {
        self.totp.is_some() || self.passkeys > 0
    }

    /// What there is, in words.
    pub(crate) fn words(&self) -> String {
        let app = self.totp.map(|_| "ứng dụng xác thực".to_owned());
        let keys = (self.passkeys > 0).then(|| format!("{} khóa truy cập", self.passkeys));
        app.into_iter().chain(keys).collect::<Vec<_>>().join(", ")
    }
}

/// That holders of a role in a body must have a second factor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct FactorRule {
    /// The role.
    pub(crate) role: Role,
    /// From which day on.
    pub(crate) first_day: Date,
}
