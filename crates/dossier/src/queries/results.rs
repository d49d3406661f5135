//! The results that wait for their citizens at the one-stop units of the asker: where each is, in which box, since when, reminded when.

use base::{Ctx, Instant};
use db::Query;

use crate::error::Error;
use crate::model::{Place, words_of};
use crate::permissions;
use crate::rules::PickupTerms;
use crate::store::pickup::{self, Waits, Which};

/// The most lines of a page.
const AT_ONCE: usize = 50;
/// A pattern that nothing fits.
const NOTHING: &str = "\u{1}";

/// Which of them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Shown {
    /// All, what was promised first first.
    #[default]
    All,
    /// In one place.
    At(Place),
    /// Proposed for the archive.
    Proposed,
    /// On the shelf, box by box.
    ByShelf,
}

/// After which line a page begins: the moment or box, and the dossier.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AfterResult {
    /// By the moment that was promised.
    pub due: Option<Instant>,
    /// By the box.
    pub shelf: String,
    /// The dossier.
    pub dossier: String,
}

/// A page of results that wait.
#[derive(Clone, Debug, Default)]
pub struct WaitingResults {
    /// Its lines.
    pub lines: Vec<Waits>,
    /// Whether there are more.
    pub more: bool,
}

/// One page, narrowed by words: of a name, or a part of a number or box.
///
/// # Errors
/// [`Error::Denied`] for people who keep no results.
pub fn waiting_results(
    q: &mut impl Query,
    ctx: &Ctx,
    shown: Shown,
    words: &str,
    after: &AfterResult,
) -> Result<WaitingResults, Error> {
    let authority = ctx.authorise(&permissions::KEEP_RESULT)?;
    let roots = authority.roots();
    let which = which(shown, words);
    let limit = i64::try_from(AT_ONCE + 1).unwrap_or(i64::MAX);
    let mut lines = Vec::new();
    for root in roots {
        let found = if shown == Shown::ByShelf {
            pickup::by_shelf(q, root, &which, (&after.shelf, &after.dossier), limit)?
        } else {
            let due = after.due.unwrap_or(Instant::from_micros(0));
            pickup::waiting(q, root, &which, (due, after.dossier.clone()), limit)?
        };
        lines.extend(found);
    }
    if shown == Shown::ByShelf {
        lines.sort_by(|a, b| (&a.shelf, a.dossier).cmp(&(&b.shelf, b.dossier)));
    } else {
        lines.sort_by_key(|line| (line.due, line.dossier));
    }
    let more = lines.len() > AT_ONCE;
    lines.truncate(AT_ONCE);
    Ok(WaitingResults { lines, more })
}

/// After how long something is done by itself about the results of a body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BodyTerms {
    /// The body.
    pub body: base::id::UnitId,
    /// Its name.
    pub name: String,
    /// The terms that hold.
    pub terms: PickupTerms,
}

/// The terms of the bodies that the asker leads.
///
/// # Errors
/// [`Error::Denied`] for everybody but leaders.
pub fn pickup_terms(q: &mut impl Query, ctx: &Ctx) -> Result<Vec<BodyTerms>, Error> {
    let authority = ctx.authorise(&permissions::SET_PICKUP_TERMS)?;
    let mut out = Vec::new();
    for body in authority.roots() {
        let name = super::parts::name(q, body, ctx.now.date())?;
        out.push(BodyTerms { body, name, terms: pickup::terms(q, body)? });
    }
    Ok(out)
}

/// What the list of the desk says of a result: the box in which it lies, or that it is recalled; empty of every other.
pub(crate) fn said_of_result(q: &mut impl Query, id: base::id::DossierId) -> Result<String, Error> {
    Ok(match pickup::place(q, id)? {
        Some((_, shelf)) if !shelf.is_empty() => format!("ngăn {shelf}"),
        Some((place, _)) if place == "recalled" => "kết quả đã thu hồi".to_owned(),
        _ => String::new(),
    })
}

/// What the words ask for: with a digit part of a number or box, else the beginnings of words of a name.
fn which(shown: Shown, words: &str) -> Which {
    let mut which = Which {
        words: std::array::from_fn(|_| "%".to_owned()),
        code: NOTHING.to_owned(),
        place: if let Shown::At(place) = shown { Some(place) } else { None },
        proposed: shown == Shown::Proposed,
    };
    if words.chars().any(|letter| letter.is_ascii_digit()) {
        let plain = words.trim().to_uppercase().replace(['%', '_', '\\'], "");
        which.code = format!("%{plain}%");
        NOTHING.clone_into(&mut which.words[0]);
        return which;
    }
    let mut names = words_of(words);
    names.sort_by_key(|word| std::cmp::Reverse(word.len()));
    for (pattern, word) in which.words.iter_mut().zip(names) {
        *pattern = format!("% {word}%");
    }
    which
}
