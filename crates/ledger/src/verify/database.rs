//! Verifying the database, page by page, while people work: each page is one snapshot, and what is appended
//! meanwhile is checked or left for the next time, never taken for a fault.

use db::Db;

use crate::Error;
use crate::sign::SignedRoot;
use crate::store::{check, order};
use crate::verify::chain::{Chain, Link};
use crate::verify::report::Wrong;
use crate::verify::walk::Walk;
use crate::verify::{Finding, Report, Trust};

/// Rows of one page: well under a second of a reader.
const PAGE: i64 = 4000;

/// Verifies everything: each event against its hash and its stream, each place and root, the heads, and the
/// signatures of the table and of `trust`. Streams and places are read side by side, and the next page while one is checked.
///
/// # Errors
/// Those of the database; what is wrong with the ledger stands in the report.
pub async fn verify(db: &Db, trust: &Trust) -> Result<Report, Error> {
    let (by_stream, by_head, by_place) = tokio::join!(streams(db), heads(db), places(db, trust));
    let mut report = by_stream?;
    report.add(by_head?);
    report.add(by_place?);
    report.pending = u64::try_from(db.read(order::count_waiting).await?).unwrap_or(0);
    Ok(report)
}

/// A page that is being read meanwhile.
struct Ahead<T>(tokio::task::JoinHandle<Result<T, Error>>);

impl<T: Send + 'static> Ahead<T> {
    fn read(db: &Db, page: impl FnOnce(&mut db::Read) -> Result<T, Error> + Send + 'static) -> Self {
        let db = db.clone();
        Self(tokio::spawn(async move { db.read(page).await }))
    }

    async fn page(self) -> Result<T, Error> {
        self.0.await.unwrap_or_else(|_| Err(db::Error::Closed.into()))
    }
}

/// A page of events, and which of them neither have a place nor wait for one.
type Events = (Vec<(Link, Option<i64>)>, Vec<(String, i64)>);

fn events_after(db: &Db, (stream, number): (String, i64)) -> Ahead<Events> {
    Ahead::read(db, move |rx| {
        let page = check::events(rx, (&stream, number), PAGE)?;
        let mut lost = Vec::new();
        for (link, _) in page.iter().filter(|(link, _)| link.position.is_none()) {
            if !check::is_waiting(rx, link)? {
                lost.push((link.stream.clone(), link.number));
            }
        }
        Ok((page, lost))
    })
}

/// Every event, stream by stream.
async fn streams(db: &Db) -> Result<Report, Error> {
    let mut report = Report::default();
    let mut at = (String::new(), 0);
    let (mut chain, mut head) = (Chain::default(), None);
    let mut ahead = events_after(db, at.clone());
    loop {
        let (page, lost) = ahead.page().await?;
        for (stream, number) in lost {
            report.find(Finding::Event { stream, number, what: Wrong::NeverPlaced });
        }
        let Some(last) = page.last().map(|(link, _)| (link.stream.clone(), link.number)) else {
            end(chain, &at.0, head, &mut report);
            return Ok(report);
        };
        ahead = events_after(db, last);
        for (link, its_head) in page {
            if link.stream != at.0 {
                end(std::mem::take(&mut chain), &at.0, head, &mut report);
            }
            chain.next(&link, &mut report);
            head = its_head;
            at = (link.stream, link.number);
        }
    }
}

fn end(chain: Chain, stream: &str, head: Option<i64>, report: &mut Report) {
    let last = chain.last();
    if last > 0 && head.is_none_or(|head| head < last) {
        report.find(Finding::Head { stream: stream.to_owned(), head, last });
    }
    chain.end(stream, report);
}

/// Every head: its last event must be there. (A head below its last event was found above.)
async fn heads(db: &Db) -> Result<Report, Error> {
    let mut report = Report::default();
    let mut at = String::new();
    loop {
        let after = at.clone();
        let page = db.read(move |rx| check::heads(rx, &after, PAGE)).await?;
        let Some(last) = page.last() else { return Ok(report) };
        at.clone_from(&last.stream);
        for head in page.into_iter().filter(|it| it.number > 0 && !it.there) {
            report.find(Finding::Event { stream: head.stream, number: head.number, what: Wrong::Missing });
        }
    }
}

/// Every place, root and signature.
async fn places(db: &Db, trust: &Trust) -> Result<Report, Error> {
    let mut report = Report::default();
    let read = db.read(|rx| {
        let signed = signatures(rx)?;
        Ok::<_, Error>((order::end(rx)?, check::last_place(rx)?, signed))
    });
    let (end, last, signed) = read.await?;
    let mut walk = Walk::new(trust, signed);
    let after = |from: i64| Ahead::read(db, move |rx| check::places(rx, from, last, PAGE));
    let mut ahead = after(walk.position);
    loop {
        let page = ahead.page().await?;
        let Some(position) = page.last().map(|place| place.position) else { break };
        ahead = after(position);
        page.into_iter().for_each(|place| walk.step(place, &mut report));
        // Streams are checked by the same task: let them have their turn.
        tokio::task::yield_now().await;
    }
    if end.position != walk.position || end.root != walk.root {
        report.find(Finding::End { recorded: end.position, last: walk.position });
    }
    walk.end(&mut report);
    Ok(report)
}

fn signatures(rx: &mut db::Read) -> Result<Vec<SignedRoot>, Error> {
    let mut all: Vec<SignedRoot> = Vec::new();
    loop {
        let (position, signer) = all.last().map_or((0, String::new()), |it| (it.position, it.signer.clone()));
        let page = order::signatures(rx, position, &signer, i64::MAX, PAGE)?;
        if page.is_empty() {
            return Ok(all);
        }
        all.extend(page);
    }
}
