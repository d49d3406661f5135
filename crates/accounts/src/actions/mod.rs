//! What can be done with accounts and sessions, one file each: authorise, open streams, load, rule, store, append.

mod begin_sign_in;
mod change_password;
mod change_profile;
mod end_session;
mod finish_sign_in;
mod guess;
mod open_session;
mod open_staff_account;
mod see_devices;
mod see_mine;
mod see_staff_account;
mod sign_out;
mod sign_out_everywhere;
mod sign_up;
mod sweep;
mod who_is;

pub(crate) use begin_sign_in::{SignIn, begin_sign_in};
pub(crate) use change_password::{ChangePassword, change_password};
pub use change_profile::{Profile, change_profile};
pub use end_session::end_session;
pub(crate) use finish_sign_in::{Proof, finish_sign_in};
pub use guess::{Guess, begin_guess, guessed_right};
pub(crate) use open_session::SignedIn;
pub use open_staff_account::{StaffAccount, open_staff_account};
pub(crate) use see_devices::see_devices;
pub(crate) use see_mine::{Mine, see_mine};
pub(crate) use see_staff_account::see_staff_account;
pub(crate) use sign_out::sign_out;
pub use sign_out_everywhere::sign_out_everywhere;
pub use sign_up::{SignUp, sign_up};
pub use sweep::sweep;
pub(crate) use who_is::who_is;
