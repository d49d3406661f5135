//! Paging by key: a page is the rows after a key, so it stays right while rows come and go; counts stop at a cap.

use std::fmt;

/// From where a page begins: the key of the last row seen, and in which direction. Travels in addresses as text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cursor {
    /// The values of the sort columns of that row, the unique one last.
    pub key: Vec<String>,
    /// The rows before the key are wanted, not those after it; the store then sorts the other way round.
    pub backwards: bool,
}

impl Cursor {
    /// Reads what [`Cursor::encode`] wrote; anything else, also a forged one of other length, is no cursor.
    #[must_use]
    pub fn parse(text: &str, columns: usize) -> Option<Self> {
        let (way, key) = text.split_at_checked(1)?;
        let key: Vec<String> = serde_json::from_slice(&hex::decode(key).ok()?).ok()?;
        let sound = key.len() == columns && !key.iter().any(|value| value.contains('\0'));
        (sound && ["s", "t"].contains(&way)).then_some(Self { key, backwards: way == "t" })
    }

    /// As text for an address.
    #[must_use]
    pub fn encode(&self) -> String {
        let way = if self.backwards { 't' } else { 's' };
        format!("{way}{}", hex::encode(serde_json::to_vec(&self.key).unwrap_or_default()))
    }
}

/// The links to the neighbouring pages.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pager {
    /// The address of the page before, if there is one.
    pub previous: Option<String>,
    /// The address of the page after, if there is one.
    pub next: Option<String>,
}

impl Pager {
    /// Cuts `rows`, fetched with a limit of `size + 1` in the direction of `cursor`, down to the page in reading order, and
    /// links its neighbours. `address` is the list with its filters (`/can-bo?hang=cua-toi`); the cursor is added as `trang`.
    pub fn cut<T>(
        rows: Vec<T>,
        size: usize,
        cursor: Option<&Cursor>,
        address: &str,
        key: impl Fn(&T) -> Vec<String>,
    ) -> (Vec<T>, Self) {
        let mut rows = rows;
        let more = rows.len() > size;
        rows.truncate(size);
        let backwards = cursor.is_some_and(|cursor| cursor.backwards);
        if backwards {
            rows.reverse();
        }
        let link = |row: Option<&T>, backwards| {
            let joint = if address.contains('?') { '&' } else { '?' };
            row.map(|row| format!("{address}{joint}trang={}", Cursor { key: key(row), backwards }.encode()))
        };
        let (before, after) = if backwards { (more, true) } else { (cursor.is_some(), more) };
        let previous = before.then(|| link(rows.first(), true)).flatten();
        let next = after.then(|| link(rows.last(), false)).flatten();
        (rows, Self { previous, next })
    }
}

/// How many there are, counted up to a cap: the statement counts `LIMIT cap + 1` rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Count {
    /// The rows counted, at most the cap and one.
    pub counted: i64,
    /// Where counting stops.
    pub cap: i64,
}

impl Count {
    /// The usual cap.
    pub const CAP: i64 = 10_000;

    /// `counted` rows under the usual cap.
    #[must_use]
    pub const fn new(counted: i64) -> Self {
        Self { counted, cap: Self::CAP }
    }
}

impl fmt::Display for Count {
    /// `34`, `1.250`, `10.000+`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let shown = self.counted.clamp(0, self.cap);
        if shown >= 1000 {
            write!(f, "{}.{:03}", shown / 1000, shown % 1000)?;
        } else {
            write!(f, "{shown}")?;
        }
        if self.counted > self.cap { f.write_str("+") } else { Ok(()) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn page(from: i64, cursor: Option<&Cursor>) -> (Vec<i64>, Pager) {
        // A list of 1 to 7, three to a page, as a store would read it.
        let rows: Vec<i64> = match cursor {
            Some(cursor) if cursor.backwards => (1..from).rev().take(4).collect(),
            Some(_) => (from + 1..=7).take(4).collect(),
            None => (1..=7).take(4).collect(),
        };
        Pager::cut(rows, 3, cursor, "/ds?x=1", |row| vec![row.to_string()])
    }

    fn follow(link: &str) -> (Vec<i64>, Pager) {
        let cursor = Cursor::parse(link.split("trang=").nth(1).expect("a cursor"), 1).expect("sound");
        page(cursor.key[0].parse().expect("a number"), Some(&cursor))
    }

    #[test]
    fn forwards_to_the_end_and_back_to_the_start() {
        let (rows, pager) = page(0, None);
        assert_eq!((rows, pager.previous), (vec![1, 2, 3], None));
        let (rows, pager) = follow(&pager.next.expect("a second page"));
        assert_eq!(rows, [4, 5, 6]);
        let (rows, last) = follow(&pager.next.expect("a third page"));
        assert_eq!((rows, last.next), (vec![7], None));
        let (rows, pager) = follow(&last.previous.expect("back"));
        assert_eq!(rows, [4, 5, 6]);
        let (rows, first) = follow(&pager.previous.expect("back again"));
        assert_eq!((rows, first.previous), (vec![1, 2, 3], None));
        assert!(first.next.expect("forwards again").starts_with("/ds?x=1&trang=s"));
    }

    #[test]
    fn counts_stop_at_the_cap() {
        let said: Vec<String> = [0, 34, 1250, 10_000, 10_001].map(|n| Count::new(n).to_string()).into();
        assert_eq!(said, ["0", "34", "1.250", "10.000", "10.000+"]);
    }

    proptest! {
        #[test]
        fn a_cursor_reads_back(key in proptest::collection::vec("[^\0]{0,12}", 1..4), backwards: bool) {
            let cursor = Cursor { key, backwards };
            prop_assert_eq!(Cursor::parse(&cursor.encode(), cursor.key.len()), Some(cursor.clone()));
            prop_assert_eq!(Cursor::parse(&cursor.encode(), cursor.key.len() + 1), None);
        }

        #[test]
        fn garbage_is_no_cursor(text in "\\PC{0,30}") {
            prop_assert_eq!(Cursor::parse(&text, 1), None);
        }
    }
}
