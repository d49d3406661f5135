//! What can be done with accounts and sessions, one file each: authorise, open streams, load, rule, store, append.

mod act_as;
mod begin_sign_in;
mod change_password;
mod change_profile;
mod confirm;
mod end_all;
mod end_session;
mod factor;
mod finish_sign_in;
mod give_token;
mod guess;
mod let_in;
mod note_calls;
mod open_session;
mod open_staff_account;
mod park;
mod register_client;
mod resume;
mod revoke_token;
mod see_client;
mod see_devices;
mod see_mine;
mod see_parked;
mod see_staff_account;
mod set_pin;
mod sign_out;
mod sign_out_elsewhere;
mod sign_out_everywhere;
mod sign_up;
mod sweep;
mod who_is;

pub(crate) use act_as::{ActAs, act_as};
pub(crate) use begin_sign_in::{SignIn, begin_sign_in};
pub(crate) use change_password::{ChangePassword, change_password};
pub use change_profile::{Profile, change_profile};
pub(crate) use confirm::{Shown, confirm, see_ways};
pub(crate) use end_all::end_all;
pub use end_session::end_session;
pub(crate) use factor::{
    BodyRules, NewPasskey, Own, PasskeySignIn, RequireFactor, SecondStep, Signed, StaffFactors, TotpCode,
    add_passkey, begin_second_step, begin_totp, confirm_totp, finish_passkey_sign_in, finish_second_step,
    keep_challenge, make_recovery_codes, remove_passkey, remove_totp, require_factor, reset_factors,
    see_factor_rules, see_half, see_half_of, see_own, see_setup, see_staff_factors, take_challenge,
};
pub(crate) use finish_sign_in::{Entered, Proof, finish_sign_in};
pub(crate) use give_token::{NewToken, give_token};
pub use guess::{Guess, begin_guess, guessed_right};
pub(crate) use let_in::{LetIn, let_in};
pub(crate) use note_calls::note_calls;
pub(crate) use open_session::SignedIn;
pub use open_staff_account::{StaffAccount, open_staff_account};
pub(crate) use park::{Park, park};
pub use register_client::{NewClient, register_client};
pub(crate) use resume::{Resume, begin_resume, finish_resume, resume_refused};
pub(crate) use revoke_token::{RevokeToken, revoke_token};
pub(crate) use see_client::{ClientSeen, see_calls, see_client, see_clients, units_for_client};
pub(crate) use see_devices::see_devices;
pub(crate) use see_mine::{Mine, see_mine};
pub(crate) use see_parked::{Waits, see_parked};
pub(crate) use see_staff_account::{StaffLogin, see_staff_account};
pub(crate) use set_pin::{SetPin, set_pin};
pub(crate) use sign_out::sign_out;
pub(crate) use sign_out_elsewhere::sign_out_elsewhere;
pub use sign_out_everywhere::sign_out_everywhere;
pub use sign_up::{SignUp, sign_up};
pub use sweep::sweep;
pub(crate) use who_is::who_is;
