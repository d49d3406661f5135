//! Dossiers by the words of the applicant's name. Each word is a row in every scope under which the dossier is looked for;
//! within a word the newest comes first. What one call looks at is bounded: where it stopped, the next one goes on.

use base::id::{DossierId, UnitId};
use db::{Query, Tx, Value, params};

use crate::model::{Dossier, words_of};

/// The most rows of the words that begin alike that a call looks at: some ten milliseconds. Few in a test, so that it comes to it.
const LOOKED_AT: i64 = if cfg!(test) { 40 } else { 20_000 };
/// How many of the newest rows of a word say how common it is.
const SAMPLE: i64 = 256;
/// Ten years in milliseconds: longer than any word's sample reaches back.
const YEARS: f64 = 10.0 * 365.0 * 86_400_000.0;
/// The words beside the first that the database compares.
const OTHERS: usize = 6;

db::statements! {
    /// One word of a name.
    INSERT = "INSERT INTO dossier_word (scope, word, dossier, name) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING";
    /// A word of a name that a dossier bears no more.
    DELETE = "DELETE FROM dossier_word WHERE scope = $1 AND word = $2 AND dossier = $3";
    /// The words of a scope that begin so, each once, by steps from one to the next.
    BEGINNING = "WITH RECURSIVE found (word) AS (
            SELECT (SELECT MIN(w.word) FROM dossier_word w WHERE w.scope = $1 AND w.word >= $2)
            UNION ALL
            SELECT (SELECT MIN(w.word) FROM dossier_word w WHERE w.scope = $1 AND w.word > found.word)
            FROM found WHERE found.word LIKE $3)
        SELECT word FROM found WHERE word LIKE $3";
    /// The newest dossiers with a word whose names hold the others, out of so many rows.
    NEWEST = "SELECT dossier FROM (SELECT dossier, name FROM dossier_word WHERE scope = $1 AND word = $2 AND dossier < $3
            ORDER BY dossier DESC LIMIT $4) AS looked_at
        WHERE name LIKE $6 AND name LIKE $7 AND name LIKE $8 AND name LIKE $9 AND name LIKE $10 AND name LIKE $11
        ORDER BY dossier DESC LIMIT $5";
    /// How many rows that were, and the last of them.
    STOPPED = "SELECT COUNT(*), MIN(dossier) FROM (SELECT dossier FROM dossier_word WHERE scope = $1 AND word = $2 AND dossier < $3
            ORDER BY dossier DESC LIMIT $4) AS looked_at";
    /// Dossiers written before there were words.
    WITHOUT = "SELECT id, root, competent_unit, applicant_name FROM dossier WHERE top IS NULL ORDER BY id LIMIT $1";
    /// What such a dossier lacks.
    COMPLETE = "UPDATE dossier SET top = $2, applicant_search = $3 WHERE id = $1";
}

/// After every identifier in every collation: their first character is a hexadecimal digit.
pub(super) const LAST: &str = "g";

/// The text of a name that a search compares with: its words, a space before each.
pub(crate) fn text_of(name: &str) -> String {
    words_of(name).iter().flat_map(|word| [" ", word.as_str()]).collect()
}

/// The rows of a name: scope, word, dossier, name.
pub(crate) fn rows(id: DossierId, scopes: &[UnitId], name: &str) -> Vec<Vec<Value>> {
    let (text, words) = (text_of(name), distinct(name));
    let row = |scope: &UnitId, word: &String| params![*scope, word.as_str(), id, text.as_str()].to_vec();
    scopes.iter().flat_map(|scope| words.iter().map(move |word| row(scope, word))).collect()
}

/// The words of a name, each once.
pub(crate) fn distinct(name: &str) -> Vec<String> {
    let mut words = words_of(name);
    words.sort_unstable();
    words.dedup();
    words
}

/// Under which units a dossier is looked for, each once.
pub(crate) fn scopes_of(root: UnitId, competent: UnitId, top: Option<UnitId>) -> Vec<UnitId> {
    let mut scopes: Vec<_> = [Some(root), Some(competent), top].into_iter().flatten().collect();
    scopes.sort_unstable();
    scopes.dedup();
    scopes
}

