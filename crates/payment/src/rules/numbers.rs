//! The numbers of a book: a range that no other book of the same series has.

use base::FieldError;

use crate::model::Book;

/// The largest number: seven digits (NĐ 123/2020/NĐ-CP).
const LARGEST: i64 = 9_999_999;
/// The most numbers of one book.
const MOST: i64 = 100_000;

/// What is wrong with a range.
pub(crate) fn range(first: i64, last: i64) -> Option<FieldError> {
    if !(1..=LARGEST).contains(&first) {
        return Some(FieldError::new("first", "Số đầu là số nguyên từ 1 đến 9.999.999."));
    }
    if last < first || last > LARGEST {
        return Some(FieldError::new("last", "Số cuối không nhỏ hơn số đầu và không quá 9.999.999."));
    }
    let too_long = last - first >= MOST;
    too_long.then(|| FieldError::new("last", "Một quyển có tối đa 100.000 số. Xin chia thành nhiều quyển."))
}

/// The book of the same template and series whose numbers a new one would give again.
pub(crate) fn overlap<'a>(books: &'a [Book], new: (&str, &str), first: i64, last: i64) -> Option<&'a Book> {
    let same = |book: &&Book| (book.template.as_str(), book.series.as_str()) == new;
    books.iter().filter(same).find(|book| first <= book.last && book.first <= last)
}

#[cfg(test)]
mod tests {
    use base::Instant;
    use base::id::{UnitId, Uuid};
    use proptest::prelude::*;

    use super::*;
    use crate::model::BookId;

    fn book(first: i64, last: i64) -> Book {
        Book {
            id: BookId::from_uuid(Uuid::nil()),
            root: UnitId::from_uuid(Uuid::nil()),
            template: "01BLP0-001".to_owned(),
            series: "AA-26P".to_owned(),
            first,
            last,
            next: first,
            holder: None,
            registered_at: Instant::from_micros(0),
            closed_at: None,
        }
    }

    proptest! {
        /// Two books of one series overlap exactly when they have a number in common.
        #[test]
        fn books_share_no_number(a in 1_i64..60, b in 0_i64..40, c in 1_i64..60, d in 0_i64..40) {
            let known = [book(a, a + b)];
            let shares = (c..=c + d).any(|number| (a..=a + b).contains(&number));
            prop_assert_eq!(overlap(&known, ("01BLP0-001", "AA-26P"), c, c + d).is_some(), shares);
            prop_assert!(overlap(&known, ("01BLP0-001", "AB-26P"), c, c + d).is_none());
        }
    }

    #[test]
    fn a_range_is_of_seven_digits_and_not_endless() {
        assert_eq!(range(1, 50), None);
        let wrong = |first, last| range(first, last).map(|error| error.field);
        assert_eq!(wrong(0, 50).as_deref(), Some("first"));
        assert_eq!(wrong(51, 50).as_deref(), Some("last"));
        assert_eq!(wrong(1, 10_000_000).as_deref(), Some("last"));
        assert_eq!(wrong(1, 100_001).as_deref(), Some("last"));
        assert_eq!(range(1, 100_000), None);
    }
}
