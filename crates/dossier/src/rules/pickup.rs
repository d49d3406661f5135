//! A result that waits for its citizen: where it may be put, when somebody is reminded, when it is proposed for the archive. Nothing
//! here ever keeps it from being handed over.

use base::{FieldError, Instant};
use jiff::Span;

use crate::model::{Dossier, Place, State};

/// Longest number of a box, in characters.
const BOX_LIMIT: usize = 20;
/// Longest tracking number, in characters.
const TRACKING_LIMIT: usize = 40;
/// Seconds of a day.
const DAY: i64 = 86_400;

/// After how long something is done by itself about a result that nobody takes. Each body may have its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PickupTerms {
    /// Days at the counter or on the shelf after which the citizen is reminded, and reminded again.
    pub remind_days: i64,
    /// Months after which the archive is proposed.
    pub archive_months: i64,
}

impl Default for PickupTerms {
    fn default() -> Self {
        Self { remind_days: 15, archive_months: 6 }
    }
}

/// Why something about a waiting result is not done now.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotWaiting {
    /// The post has it.
    #[error("under way by post")]
    ByPost,
    /// The post does not have it.
    #[error("not sent by post")]
    NotPosted,
    /// It was not proposed for the archive yet.
    #[error("not proposed for the archive")]
    NotProposed,
    /// It lies in the archive already.
    #[error("archived before")]
    ArchivedBefore,
    /// That it was signed for is recorded.
    #[error("signed before")]
    SignedBefore,
}

impl NotWaiting {
    /// The stable code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::ByPost => "dossier.result-by-post",
            Self::NotPosted => "dossier.result-not-posted",
            Self::NotProposed => "dossier.archive-not-proposed",
            Self::ArchivedBefore => "dossier.archived-before",
            Self::SignedBefore => "dossier.signed-before",
        }
    }

    /// What people are told.
    #[must_use]
    pub const fn sentence(self) -> &'static str {
        match self {
            Self::ByPost => {
                "Kết quả đang được gửi qua bưu chính. Khi bưu chính trả về, xin ghi “Bưu chính trả về” trước; nếu đã phát, xin ghi trả kết quả."
            }
            Self::NotPosted => {
                "Kết quả không ở trên đường bưu chính, nên không có gì để ghi trả về. Xin mở lại hồ sơ để xem kết quả đang ở đâu."
            }
            Self::NotProposed => {
                "Kết quả chưa đến thời gian đề nghị chuyển lưu trữ. Xin giữ trên kệ và nhắc người nộp đến nhận."
            }
            Self::ArchivedBefore => {
                "Kết quả đã được chuyển lưu trữ. Khi người nộp đến, xin trả kết quả như thường lệ."
            }
            Self::SignedBefore => "Việc ký nhận đã được ghi. Xin mở lại hồ sơ để xem.",
        }
    }
}

/// The number of a box as it is kept: letters, digits, `-`, `.`, `/` and blanks, in capitals.
///
/// # Errors
/// One for the field `box`.
pub fn box_number(text: &str) -> Result<String, Vec<FieldError>> {
    let number = text.split_whitespace().collect::<Vec<_>>().join(" ").to_uppercase();
    let wrong = |message: &str| Err(vec![FieldError::new("box", message)]);
    if number.is_empty() {
        return wrong("Nhập số ngăn hoặc số hộp, ví dụ A3-12.");
    }
    if number.chars().count() > BOX_LIMIT {
        return wrong("Số ngăn dài tối đa 20 ký tự. Xin rút gọn.");
    }
    let plain = |c: char| c.is_alphanumeric() || matches!(c, '-' | '.' | '/' | ' ');
    if number.chars().all(plain) {
        Ok(number)
    } else {
        wrong("Số ngăn chỉ gồm chữ, số và các dấu - . /")
    }
}

/// A tracking number as it is kept: letters, digits and `-`, in capitals, without blanks.
///
/// # Errors
/// One for the field `tracking`.
pub fn tracking_number(text: &str) -> Result<String, Vec<FieldError>> {
    let number: String = text.split_whitespace().collect::<String>().to_uppercase();
    let wrong = |message: &str| Err(vec![FieldError::new("tracking", message)]);
    if number.is_empty() {
        return wrong("Nhập mã bưu gửi trên phiếu gửi của bưu chính, ví dụ EM123456789VN.");
    }
    let plain = number.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
    if plain && number.len() <= TRACKING_LIMIT {
        Ok(number)
    } else {
        wrong("Mã bưu gửi gồm tối đa 40 chữ không dấu và số. Xin nhập lại như trên phiếu gửi.")
    }
}

