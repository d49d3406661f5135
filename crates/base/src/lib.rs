//! The words every crate shares: who acts ([`Actor`]), when ([`Instant`], [`Clock`]), with what chance
//! ([`Rng`]), on what ([`id`], [`code`]), and how a refusal is said ([`Fault`]). Pure: no database, no
//! network, no HTTP.

mod actor;
mod cause;
mod clock;
pub mod code;
mod coded;
mod ctx;
mod fault;
mod fold;
pub mod id;
mod locale;
mod money;
mod rng;
mod said;
mod text;
pub mod words;

pub use actor::{Actor, Assurance, Authority, Citizen, Permission, Post, Principal, Role, Staff, Warrant};
pub use cause::{chain, panic_words};
pub use clock::{Clock, Instant, ManualClock, ShiftedClock, SystemClock};
pub use ctx::{CONFIRMED_SECONDS, Ctx};
pub use fault::{Denied, Fault, FieldError, Kind};
pub use fold::fold;
pub use locale::Locale;
pub use money::Dong;
pub use rng::{CODE_LETTERS, Rng};
pub use said::{Pair, Said};
pub use text::BadText;
