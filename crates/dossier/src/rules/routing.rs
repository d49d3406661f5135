//! Which body is competent: the procedure version says what kind of body decides, the place in the form says which of them. Where the
//! place does not decide, the person chooses (NĐ 118/2025/NĐ-CP: the three bodies of a dossier received off territory).

use base::fold;
use organisation::Unit;

/// Words that say what kind of place follows, folded; the longest first.
const KINDS: [&str; 6] = ["thanh pho", "dac khu", "thi tran", "phuong", "tinh", "xa"];

/// The one body among those that decide which is named after `place`; none when no body or more than one is.
#[must_use]
pub fn body_of_place<'a>(place: &str, bodies: &'a [Unit]) -> Option<&'a Unit> {
    let place = fold(place);
    let (kind, wanted) = split(&place);
    if wanted.is_empty() {
        return None;
    }
    let named = |unit: &&Unit| {
        let name = fold(unit.name.as_str());
        let (its, proper) = last_place(&name);
        proper == wanted && (kind.is_none() || its.is_none() || kind == its)
    };
    let mut found = bodies.iter().filter(named);
    found.next().filter(|_| found.next().is_none())
}

/// The kind a place begins with, and the rest of it; `phuong viet tri, tinh phu tho` ends at the comma.
fn split(place: &str) -> (Option<&'static str>, &str) {
    let place = place.split(',').next().unwrap_or_default().trim();
    for kind in KINDS {
        if let Some(rest) = place.strip_prefix(kind).and_then(|rest| rest.strip_prefix(' ')) {
            return (Some(kind), rest.trim());
        }
    }
    (None, place)
}

/// The last place a body is named after: `uy ban nhan dan phuong viet tri` is of the phường `viet tri`.
fn last_place(name: &str) -> (Option<&'static str>, &str) {
    let at = KINDS.iter().filter_map(|kind| {
        let place = name.rfind(&format!(" {kind} "))?;
        Some((place + kind.len() + 2, *kind))
    });
    match at.max() {
        Some((at, kind)) => (Some(kind), name[at..].trim()),
        None => (None, name),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use base::id::{UnitId, Uuid};
    use organisation::{Period, UnitKind};
    use proptest::prelude::*;

    fn unit(n: u128, name: &str) -> Unit {
        Unit {
            id: UnitId::from_uuid(Uuid::from_u128(n)),
            root: UnitId::from_uuid(Uuid::from_u128(n)),
            top: UnitId::from_uuid(Uuid::from_u128(99)),
            parent: None,
            kind: UnitKind::Commune,
            name: name.parse().expect("a name"),
            code: None,
            duty: None,
            area: None,
            period: Period { from: jiff::civil::date(2025, 7, 1), until: None },
        }
    }

    fn bodies() -> Vec<Unit> {
        [
            "Ủy ban nhân dân phường Việt Trì",
            "Ủy ban nhân dân xã Tam Nông",
            "Ủy ban nhân dân xã Tân Sơn",
            "Công an tỉnh Phú Thọ",
            "Ủy ban nhân dân xã Thanh Ba",
            "Ủy ban nhân dân phường Thanh Ba",
        ]
        .iter()
        .zip(1..)
        .map(|(name, n)| unit(n, name))
        .collect()
    }

    #[test]
    fn a_place_leads_to_the_one_body_named_after_it() {
        let bodies = bodies();
        let found = |place: &str| body_of_place(place, &bodies).map(|unit| unit.name.as_str());
        for place in
            ["Phường Việt Trì", "việt trì", "PHƯỜNG VIỆT TRÌ ", "phường Việt Trì, tỉnh Phú Thọ", "Viet Tri"]
        {
            assert_eq!(found(place), Some("Ủy ban nhân dân phường Việt Trì"), "{place}");
        }
        assert_eq!(found("Phú Thọ"), Some("Công an tỉnh Phú Thọ"));
        assert_eq!(found("xã Thanh Ba"), Some("Ủy ban nhân dân xã Thanh Ba"));
        for place in ["", "Sơn", "Thanh Ba", "xã Việt Trì", "Xã Không Có"] {
            assert_eq!(found(place), None, "{place}");
        }
    }

    proptest! {
        /// Whatever is typed, at most one body is found, and it bears the words.
        #[test]
        fn no_body_is_guessed(place in "\\PC{0,40}") {
            let bodies = bodies();
            if let Some(found) = body_of_place(&place, &bodies) {
                let (_, words) = (0, fold(&place));
                let (_, wanted) = split(&words);
                prop_assert!(fold(found.name.as_str()).ends_with(wanted));
            }
        }
    }
}