/// What is wrong with the terms of a body.
///
/// # Errors
/// One for each field out of bounds.
pub fn pickup_terms(terms: PickupTerms) -> Result<(), Vec<FieldError>> {
    let mut wrong = Vec::new();
    if !(1..=365).contains(&terms.remind_days) {
        wrong.push(FieldError::new("remind_days", "Nhập số ngày từ 1 đến 365."));
    }
    if !(1..=120).contains(&terms.archive_months) {
        wrong.push(FieldError::new("archive_months", "Nhập số tháng từ 1 đến 120."));
    }
    if wrong.is_empty() { Ok(()) } else { Err(wrong) }
}

/// Whether what is done at the counter may be done: not while the post has the result.
///
/// # Errors
/// [`NotWaiting::ByPost`].
pub const fn not_by_post(place: Option<Place>) -> Result<(), NotWaiting> {
    if matches!(place, Some(Place::ByPost)) { Err(NotWaiting::ByPost) } else { Ok(()) }
}

/// Since when a result waits; none while there is none, or it was handed over.
#[must_use]
pub fn waits_since(dossier: &Dossier) -> Option<Instant> {
    let right = dossier.beside.corrections.last().and_then(|it| it.done_at);
    let open = dossier.state == State::Completed && dossier.beside.open_recall().is_none();
    right.or(dossier.closed_at).filter(|_| open)
}

/// Whether the citizen is reminded now: it lies at the counter or on the shelf for long, and nobody was reminded of it meanwhile.
#[must_use]
pub fn remind_now(dossier: &Dossier, terms: PickupTerms, now: Instant) -> bool {
    let (Some(_), Some(at)) = (waits_since(dossier), dossier.beside.result_at) else { return false };
    let last = dossier.beside.pickup.reminders.last().map_or(at.since, |it| it.at.max(at.since));
    matches!(at.place, Place::AtCounter | Place::OnShelf)
        && dossier.beside.pickup.archive_proposed.is_none()
        && last.plus_seconds(terms.remind_days * DAY) <= now
}

/// Whether the archive is proposed now: nobody came for months, and the post does not have it.
#[must_use]
pub fn propose_archive_now(dossier: &Dossier, terms: PickupTerms, now: Instant) -> bool {
    let pickup = &dossier.beside.pickup;
    let place = dossier.beside.result_at.map(|it| it.place);
    let over = waits_since(dossier).is_some_and(|since| months_after(since, terms.archive_months) <= now);
    over && pickup.archive_proposed.is_none() && not_by_post(place).is_ok()
}

/// Whether the archive may be confirmed.
///
/// # Errors
/// [`NotWaiting`] before it was proposed, while the post has the result, and a second time.
pub fn may_archive(dossier: &Dossier) -> Result<(), NotWaiting> {
    let place = dossier.beside.result_at.map(|it| it.place);
    not_by_post(place)?;
    match (place, dossier.beside.pickup.archive_proposed) {
        (Some(Place::InArchive), _) => Err(NotWaiting::ArchivedBefore),
        (_, None) => Err(NotWaiting::NotProposed),
        _ => Ok(()),
    }
}

