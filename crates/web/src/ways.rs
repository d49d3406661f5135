//! The navigation of a page: as many ways in sight as a line holds, the others behind one word, and what is the person's own beside
//! the name.

use crate::module::Nav;

/// How many ways stay in sight, in their order.
const SHOWN: usize = 6;

/// The ways of one person on one page.
pub(crate) struct Ways<'a> {
    /// In sight: the first ones, and the one that leads to where the person is.
    pub(crate) shown: Vec<&'a Nav>,
    /// The others.
    pub(crate) rest: Vec<&'a Nav>,
    /// What is the person's own.
    pub(crate) own: Vec<&'a Nav>,
    /// The address of the way that leads to where the person is.
    here: Option<&'a str>,
}

impl<'a> Ways<'a> {
    /// Divides all ways of a person who is at `path`. Nothing goes behind a word that could stand in its place.
    pub(crate) fn divide(all: impl Iterator<Item = &'a Nav>, path: &str) -> Self {
        let (own, ways): (Vec<&Nav>, Vec<&Nav>) = all.partition(|way| way.is_own());
        let leading = ways.iter().chain(&own).map(|way| way.path).filter(|way| leads(way, path));
        let here = leading.max_by_key(|way| way.len());
        let in_sight = |(place, way): &(usize, &Nav)| *place < SHOWN || here == Some(way.path);
        let (shown, rest): (Vec<_>, Vec<_>) = ways.iter().copied().enumerate().partition(in_sight);
        let bare = |ways: Vec<(usize, &'a Nav)>| ways.into_iter().map(|(_, way)| way).collect();
        let (shown, rest) = if rest.len() == 1 { (ways, Vec::new()) } else { (bare(shown), bare(rest)) };
        Self { shown, rest, own, here }
    }

    /// Whether a way leads to where the person is, nearer than every other.
    pub(crate) fn current(&self, way: &Nav) -> bool {
        self.here == Some(way.path)
    }
}

/// Whether the page at `path` is that of a way, or lies below it.
fn leads(way: &str, path: &str) -> bool {
    path.strip_prefix(way).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::module::Audience;

    const PATHS: [&str; 10] = ["/a", "/b", "/c", "/d", "/e", "/f", "/g", "/h", "/h/i", "/own"];

    fn ways(count: usize) -> Vec<Nav> {
        let way = |(place, path): (usize, &&'static str)| Nav {
            label: "",
            english: "",
            path,
            audience: Audience::Staff,
            order: if *path == "/own" { Nav::OWN } else { u16::try_from(place).unwrap_or(0) },
        };
        PATHS.iter().enumerate().take(count).map(way).collect()
    }

    fn paths(ways: &[&Nav]) -> Vec<&'static str> {
        ways.iter().map(|way| way.path).collect()
    }

    #[test]
    fn where_somebody_is_stays_in_sight() {
        let all = ways(10);
        let home = Ways::divide(all.iter(), "/");
        assert_eq!(paths(&home.shown), ["/a", "/b", "/c", "/d", "/e", "/f"]);
        assert_eq!(paths(&home.rest), ["/g", "/h", "/h/i"]);
        assert_eq!(paths(&home.own), ["/own"]);
        let below = Ways::divide(all.iter(), "/h/i/5");
        assert_eq!(paths(&below.shown).last(), Some(&"/h/i"));
        assert!(below.current(&all[8]) && !below.current(&all[7]));
        assert_eq!(paths(&Ways::divide(ways(7).iter(), "/").rest), Vec::<&str>::new());
    }

    proptest! {
        #[test]
        fn no_way_is_lost_and_none_stands_twice(count in 0_usize..10, path in "/[a-i]{0,2}(/i)?") {
            let all = ways(count);
            let divided = Ways::divide(all.iter(), &path);
            let mut seen = paths(&[divided.shown.clone(), divided.rest.clone(), divided.own.clone()].concat());
            seen.sort_unstable();
            let mut known: Vec<_> = all.iter().map(|way| way.path).collect();
            known.sort_unstable();
            prop_assert_eq!(seen, known);
            prop_assert_ne!(divided.rest.len(), 1);
            prop_assert!(all.iter().filter(|way| divided.current(way)).count() <= 1);
        }
    }
}
