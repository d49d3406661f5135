//! Citizens and their typed, optional identity; the way in of citizens and staff: passwords, sessions, devices; and the
//! middleware that turns a cookie into the Actor.
//!
//! Words: an **account** (tài khoản) is a citizen's; staff are known to `organisation` and get a **login** (tên đăng nhập)
//! here. A **client system**
//! (hệ thống kết nối) is a program of others, kept as a member of staff that is a machine; it comes in by **token** (mã truy cập).
//! A **session** (phiên đăng nhập) is a browser that has signed in. **Assurance** is how well an identity is known
//! (QĐ 29/2026/QĐ-TTg).
//!
//! Invariants: no mail, telephone or paper is ever needed to have an account; a login is one holder; a guess
//! counts before what was typed is looked at, whatever is guessed at; only the hash of a token is stored; a session never outlives a change of
//! password; no number, login or password is in a log or an event. Who signs in with what is not told by an event.

mod actions;
mod api;
pub mod demo;
mod error;
mod events;
mod factor_events;
mod jobs;
mod look;
mod model;
mod pages;
mod permissions;
mod rules;
mod session;
mod store;
#[cfg(test)]
mod tests;

pub use actions::{
    Guess, NewClient, Profile, SignUp, StaffAccount, begin_guess, change_profile, end_session, guessed_right,
    open_staff_account, register_client, sign_out_everywhere, sign_up, sweep,
};
pub use error::{Error, TokenRefused};
pub use events::{
    ClientRegistered, PasswordChanged, PinSet, ProfileChanged, SignedOutElsewhere, SignedOutEverywhere,
    SignedUp, StaffAccountOpened, TokenGiven, TokenRevoked,
};
pub use factor_events::{
    FactorAdded, FactorRemoved, FactorRequired, FactorsReset, RecoveryCodeUsed, RecoveryCodesMade,
};
pub use look::{account, logins, sessions, staff_at_work};
pub use model::{
    Account, Device, Email, Holder, Identity, Login, OldCardNumber, PasskeyId, PasskeyName, PassportNumber,
    Password, Phone, Session, SessionId, SessionKey, Token, Way,
};
pub use permissions::{CONNECT, MANAGE, SWITCH};
pub use session::{Calls, Current, Hashing, identify};

/// What this context hands to the composition root.
#[must_use]
pub fn module() -> web::Module {
    web::Module {
        name: "accounts",
        pages: pages::pages(),
        api: api::api(),
        nav: pages::nav(),
        panels: pages::panels(),
        migrations: store::MIGRATIONS,
        statements: store::STATEMENTS,
        permissions: permissions::ALL,
        jobs: vec![jobs::SWEEP],
        schedules: vec![jobs::NIGHTLY],
        around: Some(identify),
        restored: Some(actions::end_all),
        ..web::Module::default()
    }
}