/// The same time of day, this many months later.
fn months_after(since: Instant, months: i64) -> Instant {
    let local = since.local();
    local.checked_add(Span::new().months(months)).map_or(since, Instant::from_local)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Recall, Reminder, Result, ResultAt};
    use crate::rules::disclosure::tests::dossier;
    use jiff::civil::date;
    use proptest::prelude::*;

    fn day(days: i64) -> Instant {
        Instant::from_local(date(2026, 1, 1).at(8, 0, 0, 0)).plus_seconds(days * DAY)
    }

    /// A result that was decided on day 0 and lies at `place` since a day, with reminders on days.
    fn waiting(place: Option<Place>, since: i64, reminded: &[i64]) -> Dossier {
        let mut dossier = dossier(State::Completed, &[]);
        dossier.closed_at = Some(day(0));
        dossier.beside.result_at = place.map(|place| ResultAt { place, since: day(since) });
        let reminder = |at: &i64| Reminder { at: day(*at), by_itself: true, note: String::new() };
        dossier.beside.pickup.reminders = reminded.iter().map(reminder).collect();
        dossier
    }

    fn any_place() -> impl Strategy<Value = Option<Place>> {
        let all = [Place::OnItsWay, Place::AtCounter, Place::OnShelf, Place::ByPost, Place::InArchive];
        prop::option::of(prop::sample::select(all.to_vec()))
    }

    #[test]
    fn a_reminder_comes_after_the_days_and_again_after_as_many() {
        let terms = PickupTerms::default();
        let due =
            |reminded: &[i64], now| remind_now(&waiting(Some(Place::OnShelf), 2, reminded), terms, day(now));
        assert!(!due(&[], 16) && due(&[], 17), "15 days on the shelf");
        assert!(!due(&[10], 24) && due(&[10], 25), "15 days since somebody reminded");
        assert!(!remind_now(&waiting(Some(Place::ByPost), 2, &[]), terms, day(99)), "the post has it");
    }

    #[test]
    fn the_archive_is_proposed_after_six_months_and_confirmed_only_then() {
        let mut it = waiting(Some(Place::OnShelf), 0, &[]);
        let terms = PickupTerms::default();
        assert!(!propose_archive_now(&it, terms, day(180)) && propose_archive_now(&it, terms, day(181)));
        assert_eq!(may_archive(&it), Err(NotWaiting::NotProposed));
        it.beside.pickup.archive_proposed = Some(day(181));
        assert!(may_archive(&it).is_ok() && !propose_archive_now(&it, terms, day(999)));
        it.beside.result_at = Some(ResultAt { place: Place::ByPost, since: day(182) });
        assert_eq!(may_archive(&it), Err(NotWaiting::ByPost));
        it.beside.result_at = Some(ResultAt { place: Place::InArchive, since: day(183) });
        assert_eq!(may_archive(&it), Err(NotWaiting::ArchivedBefore));
    }

    #[test]
    fn boxes_and_tracking_numbers_are_kept_as_they_are_read_aloud() {
        assert_eq!(box_number("  a3-12 "), Ok("A3-12".to_owned()));
        assert_eq!(box_number("ngăn  2/5"), Ok("NGĂN 2/5".to_owned()));
        assert!(
            box_number("").is_err() && box_number("A<3>").is_err() && box_number(&"A".repeat(21)).is_err()
        );
        assert_eq!(tracking_number("em 123 456 789 vn"), Ok("EM123456789VN".to_owned()));
        assert!(tracking_number(" ").is_err() && tracking_number("mã-1").is_err());
    }

    #[test]
    fn months_end_on_a_day_that_exists() {
        let at = |day: jiff::civil::Date| Instant::from_local(day.at(9, 0, 0, 0));
        assert_eq!(months_after(at(date(2026, 8, 31)), 6), at(date(2027, 2, 28)));
        assert_eq!(months_after(at(date(2026, 1, 15)), 6), at(date(2026, 7, 15)));
    }

    proptest! {
        /// A box that is taken reads back as itself, whatever was typed.
        #[test]
        fn a_box_number_is_stable(text in ".{0,30}") {
            if let Ok(number) = box_number(&text) {
                prop_assert!(number.chars().count() <= BOX_LIMIT && number.trim() == number);
                prop_assert_eq!(box_number(&number), Ok(number));
            }
        }

        /// What is due today is due tomorrow too; nothing is due by itself of what was recalled or handed over.
        #[test]
        fn what_is_due_stays_due_until_somebody_acts(
            place in any_place(), since in 0_i64..50, reminded in prop::collection::vec(0_i64..300, 0..3),
            now in 0_i64..400, later in 0_i64..50,
        ) {
            let terms = PickupTerms::default();
            let mut it = waiting(place, since, &reminded);
            let owed = |it: &Dossier, now| (remind_now(it, terms, day(now)), propose_archive_now(it, terms, day(now)));
            let (today, after) = (owed(&it, now), owed(&it, now + later));
            prop_assert!(today.0 <= after.0 && today.1 <= after.1);
            let result = Result {
                code: String::new(), name: String::new(), number: String::new(), date: date(2026, 1, 1), granted: true, reason: String::new(),
            };
            let recall = Recall {
                at: day(now), reason: String::new(), citation: String::new(), result, handed: None, bring_back: String::new(),
                relied_on: Vec::new(), fault: None, reissue_began: None, replaced_by: None,
            };
            it.beside.recalls.push(recall);
            prop_assert_eq!(owed(&it, now), (false, false));
            it.beside.recalls.clear();
            it.state = State::Returned;
            prop_assert_eq!(owed(&it, now), (false, false));
        }

        /// The longer the term, the later something is done by itself.
        #[test]
        fn a_longer_term_is_never_over_earlier(days in 0_i32..4000, months in 0_i64..60) {
            let since = Instant::from_local(date(2026, 1, 1).saturating_add(Span::new().days(days)).at(8, 0, 0, 0));
            prop_assert!(months_after(since, months) <= months_after(since, months + 1));
        }
    }
}
