//! Working time: the law's arithmetic of terms and due dates. Pure: no clock, no database, no time zone file.
//!
//! A **calendar** (lịch làm việc) says when a unit works. A **term** (thời hạn) is measured on it from the moment of
//! reception, and the answer is a **due** moment (hẹn trả) with its **derivation**: what was counted, what was not, and
//! by which article. Law: Bộ luật Dân sự 2015, Điều 147 and 148; Bộ luật Lao động 2019, Điều 112.
//!
//! Invariants
//! - All moments are civil times in Asia/Ho_Chi_Minh (UTC+7, no daylight saving), to the second; parts of a second are dropped.
//! - Working intervals are half-open: at 17:00 a day that closes at 17:00 is over.
//! - A working day is a day with working time on the unit's own calendar, never "8 hours". A unit whose Saturday mornings are
//!   open to the public but do not count towards terms keeps two calendars, one for reception and one for terms.
//! - A term in days ends at the closing time of its last day.
//! - Holidays are data, never computed; beyond the last year the calendar knows, a due date says so and is "proposed".
//! - Everything lies between 1970 and 2199; what does not is an error, never a panic or an endless search.

mod alter;
mod builtin;
mod calendar;
pub mod cli;
mod clock;
mod compute;
mod day;
mod derive;
mod difference;
mod due;
pub mod english;
mod error;
mod index;
mod interval;
mod moment;
mod pauses;
mod remaining;
mod special;
mod term;
mod validate;
pub mod words;

pub use alter::Alteration;
pub use builtin::{HANH_CHINH, builtin, hanh_chinh};
pub use calendar::{Calendar, CalendarData, Weekly};
pub use clock::{Act, Clock, ClockError, Standing};
pub use compute::due;
pub use difference::{Change, Difference, difference};
pub use due::{Amount, Cutoff, Due, Entry, Kind, Point};
pub use error::{CalendarError, DueError};
pub use interval::{Interval, IntervalError, Week};
pub use pauses::Pause;
pub use remaining::{Remaining, remaining};
pub use special::{Confidence, Hours, SpecialDay, SpecialKind};
pub use term::{Term, TermError};