/// The names of a dossier as one text.
pub(crate) fn names(dossier: &Dossier) -> String {
    dossier.applicant.names_to_search().join(" ")
}

/// Writes the words of a new dossier. Whoever changes its name or its bodies writes them anew.
pub(crate) fn insert(tx: &mut Tx, dossier: &Dossier) -> Result<(), db::Error> {
    let scopes = scopes_of(dossier.root, dossier.competent, dossier.top);
    tx.batch(&INSERT, &rows(dossier.id, &scopes, &names(dossier))).map(drop)
}

/// Takes the words of a dossier away, as they were written for it.
pub(crate) fn remove(tx: &mut Tx, dossier: &Dossier) -> Result<(), db::Error> {
    let scopes = scopes_of(dossier.root, dossier.competent, dossier.top);
    let mut rows = rows(dossier.id, &scopes, &names(dossier));
    rows.iter_mut().for_each(|row| row.truncate(3));
    tx.batch(&DELETE, &rows).map(drop)
}

/// Takes rows of words away by their first three columns, and writes others.
pub(crate) fn exchange(tx: &mut Tx, gone: &[Vec<Value>], come: &[Vec<Value>]) -> Result<(), db::Error> {
    if !gone.is_empty() {
        tx.batch(&DELETE, gone)?;
    }
    if !come.is_empty() {
        tx.batch(&INSERT, come)?;
    }
    Ok(())
}

/// Dossiers found, and from where a further call goes on.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Found {
    /// The newest first.
    pub(crate) ids: Vec<DossierId>,
    /// Where the looking stopped; none when all was looked at.
    pub(crate) next: Option<DossierId>,
}

/// The newest dossiers of these scopes before `before`, at most `limit`, in whose names each of these words begins a word.
pub(crate) fn newest(
    q: &mut impl Query,
    scopes: &[UnitId],
    words: &[String],
    before: Option<DossierId>,
    limit: usize,
) -> Result<Found, db::Error> {
    let mut parts = Vec::new();
    for scope in scopes {
        parts.extend(in_scope(q, *scope, words, before, limit + 1)?);
    }
    Ok(merge(parts, limit))
}

/// One list of several. What lies below the place where any of them stopped is left for the next call.
fn merge(parts: Vec<Found>, limit: usize) -> Found {
    let stopped = parts.iter().filter_map(|part| part.next).max();
    let mut ids: Vec<_> = parts.into_iter().flat_map(|part| part.ids).collect();
    ids.retain(|id| stopped.is_none_or(|at| *id >= at));
    ids.sort_unstable_by(|a, b| b.cmp(a));
    ids.dedup();
    if ids.len() > limit {
        ids.truncate(limit);
        return Found { next: ids.last().copied(), ids };
    }
    Found { ids, next: stopped }
}

/// What one scope has: one part for each word of it that the rarest of the asked words begins.
fn in_scope(
    q: &mut impl Query,
    scope: UnitId,
    words: &[String],
    before: Option<DossierId>,
    limit: usize,
) -> Result<Vec<Found>, db::Error> {
    let mut asked = Vec::new();
    for word in words {
        let begun = beginning(q, scope, word)?;
        if begun.is_empty() {
            return Ok(Vec::new());
        }
        asked.push((word, begun));
    }
    let rarest = rarest(q, scope, &asked)?;
    let mut others: Vec<&String> =
        asked.iter().enumerate().filter(|(at, _)| *at != rarest).map(|(_, (word, _))| *word).collect();
    others.sort_by_key(|word| std::cmp::Reverse(word.len()));
    let begun = asked.get(rarest).map_or(&[][..], |(_, begun)| begun);
    let parts = begun.iter().map(|word| with_word(q, scope, word, &others, before, (limit, begun.len())));
    parts.collect()
}

/// The newest dossiers with this word, and where looking stopped.
fn with_word(
    q: &mut impl Query,
    scope: UnitId,
    word: &str,
    others: &[&String],
    before: Option<DossierId>,
    (limit, lists): (usize, usize),
) -> Result<Found, db::Error> {
    let limit = i64::try_from(limit).unwrap_or(i64::MAX);
    let lists = i64::try_from(lists).unwrap_or(i64::MAX).max(1);
    let most = if others.is_empty() { limit } else { (LOOKED_AT / lists).max(limit) };
    let before = before.map_or_else(|| LAST.to_owned(), |id| id.to_string());
    let mut values = params![scope, word, before, most, limit].to_vec();
    let pattern = |at: usize| others.get(at).map_or_else(|| "%".to_owned(), |word| format!("% {word}%"));
    values.extend((0..OTHERS).map(|at| Value::Text(pattern(at))));
    let found = q.all(&NEWEST, &values)?;
    let ids: Vec<DossierId> = found.iter().map(|row| row.get(0)).collect::<Result<_, _>>()?;
    if i64::try_from(ids.len()).unwrap_or(i64::MAX) >= limit {
        return Ok(Found { next: ids.last().copied(), ids });
    }
    if others.is_empty() {
        return Ok(Found { ids, next: None });
    }
    let row = q.one(&STOPPED, params![scope, word, before, most])?;
    Ok(Found { ids, next: if row.get::<i64>(0)? < most { None } else { row.get(1)? } })
}

/// The words of a scope that begin with this one.
fn beginning(q: &mut impl Query, scope: UnitId, word: &str) -> Result<Vec<String>, db::Error> {
    let rows = q.all(&BEGINNING, params![scope, word, format!("{word}%")])?;
    rows.iter().map(|row| Ok(row.get(0)?)).collect()
}

/// Which of the asked words begins the fewest names lately. Identifiers tell time, so how far back a few hundred rows of a word
/// reach says how common it is.
fn rarest(q: &mut impl Query, scope: UnitId, asked: &[(&String, Vec<String>)]) -> Result<usize, db::Error> {
    if asked.len() < 2 {
        return Ok(0);
    }
    let mut samples = Vec::new();
    for (at, (_, begun)) in asked.iter().enumerate() {
        for word in begun {
            let row = q.one(&STOPPED, params![scope, word.as_str(), LAST, SAMPLE])?;
            let (count, last): (i64, Option<DossierId>) = (row.get(0)?, row.get(1)?);
            samples.push((at, count, last.map_or(0, milliseconds)));
        }
    }
    let newest = samples.iter().map(|(_, _, back)| *back).max().unwrap_or(0);
    let mut rows = vec![0.0; asked.len()];
    for (at, count, back) in samples {
        let whole = if count < SAMPLE { 1.0 } else { YEARS / ((newest - back) as f64 + 1.0) };
        if let Some(sum) = rows.get_mut(at) {
            *sum += count as f64 * whole;
        }
    }
    let order = rows.iter().enumerate().min_by(|a, b| a.1.total_cmp(b.1));
    Ok(order.map_or(0, |(at, _)| at))
}

/// The moment in an identifier of version 7: its first 48 bits.
fn milliseconds(id: DossierId) -> i64 {
    i64::try_from(id.uuid().as_u128() >> 80).unwrap_or(0)
}

/// Dossiers without words, at most `limit`: identifier, the body that keeps, the body that decides, name.
pub(crate) fn without(
    q: &mut impl Query,
    limit: i64,
) -> Result<Vec<(DossierId, UnitId, UnitId, String)>, db::Error> {
    let rows = q.all(&WITHOUT, params![limit])?;
    rows.iter().map(|row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?))).collect()
}

/// Gives a dossier of before what a new one has.
pub(crate) fn complete(
    tx: &mut Tx,
    id: DossierId,
    scopes: &[UnitId],
    top: UnitId,
    name: &str,
) -> Result<(), db::Error> {
    tx.batch(&INSERT, &rows(id, scopes, name))?;
    tx.exec(&COMPLETE, params![id, top, text_of(name)]).map(drop)
}
